import SynchroText

/// Explains a command, from the same value that parses its arguments.
struct HelpText {
  let style: TerminalStyle

  /// The help of the command that is reached by `path`, such as `synchroscope validate`.
  func render(_ command: CommandSpec, path: String) -> String {
    var sections = [command.summary + "."]
    if !command.discussion.isEmpty { sections.append(command.discussion) }
    sections.append(section("Usage", ["\(usage(command, path: path))"]))
    if !command.subcommands.isEmpty {
      sections.append(
        table("Commands", command.subcommands.map { ($0.name, $0.summary) }))
    }
    if !command.operands.isEmpty {
      sections.append(table("Arguments", command.operands.map { ($0.name, $0.help) }))
    }
    sections.append(
      table("Options", (command.options + CommandSpec.common).map { (spelling($0), note($0)) }))
    if !command.examples.isEmpty {
      sections.append(
        section("Examples", command.examples.flatMap { ["# \($0.purpose)", $0.line] }))
    }
    if command.body == nil {
      let codes = ExitCode.allCases.map { (String($0.rawValue), $0.meaning) }
      sections.append(table("Exit codes", codes))
    }
    return sections.joined(separator: "\n\n") + "\n"
  }

  /// The words of a command in their order.
  func usage(_ command: CommandSpec, path: String) -> String {
    guard command.body != nil else { return path + " COMMAND [OPTIONS]" }
    var parts = [path]
    for option in command.options where option.minimum > 0 {
      parts.append("\(option.spelling) \(option.value?.name ?? "")")
    }
    if command.options.contains(where: { $0.minimum == 0 }) { parts.append("[OPTIONS]") }
    for operand in command.operands {
      let name = operand.maximum > 1 ? operand.name + "…" : operand.name
      parts.append(operand.minimum == 0 ? "[\(name)]" : name)
    }
    return parts.joined(separator: " ")
  }

  private func spelling(_ option: ParameterSpec) -> String {
    let short = option.short.map { "-\($0), " } ?? "    "
    return short + option.spelling + (option.value.map { " \($0.name)" } ?? "")
  }

  /// What a parameter means, with what may be said for it.
  func note(_ option: ParameterSpec) -> String {
    var notes: [String] = []
    if case .words(let words) = option.value?.completion {
      notes.append(words.joined(separator: ", "))
    }
    if option.minimum > 0 { notes.append("required") }
    if option.maximum > 1 { notes.append("may be repeated") }
    return notes.isEmpty ? option.help : "\(option.help) (\(notes.joined(separator: "; ")))"
  }

  private func table(_ title: String, _ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return section(
      title,
      rows.map { name, text in
        name + String(repeating: " ", count: width - name.count + 2) + text
      })
  }

  private func section(_ title: String, _ lines: [String]) -> String {
    ([style.paint(title + ":", .bold)] + lines.map { "  " + $0 }).joined(separator: "\n")
  }
}
