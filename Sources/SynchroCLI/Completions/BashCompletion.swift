/// Writes a completion script for bash.
enum BashCompletion {
  static func script(for root: CommandSpec) -> String {
    let function = "_" + root.name
    var lines = [
      "# bash completion for \(root.name)",
      "\(function)() {",
      "  local current=\"${COMP_WORDS[COMP_CWORD]}\" previous=\"${COMP_WORDS[COMP_CWORD-1]}\"",
      "  # '=' is a word of its own: --name=value comes as three.",
      "  if [ \"$current\" = \"=\" ]; then current=''",
      "  elif [ \"$previous\" = \"=\" ]; then previous=\"${COMP_WORDS[COMP_CWORD-2]}\"",
      "  fi",
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then",
      "    COMPREPLY=($(compgen -W \"\(topWords(root))\" -- \"$current\"))",
      "    return",
      "  fi",
      "  case \"${COMP_WORDS[1]}\" in",
    ]
    for command in root.subcommands {
      lines.append("    \(command.name))")
      if command.body == nil {
        let names = (command.subcommands.map(\.name) + ["--help"]).joined(separator: " ")
        lines += [
          "      if [ \"$COMP_CWORD\" -eq 2 ]; then",
          "        COMPREPLY=($(compgen -W \"\(names)\" -- \"$current\"))", "        return",
          "      fi",
        ]
      }
      lines += valueCases(command).map { "      " + $0 }
      lines += operandLines(command).map { "      " + $0 }
      lines.append("      ;;")
    }
    let names = root.subcommands.map(\.name).joined(separator: " ")
    lines += [
      "    help) COMPREPLY=($(compgen -W \"\(names)\" -- \"$current\"));;",
      "  esac", "}", "complete -F \(function) \(root.name)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func topWords(_ root: CommandSpec) -> String {
    (root.subcommands.map(\.name) + ["help", "--help", "--version"]).joined(separator: " ")
  }

  /// What follows an option that takes a value.
  private static func valueCases(_ command: CommandSpec) -> [String] {
    let options = command.offeredOptions.filter { $0.role == .option }
    guard !options.isEmpty else { return [] }
    var lines = ["case \"$previous\" in"]
    for option in options {
      let names = [option.short.map { "-\($0)" }, option.spelling].compactMap { $0 }
      lines.append("  \(names.joined(separator: "|")))")
      lines.append("    \(reply(for: option.value?.completion ?? .none)); return;;")
    }
    return lines + ["esac"]
  }

  private static func operandLines(_ command: CommandSpec) -> [String] {
    let words = command.offeredOptions.map(\.spelling).joined(separator: " ")
    let operand = command.offeredOperands.first?.value?.completion ?? .none
    return [
      "case \"$current\" in",
      "  -*) COMPREPLY=($(compgen -W \"\(words)\" -- \"$current\"));;",
      "  *) \(reply(for: operand));;",
      "esac",
    ]
  }

  private static func reply(for completion: ValueCompletion) -> String {
    switch completion {
    case .none: "COMPREPLY=()"
    // bash's own completion of files copes with blanks and wildcards in their names.
    case .file: "COMPREPLY=(); compopt -o default"
    case .words(let words):
      "COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"$current\"))"
    }
  }
}
