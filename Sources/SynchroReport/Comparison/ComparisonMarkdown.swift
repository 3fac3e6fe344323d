internal import SynchroCatalog
public import SynchroVerdict

/// A comparison as Markdown, for a pull request or a release note.
public enum ComparisonMarkdown {
  /// The whole comparison, ended by a line feed. No text of a run is read as markup.
  public static func render(_ comparison: RunComparison) -> String {
    let lines = ComparisonLines(comparison: comparison)
    var text = "# \(conclusion(comparison))\n\n"
    text +=
      "From run \(code(comparison.old.run)) to run \(code(comparison.new.run)); rows: "
      + ComparisonLines.count(comparison.requirements) + ".\n\n"
    text += list("## What was run otherwise", lines.settings.map(code))
    text += rows(comparison.requirements)
    text += list(
      "## Other checks",
      lines.otherChecks.map { check in
        item(check.direction, ComparisonLines.head(of: check), ComparisonLines.details(of: check))
      })
    text += list(
      "## Tests",
      comparison.tests.map { test in
        item(
          test.direction,
          ReportCase.shown(test.id) + ": "
            + ComparisonLines.step(.decided(test.before), .decided(test.after)),
          [test.after.reason].compactMap { $0.map(ReportCase.shown) })
      })
    text += list("## Checks that are new or gone", lines.comingAndGoing.map(code))
    text += "## Totals\n\n| | before | now |\n|---|---|---|\n"
    for total in lines.totals { text += "| \(total.name) | \(total.before) | \(total.after) |\n" }
    return text
  }

  private static func conclusion(_ comparison: RunComparison) -> String {
    if comparison.hasWorsened { return "Something got worse" }
    return comparison.isUnchanged ? "Every verdict is as it was" : "Nothing got worse"
  }

  private static func rows(_ changes: [RequirementChange]) -> String {
    let items = changes.map { change in
      let row = change.row
      let head =
        "\(ReportCase.shown(row.id)) (\(row.level.rawValue), \(ReportCase.shown(row.document)) "
        + "section \(ReportCase.shown(row.clause))): "
        + ComparisonLines.step(change.before, change.after)
      let causes = change.causes.flatMap { check in
        [ComparisonLines.head(of: check)] + ComparisonLines.details(of: check)
      }
      return item(
        change.direction, head,
        [ReportCase.shown(row.statement)] + change.remarks.map(ReportCase.shown) + causes)
    }
    return list("## Requirements", items)
  }

  private static func item(
    _ direction: RunComparison.Direction, _ head: String, _ details: [String]
  ) -> String {
    let word = direction == .other ? "otherwise" : direction.rawValue
    return (["**\(word)**: \(code(head))"] + details.map { "  - " + code($0) })
      .joined(separator: "\n")
  }

  private static func list(_ title: String, _ items: [String]) -> String {
    guard !items.isEmpty else { return "" }
    return title + "\n\n" + items.map { "- \($0)\n" }.joined() + "\n"
  }

  /// Texts of a run stand in code spans, where nothing acts.
  private static func code(_ text: String) -> String { MarkdownText.code(text, limit: 600) }
}
