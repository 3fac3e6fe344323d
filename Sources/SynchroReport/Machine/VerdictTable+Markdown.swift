package import SynchroVerdict

extension VerdictTable {
  /// The whole mapping as a table of Markdown: what `docs/report-formats.md` shows.
  package static var markdown: String {
    var lines = [
      "| Verdict | JUnit | TAP | GitHub | GitLab | Exit code |", "|---|---|---|---|---|---|",
    ]
    for kind in Verdict.Kind.allCases {
      let row = kind.table
      let words = [
        row.word, row.junit.words, row.tap.words, row.annotation?.rawValue ?? "none",
        row.severity?.rawValue ?? "none", String(row.exit.rawValue),
      ]
      lines.append("| " + words.joined(separator: " | ") + " |")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension VerdictTable.JUnit {
  fileprivate var words: String {
    switch self {
    case .none: "nothing: it passed"
    case .property: "nothing, and a `property` of its suite"
    case .failure(let type): "`failure`, type `\(type)`"
    case .error(let type): "`error`, type `\(type)`"
    case .skipped(let type): "`skipped`, type `\(type)`"
    }
  }
}

extension VerdictTable.TAP {
  fileprivate var words: String {
    switch self {
    case .ok: "`ok`"
    case .okSkipped: "`ok … # SKIP`"
    case .notOk: "`not ok`"
    }
  }
}
