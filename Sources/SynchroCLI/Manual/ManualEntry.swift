import SynchroText

/// A command as the manual shows it.
struct ManualEntry {
  /// A piece of an explanation.
  enum Block: Equatable {
    case paragraph(String)
    case verbatim([String])
  }

  /// All words that lead to it.
  let path: String
  let command: CommandSpec

  /// Every command that does something, in the order of the help text.
  static func all(of root: CommandSpec) -> [ManualEntry] {
    func entries(_ command: CommandSpec, _ path: String) -> [ManualEntry] {
      guard command.body == nil else { return [ManualEntry(path: path, command: command)] }
      return command.subcommands.flatMap { entries($0, path + " " + $0.name) }
    }
    return entries(root, root.name)
  }

  var usage: String { HelpText(style: .plain).usage(command, path: path) }

  /// Its operands and options.
  var rows: [ManualFacts.Row] {
    let help = HelpText(style: .plain)
    let operands = command.operands.map { (name: $0.name, meaning: $0.help) }
    return operands
      + command.options.map { option in
        let words = [option.short.map { "-\($0)" }, option.spelling].compactMap { $0 }
        let value = option.value.map { " " + $0.name } ?? ""
        return (name: words.joined(separator: ", ") + value, meaning: help.note(option))
      }
  }

  /// Its explanation: an empty line ends a paragraph, and lines that are set in stay as they are.
  var discussion: [Block] {
    let lines = command.discussion.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.split(separator: "").map { block in
      if block.contains(where: { $0.hasPrefix(" ") }) { return .verbatim(block.map(String.init)) }
      return .paragraph(block.joined(separator: " "))
    }
  }
}
