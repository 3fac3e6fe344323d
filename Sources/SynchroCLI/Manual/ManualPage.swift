/// The manual as a page for `man`, in the macros of man(7).
struct ManualPage {
  private var lines: [String] = []

  /// The page of a program and all its commands.
  func text(of root: CommandSpec) -> String {
    var page = ManualPage()
    page.lines = [
      #".\" Written by '\#(root.name) manual man'."#,
      ".TH \(root.name.uppercased()) 1 \"\" \"\(root.name) \(Program.version)\"",
    ]
    page.section("NAME")
    page.text("\(root.name) - \(root.summary.prefix(1).lowercased() + root.summary.dropFirst())")
    page.section("SYNOPSIS")
    page.text("\(root.name) COMMAND [OPTIONS]")
    page.section("DESCRIPTION")
    ManualFacts.description.forEach { page.paragraph($0) }
    page.section("COMMANDS")
    for command in ManualEntry.all(of: root) { page.command(command) }
    page.section("EXIT STATUS")
    page.table(ManualFacts.exitCodes)
    page.section("ENVIRONMENT")
    page.table(ManualFacts.variables)
    page.section("FILES")
    page.table(ManualFacts.files)
    page.section("LIMITS")
    page.table(ManualFacts.limits)
    page.section("EXAMPLES")
    page.examples(root.examples)
    return page.lines.joined(separator: "\n") + "\n"
  }

  private mutating func command(_ entry: ManualEntry) {
    lines.append(".SS \(escape(entry.path))")
    text(entry.command.summary + ".")
    verbatim([entry.usage])
    for block in entry.discussion {
      switch block {
      case .paragraph(let words): paragraph(words)
      case .verbatim(let rows): verbatim(rows)
      }
    }
    table(entry.rows)
    examples(entry.command.examples)
  }

  // MARK: - Macros

  private mutating func section(_ title: String) { lines.append(".SH \(title)") }

  private mutating func text(_ words: String) { lines.append(escape(words)) }

  private mutating func paragraph(_ words: String) { lines += [".PP", escape(words)] }

  private mutating func verbatim(_ rows: [String]) {
    lines += [".PP", ".nf"] + rows.map(escape) + [".fi"]
  }

  private mutating func table(_ rows: [ManualFacts.Row]) {
    for row in rows { lines += [".TP", ".B \(escape(row.name))", escape(row.meaning)] }
  }

  private mutating func examples(_ examples: [CommandSpec.Example]) {
    for example in examples {
      lines += [
        ".PP", escape(example.purpose.prefix(1).uppercased() + example.purpose.dropFirst()) + ":",
      ]
      lines += [".PP", ".RS", ".nf", escape(example.line), ".fi", ".RE"]
    }
  }

  /// Text in which nothing is a request: a hyphen is to be typed, and a dot or a quote may begin a line.
  private func escape(_ text: String) -> String {
    var result = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    if let first = result.first, first == "." || first == "'" { result = "\\&" + result }
    return result
  }
}
