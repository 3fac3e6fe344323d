import SynchroTiming
import SynchroVerdict

@testable import SynchroReport

/// Small runs made by hand and large ones made by chance.
enum PictureSamples {
  static let hostile = [
    "<script>x=1</script>", "\"><img src=x>", "]]>&amp;", "\u{202E}evil\u{202C}", "\u{1B}[31m",
    "\u{0}\u{FFFE}", "e" + String(repeating: "\u{301}", count: 400),
    String(repeating: "長", count: 5000), "url(#x)", "a\r\nb", "\u{FDFD}", "",
  ]

  static func exchange(
    _ number: Int, test: String? = "cds/a#one", _ method: String = "GET",
    _ url: String = "https://cds.example/clients", status: Int? = 200, at start: Duration,
    took: Duration = .milliseconds(3), fault: ExchangeSummary.Fault? = nil, attempt: Int = 1
  ) -> ExchangeSummary {
    ExchangeSummary(
      number: number, test: test, line: 1, method: method, url: url, status: status,
      times: ExchangeSummary.Times(total: took), start: Timestamp.unixEpoch.advanced(by: start),
      fault: fault, attempt: attempt)
  }

  static func hook(_ number: Int, at start: Duration, fault: String? = nil) -> HookRun {
    HookRun(
      number: number, test: "cds/a#one", line: 2, hook: "approve-production",
      arguments: [RunFact("message", "m1")], way: .command, exit: fault == nil ? 0 : 3,
      start: Timestamp.unixEpoch.advanced(by: start), duration: .milliseconds(40), fault: fault)
  }

  static func check(_ id: String, failedIn exchange: Int?) -> CheckRecord {
    let mismatch = Mismatch(expected: "201", received: "200", exchange: exchange)
    return CheckRecord(
      id: id, text: "status is 201",
      place: CheckRecord.Place(file: "a.suite", line: 1, column: 1, endColumn: 2, text: "x"),
      decisions: [Decision(requirement: nil, verdict: .failed, mismatches: [mismatch])],
      exchanges: [1, 2])
  }

  static func report(
    _ exchanges: [ExchangeSummary], hooks: [HookRun] = [], checks: [CheckRecord] = []
  ) -> RunReport {
    let place = CheckRecord.Place(file: "a.suite", line: 1, column: 1, endColumn: 2, text: "x")
    let test = TestRecord(
      id: "cds/a#one", title: "one", place: place, start: .unixEpoch, duration: .seconds(1),
      checks: checks)
    return RunReport.make(
      header: RunReport.Header(
        tool: "1", run: "r", seed: 1, target: "https://cds.example", start: .unixEpoch),
      duration: .seconds(1), tests: [test], exchanges: exchanges, hooks: hooks, rows: [],
      claimed: [])
  }

  /// Exchanges of any kind, at any time.
  static func exchanges(_ count: Int, seed: UInt64) -> [ExchangeSummary] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { index in
      let word = hostile[Int.random(in: hostile.indices, using: &random)]
      let isFaulty = Int.random(in: 0..<9, using: &random) == 0
      let length = Int64(1) << Int64.random(in: 0...62, using: &random)
      return exchange(
        index + 1, test: index % 7 == 0 ? nil : "s\(index % 40)/\(index % 3)/\(word)#\(index % 5)",
        index % 5 == 0 ? word : "GET",
        index % 3 == 0 ? word : "https://\(index % 4).example/\(word)",
        status: isFaulty ? nil : Int.random(in: -1...1000, using: &random),
        at: .nanoseconds(Int64.random(in: -(length / 4)...length, using: &random)),
        took: .nanoseconds(length / 1000 - 5),
        fault: isFaulty ? ExchangeSummary.Fault(.target, word) : nil)
    }
  }

  /// A round as a load management request has it.
  static func round(fault: String? = nil, at line: String? = nil) -> FlowRound {
    FlowRound(
      number: 7,
      lines: [
        .init(time: .zero, from: "lms", to: "pct", text: "Load_mgm_reqst"),
        .init(time: .milliseconds(420), from: "pct", to: "lms", text: "consumed"),
        .init(
          time: .seconds(12), from: "pct", to: "lms", text: "Load_mgm_opt_out", fault: line),
        .init(time: .seconds(12), from: "lms", to: "pct", text: "consumed"),
      ], fault: fault, transcript: "evidence/flows/load.pxb")
  }

  /// A round of any lines.
  static func anyRound(_ count: Int, seed: UInt64) -> FlowRound {
    var random = SplitMix64(seed: seed)
    func word() -> String { hostile[Int.random(in: hostile.indices, using: &random)] }
    return FlowRound(
      number: count,
      lines: (0..<count).map { index in
        FlowRound.Line(
          time: .milliseconds(index * 37), from: word(), to: word(), text: word(),
          fault: index % 11 == 10 ? word() : nil)
      }, fault: count % 3 == 0 ? word() : nil)
  }

  static func groups(_ count: Int, seed: UInt64) -> [ClauseGroup] {
    var random = SplitMix64(seed: seed)
    func number() -> Int {
      Bool.random(using: &random) ? 0 : Int.random(in: 0...4000, using: &random)
    }
    return (0..<count).map { index in
      let word = hostile[Int.random(in: hostile.indices, using: &random)]
      var group = ClauseGroup(
        document: index % 4 == 0 ? word : "D\(index / 9)",
        section: index % 5 == 0 ? word : "\(index)")
      group.proven = number()
      group.broken = number()
      group.warned = number()
      group.unproven = number()
      group.faulted = number()
      group.undecided = number()
      group.notApplicable = number()
      return group
    }
  }
}
