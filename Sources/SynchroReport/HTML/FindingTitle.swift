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

/// What a chain of reasons is called.
struct CauseTitle {
  let text: String
  let numbers: String

  init(_ cause: PageIndex.Cause, _ index: PageIndex) {
    let title = cause.test.flatMap { index.record(ofTest: $0)?.title }
    text = title.map { "What hangs on “\(PageWords.excerpt($0, 200))”" } ?? "For other reasons"
    numbers =
      PageWords.count(cause.decisions, "decision") + " unproven, "
      + PageWords.count(cause.findings.count, "reason")
  }
}
