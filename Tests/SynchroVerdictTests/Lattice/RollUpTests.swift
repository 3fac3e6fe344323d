import Testing

@testable import SynchroVerdict

@Suite struct RollUpTests {
  private static func verdict(_ kind: Verdict.Kind) -> Verdict {
    Verdict(kind, reason: nil) ?? Verdict(kind, reason: "because") ?? .failed
  }

  @Test func `each kind has one place, and the worse of two stands`() {
    #expect(Set(RollUp.worstFirst) == Set(Verdict.Kind.allCases))
    #expect(RollUp.worstFirst.count == Verdict.Kind.allCases.count)
    #expect(RollUp.worst(of: []) == nil)
    for (rank, worse) in RollUp.worstFirst.enumerated() {
      for better in RollUp.worstFirst[rank...] {
        let pair = [Self.verdict(better), Self.verdict(worse)]
        #expect(RollUp.worst(of: pair)?.kind == worse)
        #expect(RollUp.worst(of: pair.reversed())?.kind == worse)
      }
    }
    let equal: [Verdict] = [
      .passed, .inconclusive(because: "first"), .inconclusive(because: "second"),
    ]
    #expect(RollUp.worst(of: equal) == .inconclusive(because: "first"))
  }

  @Test func `the table keeps what counts apart from what is unproven`() {
    for kind in Verdict.Kind.allCases {
      let row = kind.table
      #expect(row.isAgainstTarget == (kind == .failed))
      #expect(row.leavesUnproven == [.untestable, .inconclusive, .review].contains(kind))
      let isGood = [.passed, .warned, .notApplicable].contains(kind)
      #expect((row.tap != .notOk) == isGood)
      let needsReason = Verdict(kind, reason: nil) == nil
      #expect(needsReason == (Verdict(kind, reason: "x") != nil))
      #expect(Self.verdict(kind).kind == kind)
    }
    #expect(Verdict.Kind.failed.table.junit == .failure(type: "failed"))
    #expect(Verdict.Kind.warned.table.junit == .property)
    #expect(Verdict.Kind.review.table.junit == .skipped(type: "review"))
    #expect(Verdict.Kind.setupFault.table.junit == .error(type: "setup"))
  }

  @Test(arguments: [
    ("passed", false, 0), ("passed", true, 0), ("passed warned notApplicable", false, 0),
    ("", false, 4), ("", true, 4), ("warned", false, 4), ("notApplicable", true, 4),
    ("failed passed", true, 1), ("failed harnessFault setupFault inconclusive", false, 1),
    ("harnessFault setupFault passed", false, 5), ("setupFault passed untestable", true, 3),
    ("passed untestable", false, 4), ("passed inconclusive", false, 4), ("passed review", false, 4),
    ("passed untestable inconclusive review", true, 0), ("untestable", true, 4),
    ("passed interrupted", true, 4), ("failed interrupted", true, 1), ("passed doctor", true, 3),
    ("failed doctor", false, 1), ("doctor", false, 3), ("doctor ours", true, 5),
    ("interrupted", false, 4),
    ("passed empty", false, 4), ("passed empty", true, 0),
  ])
  func `the exit follows from the verdicts`(words: String, allows: Bool, code: Int32) {
    let words = words.split(separator: " ").map(String.init)
    var tests = words.compactMap { Verdict.Kind(rawValue: $0) }.map { kind in
      TestRecord(
        id: "x#\(kind)", title: "", place: SampleRun.fields.place, start: SampleRun.start,
        duration: .zero,
        checks: [
          SampleRun.check(
            1, line: 1, "x", .init(requirement: nil, verdict: Self.verdict(kind)))
        ])
    }
    if words.contains("empty") { tests.append(SampleRun.others[6]) }
    var header = SampleRun.header
    header.allowsUnproven = allows
    var finding = DoctorFinding(.fault, "no route")
    finding.isOurs = words.contains("ours")
    let report = RunReport.make(
      header: header, duration: .zero, doctor: words.contains("doctor") ? [finding] : [],
      tests: tests,
      rows: [], claimed: [], interruptions: words.contains("interrupted") ? ["stopped"] : [])
    #expect(report.exit.rawValue == code)
  }
}
