/// The manual as a document in Markdown.
struct ManualDocument {
  /// The document of a program and all its commands.
  func text(of root: CommandSpec) -> String {
    let entries = ManualEntry.all(of: root)
    var parts = [
      "# The command line",
      "<!-- Written by '\(root.name) manual markdown'. -->",
    ]
    parts += ManualFacts.description.map(escape)
    parts.append(
      entries.map { "- [`\($0.path)`](#\(anchor($0.path))): \(escape($0.command.summary))" }
        .joined(separator: "\n"))
    for entry in entries { parts += section(entry) }
    parts += ["## Exit codes", table(("Code", "Meaning"), ManualFacts.exitCodes)]
    parts += ["## Variables", table(("Variable", "Meaning"), ManualFacts.variables)]
    parts += ["## Files", table(("File", "Meaning"), ManualFacts.files)]
    parts += [
      "## Limits",
      "Beyond them something is refused, cut or left undecided, and that is said.",
      table(("What", "At most"), ManualFacts.limits),
    ]
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func section(_ entry: ManualEntry) -> [String] {
    var parts = ["## \(entry.path)", escape(entry.command.summary) + ".", block([entry.usage])]
    for piece in entry.discussion {
      switch piece {
      case .paragraph(let words): parts.append(escape(words))
      case .verbatim(let rows): parts.append(block(rows))
      }
    }
    if !entry.rows.isEmpty { parts.append(table(("Word", "Meaning"), entry.rows)) }
    let examples = entry.command.examples.flatMap { ["# \($0.purpose)", $0.line] }
    if !examples.isEmpty { parts.append(block(examples)) }
    return parts
  }

  private func block(_ lines: [String]) -> String {
    (["```text"] + lines + ["```"]).joined(separator: "\n")
  }

  private func table(_ head: (String, String), _ rows: [ManualFacts.Row]) -> String {
    let lines = ["| \(head.0) | \(head.1) |", "|---|---|"]
    let cells = rows.map { row in
      "| `\(row.name.replacing("|", with: "\\|"))` | \(escape(row.meaning).replacing("|", with: "\\|")) |"
    }
    return (lines + cells).joined(separator: "\n")
  }

  /// Text in which nothing is markup.
  private func escape(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_<[]".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }

  /// The anchor that renderers give a heading.
  private func anchor(_ heading: String) -> String {
    heading.lowercased().replacing(" ", with: "-")
  }
}
