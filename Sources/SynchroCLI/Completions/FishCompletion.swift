/// Writes a completion script for fish.
enum FishCompletion {
  static func script(for root: CommandSpec) -> String {
    let name = root.name
    var lines = ["# fish completion for \(name)", "complete -c \(name) -f"]
    for command in root.subcommands {
      lines.append(
        "complete -c \(name) -n __fish_use_subcommand -a \(command.name) -d \(quote(command.summary))"
      )
    }
    lines += [
      "complete -c \(name) -n __fish_use_subcommand -a help -d 'Explain a command'",
      "complete -c \(name) -n __fish_use_subcommand -l version -d 'print the version'",
      "complete -c \(name) -n __fish_use_subcommand -s h -l help -d 'explain the command'",
      "complete -c \(name) -n '__fish_seen_subcommand_from help' -a "
        + quote(root.subcommands.map(\.name).joined(separator: " ")),
    ]
    for command in root.subcommands {
      let condition = "complete -c \(name) -n '__fish_seen_subcommand_from \(command.name)'"
      let names = command.subcommands.map(\.name).joined(separator: " ")
      for inner in command.subcommands {
        lines.append(
          "complete -c \(name) -n '__fish_seen_subcommand_from \(command.name); "
            + "and not __fish_seen_subcommand_from \(names)' -a \(inner.name) "
            + "-d \(quote(inner.summary))")
      }
      for option in command.offeredOptions {
        let short = option.short.map { " -s \($0)" } ?? ""
        let value = option.value.map { " -r" + action(for: $0.completion) } ?? ""
        lines.append("\(condition)\(short) -l \(option.name)\(value) -d \(quote(option.help))")
      }
      for operand in command.offeredOperands {
        lines.append(condition + action(for: operand.value?.completion ?? .none))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func action(for completion: ValueCompletion) -> String {
    switch completion {
    case .none: " -f"
    case .file: " -F"
    case .words(let words): " -f -a \(quote(words.joined(separator: " ")))"
    }
  }

  private static func quote(_ text: String) -> String {
    var result = "'"
    for character in text {
      if character == "'" || character == "\\" { result += "\\" }
      result.append(character)
    }
    return result + "'"
  }
}
