import SynchroText
import SynchroTiming
import SynchroVerdict

extension FuzzTarget {
  /// Baselines: whatever they hold is read or reported, always inside the file; every entry that was
  /// read comes to one end in a run, and nothing changes the run's own verdict.
  public static let baseline = FuzzTarget(
    "baseline",
    corpus: [
      """
      # A comment.
      check x/a#one:2
        requirement: R/1
        verdict: failed
        reason: It is known
          for long.
        expires: 2027-01-31
        message: string
      test x/a#two
        verdict: untestable
        reason: r
      requirement R/9
        verdict: review
        reason: r

      """
    ].map { Array($0.utf8) },
    dictionary: [
      "check ", "test ", "requirement ", "\n", "\n  ", "\n    ", ": ", "#", ":1", "x/a#one:1",
      "x/a#two", "R/1", "  verdict: failed\n", "  verdict: warned\n", "  verdict: untestable\n",
      "  reason: r\n", "  expires: 2000-01-01\n", "  message: ", "\t", "\r\n", "\u{FEFF}",
    ]
  ) { bytes in
    let (baseline, findings) = Baseline.read(SourceText(name: "fuzz", bytes: bytes))
    for finding in findings {
      for label in [finding.primary] + finding.related where label.range.end > bytes.count {
        return "a finding lies outside: \(finding)"
      }
    }
    for entry in baseline.entries where entry.reason.isEmpty { return "an entry has no reason" }
    var report = run
    let exit = report.exit
    let outcome = baseline.outcome(of: report)
    let ends = outcome.asExpected.count + outcome.flaws.count + outcome.notLookedAt.count
    guard ends == baseline.entries.count else { return "an entry comes to no end, or to two" }
    report.baseline = outcome
    return report.exit == exit ? nil : "the verdict of the run has changed"
  }

  /// A run with one decision of each kind that counts.
  private static let run: RunReport = {
    let place = CheckRecord.Place(file: "a.suite", line: 1, column: 1, endColumn: 2, text: "t")
    func check(_ id: String, _ row: String, _ verdict: Verdict) -> CheckRecord {
      CheckRecord(
        id: id, text: "t", place: place,
        decisions: [Decision(requirement: row, verdict: verdict)], exchanges: [])
    }
    let tests = [
      TestRecord(
        id: "x/a#one", title: "t", place: place, start: .unixEpoch, duration: .zero,
        checks: [check("x/a#one:1", "R/1", .passed), check("x/a#one:2", "R/1", .failed)]),
      TestRecord(
        id: "x/a#two", title: "t", place: place, start: .unixEpoch, duration: .zero,
        checks: [check("x/a#two:1", "R/2", .untestable(prerequisite: "p"))]),
    ]
    return RunReport.make(
      header: RunReport.Header(
        tool: "0", run: "r", seed: 1, target: "t", start: Timestamp(seconds: 1) ?? .unixEpoch),
      duration: .zero, tests: tests, rows: [], claimed: [])
  }()
}
