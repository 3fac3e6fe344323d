/// Writes a completion script for zsh.
enum ZshCompletion {
  static func script(for root: CommandSpec) -> String {
    var lines = [
      "#compdef \(root.name)",
      "# zsh completion for \(root.name)",
      "_\(root.name)() {",
      "  local -a commands=(",
    ]
    lines += root.subcommands.map { "    \(quote($0.name + ":" + $0.summary))" }
    lines += [
      "    'help:Explain a command'",
      "  )",
      "  if (( CURRENT == 2 )); then",
      "    _describe command commands",
      "    _arguments '--help[explain the command and stop]' '--version[print the version]'",
      "    return",
      "  fi",
      "  shift words; (( CURRENT-- ))",
      "  case \"$words[1]\" in",
    ]
    for command in root.subcommands {
      lines.append("    \(command.name))")
      let specs = command.offeredOptions.flatMap(optionSpecs)
      let names = command.subcommands.map(\.name).joined(separator: " ")
      let operands =
        (command.body == nil ? ["1:command:(\(names))"] : [])
        + command.offeredOperands.map(operandSpec)
      lines.append("      _arguments " + (specs + operands).map(quote).joined(separator: " "))
      lines.append("      ;;")
    }
    let names = root.subcommands.map(\.name).joined(separator: " ")
    lines += [
      "    help) _arguments ':command:(\(names))' ;;",
      "  esac", "}",
      "# As a file on fpath this runs as the function itself; sourced, it only defines it.",
      "if [ \"$funcstack[1]\" = \"_\(root.name)\" ]; then",
      "  _\(root.name) \"$@\"",
      "else",
      "  compdef _\(root.name) \(root.name)",
      "fi",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func optionSpecs(_ option: ParameterSpec) -> [String] {
    let star = option.maximum > 1 ? "*" : ""
    let value = option.value.map { ":\(escape($0.name)):\(action(for: $0.completion))" } ?? ""
    let rest = "[\(escape(option.help))]\(value)"
    let long = star + option.spelling + (option.value == nil ? "" : "=") + rest
    return [long] + (option.short.map { ["\(star)-\($0)\(rest)"] } ?? [])
  }

  private static func operandSpec(_ operand: ParameterSpec) -> String {
    let star = operand.maximum > 1 ? "*" : ""
    return "\(star):\(operand.name):\(action(for: operand.value?.completion ?? .none))"
  }

  private static func action(for completion: ValueCompletion) -> String {
    switch completion {
    case .none: " "
    case .file: "_files"
    case .words(let words): "(\(words.joined(separator: " ")))"
    }
  }

  /// Brackets and colons have a meaning in a specification.
  private static func escape(_ text: String) -> String {
    var result = ""
    for character in text {
      if "[]:\\".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }

  private static func quote(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
