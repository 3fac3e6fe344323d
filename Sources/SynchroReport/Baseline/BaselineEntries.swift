internal import SynchroText
public import SynchroVerdict

/// The entries of a baseline that would expect what a run showed.
public enum BaselineEntries {
  /// One record for each surprise; for a test of which much is unproven for one cause, one record in
  /// all. The reasons are left open, and a file with an open reason is refused.
  public static func text(of surprises: [BaselineOutcome.Surprise]) -> String {
    let broad = testsToName(in: surprises)
    var seen: Set<String> = []
    var records: [String] = []
    for surprise in surprises where Baseline.expectable.contains(surprise.verdict.kind) {
      let test = CheckRecord.test(of: surprise.id)
      let isBroad = broad[test] == surprise.verdict.kind
      guard let heading = isBroad ? "test \(test)" : heading(of: surprise), isPlain(heading) else {
        continue
      }
      var lines = [heading]
      if !isBroad, isCheck(surprise), let row = surprise.requirement, isPlain(row) {
        lines.append("  requirement: \(row)")
      }
      lines.append("  verdict: \(surprise.verdict.kind.rawValue)")
      lines.append("  reason:")
      let record = lines.joined(separator: "\n") + "\n"
      if seen.insert(record).inserted { records.append(record) }
    }
    return records.joined(separator: "\n")
  }

  /// Tests of which all that is unexpected is unproven in the same way, and more than once.
  private static func testsToName(
    in surprises: [BaselineOutcome.Surprise]
  ) -> [String: Verdict.Kind] {
    var kinds: [String: [Verdict.Kind]] = [:]
    for surprise in surprises where surprise.id.contains("#") {
      kinds[CheckRecord.test(of: surprise.id), default: []].append(surprise.verdict.kind)
    }
    return kinds.compactMapValues { kinds in
      guard let first = kinds.first, first.leavesUnproven, kinds.count > 1,
        kinds.allSatisfy({ $0 == first })
      else { return nil }
      return first
    }
  }

  private static func heading(of surprise: BaselineOutcome.Surprise) -> String? {
    if isCheck(surprise) { return "check \(surprise.id)" }
    if surprise.id.contains("#") { return "test \(surprise.id)" }
    // The run as a whole cannot be expected to prove nothing.
    return surprise.requirement.map { "requirement \($0)" }
  }

  private static func isCheck(_ surprise: BaselineOutcome.Surprise) -> Bool {
    CheckRecord.test(of: surprise.id) != surprise.id
  }

  /// Results may have been edited: what is no id makes no entry.
  private static func isPlain(_ text: String) -> Bool {
    VisibleText.escape(text) == text && !text.contains("\n")
  }
}
