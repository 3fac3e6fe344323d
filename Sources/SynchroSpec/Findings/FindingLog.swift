import SynchroText

/// Collects findings about one Markdown file, each with its clause.
struct FindingLog {
  /// Nobody reads more of one file.
  static let limit = 1000

  /// Two checks can see the same fault: a listing's format and that of its elements.
  private struct Key: Hashable {
    let range: SourceRange
    let message: String
  }

  private let text: MarkdownText
  private(set) var findings: [SpecFinding] = []
  private(set) var omitted = 0
  private var seen: Set<Key> = []

  init(_ text: MarkdownText) {
    self.text = text
  }

  /// Adds a finding; `rule` is the sentence or the requirement that it breaks.
  mutating func report(_ diagnostic: Diagnostic, rule: String? = nil) {
    guard findings.count < Self.limit else {
      omitted += 1
      return
    }
    let range = diagnostic.primary.range
    guard seen.insert(Key(range: range, message: diagnostic.message)).inserted else { return }
    let clause = text.clause(at: range.start)
    var diagnostic = diagnostic
    if let clause { diagnostic.notes.append("clause: \(clause)") }
    if let rule { diagnostic.notes.append("rule: \(rule)") }
    findings.append(SpecFinding(diagnostic: diagnostic, clause: clause, rule: rule))
  }

  /// The findings in the order of the text.
  var sorted: [SpecFinding] {
    // Of two at one place the first that was found stays the first.
    findings.enumerated().sorted { left, right in
      let starts = (
        left.element.diagnostic.primary.range.start, right.element.diagnostic.primary.range.start
      )
      return starts.0 == starts.1 ? left.offset < right.offset : starts.0 < starts.1
    }.map(\.element)
  }
}
