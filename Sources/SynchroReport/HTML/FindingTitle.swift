internal import SynchroVerdict

/// What a finding is called wherever it is named.
struct FindingTitle {
  /// The requirement in our words, or what was asked.
  let text: String
  /// Where it comes from: the clause, or the test.
  let origin: String

  init(_ finding: FoldedCase) {
    let item = finding.first
    let leavesUnproven = item.table.leavesUnproven && item.verdict.kind != .review
    if leavesUnproven {
      text = item.message
      origin = PageWords.count(1 + finding.others.count, "decision")
    } else if let row = item.requirement {
      text = PageWords.excerpt(row.statement, 240)
      origin = PageWords.excerpt("\(row.document) §\(row.clause)", 60)
    } else {
      text = item.decision == nil ? item.message : PageWords.excerpt(item.subject, 240)
      origin = PageWords.excerpt(item.id, 120)
    }
  }
}
