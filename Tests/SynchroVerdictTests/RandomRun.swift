import SynchroCatalog
import SynchroTiming

@testable import SynchroVerdict

/// Reports by chance, the same for the same seed.
struct RandomRun {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func report() -> RunReport {
    var header = SampleRun.header
    header.seed = random.next()
    header.profile = maybe { $0.text() }
    header.edition = maybe { $0.text() }
    header.allowsUnproven = Bool.random(using: &random)
    header.arguments = list { $0.text() }
    header.host = list { RunFact($0.text(), $0.text()) }
    header.selection = RunReport.Selection(
      only: list { $0.text() }, tags: list { $0.text() }, shard: maybe { $0.shard() })
    header.parts = list { .init($0.shard(), run: $0.text()) }
    var report = RunReport.make(
      header: header, duration: duration(),
      doctor: list { $0.finding() }, tests: list { $0.test() },
      exchanges: list { $0.exchange() }, hooks: list { $0.hook() }, rows: SampleRun.rows,
      claimed: Set(SampleRun.rows.filter { _ in Bool.random(using: &random) }.map(\.id)),
      residue: list { .init($0.text(), url: $0.maybe { $0.text() }, because: $0.text()) },
      interruptions: list(upTo: 1) { $0.text() })
    report.baseline = maybe { $0.baseline() }
    return report
  }

  private mutating func shard() -> Shard {
    let count = Int.random(in: 1...99, using: &random)
    return Shard(index: Int.random(in: 1...count, using: &random), count: count) ?? SampleRun.shard
  }

  private mutating func baseline() -> BaselineOutcome {
    BaselineOutcome(
      file: text(), sha256: text(), asExpected: list { $0.text() },
      surprises: list {
        .init(
          id: $0.text(), requirement: $0.maybe { $0.text() }, verdict: $0.verdict(),
          message: $0.maybe { $0.text() })
      },
      flaws: list {
        .init(
          kind: $0.pick(BaselineOutcome.Flaw.Kind.allCases), entry: $0.text(), place: $0.text(),
          sentence: $0.text())
      }, notLookedAt: list { $0.text() })
  }

  mutating func exchangeRecord() -> ExchangeRecord {
    ExchangeRecord(exchange(), request: bytes(), response: bytes())
  }

  mutating func hookRecord() -> HookRecord {
    HookRecord(hook(), output: text(), errors: text())
  }

  private mutating func hook() -> HookRun {
    HookRun(
      number: Int.random(in: 1...99, using: &random), test: text(),
      line: Int.random(in: 1...999, using: &random), hook: text(),
      arguments: list { RunFact($0.text(), $0.text()) }, way: pick(HookRun.Way.allCases),
      exit: maybe { Int.random(in: 0...255, using: &$0.random) },
      status: maybe { Int.random(in: 100...599, using: &$0.random) }, start: moment(),
      duration: duration(), fault: maybe { $0.text() })
  }

  mutating func test() -> TestRecord {
    TestRecord(
      id: text(), number: maybe { Int.random(in: 1...99, using: &$0.random) }, title: text(),
      place: place(), tags: list { $0.text() }, start: moment(),
      duration: duration(), checks: list { $0.check() },
      exchanges: list { Int.random(in: 1...99, using: &$0.random) },
      stop: maybe { $0.verdict() }, notes: list { $0.text() }, nextStep: maybe { $0.text() },
      rounds: list { $0.round() })
  }

  private mutating func round() -> FlowRound {
    FlowRound(
      number: Int.random(in: 1...99, using: &random),
      lines: list {
        FlowRound.Line(
          time: $0.duration(), from: $0.text(), to: $0.text(), text: $0.text(),
          fault: $0.maybe { $0.text() })
      }, fault: maybe { $0.text() }, transcript: maybe { $0.text() })
  }

  mutating func check() -> CheckRecord {
    CheckRecord(
      id: text(), text: text(), place: place(), decisions: list { $0.decision() },
      exchanges: list { Int.random(in: 1...99, using: &$0.random) })
  }

  mutating func verdict() -> Verdict {
    let kind = pick(Verdict.Kind.allCases)
    return Verdict(kind, reason: nil) ?? Verdict(kind, reason: text()) ?? .failed
  }

  mutating func text() -> String {
    let pieces = [
      "a", "ü", "\u{0}", "\u{1F}", "\"", "\\", "\n", "\r", "\u{2028}", "\u{FFFF}", "🜁", "]]>", "%",
      ",",
      "# SKIP", "<&>", "\u{301}", " ",
    ]
    return list(upTo: 8) { $0.pick(pieces) }.joined()
  }

  // MARK: - Pieces

  private mutating func decision() -> Decision {
    let rows = SampleRun.rows.map(\.id)
    return Decision(
      requirement: maybe { $0.pick(rows) }, verdict: verdict(),
      observations: Int.random(in: 0...9, using: &random),
      mismatches: list {
        Mismatch(
          expected: $0.text(), received: $0.text(), location: $0.maybe { $0.text() },
          exchange: $0.maybe { Int.random(in: 1...99, using: &$0.random) },
          place: $0.maybe { $0.text() })
      }, mismatchCount: Int.random(in: 0...999, using: &random))
  }

  private mutating func finding() -> DoctorFinding {
    var finding = DoctorFinding(
      pick(DoctorFinding.Severity.allCases), text(), nextStep: maybe { $0.text() },
      field: maybe { $0.text() })
    finding.isOurs = Bool.random(using: &random)
    return finding
  }

  private mutating func exchange() -> ExchangeSummary {
    ExchangeSummary(
      number: Int.random(in: 1...9999, using: &random), test: maybe { $0.text() },
      line: maybe { Int.random(in: 1...999, using: &$0.random) }, method: text(), url: text(),
      sentCount: 1, receivedCount: 2,
      status: maybe { Int.random(in: 100...599, using: &$0.random) },
      isReused: Bool.random(using: &random), peer: maybe { $0.text() },
      tls: list { RunFact($0.text(), $0.text()) },
      times: .init(
        lookup: maybe { $0.duration() }, response: maybe { $0.duration() }, total: duration()),
      start: moment(),
      findings: list {
        .init(
          code: $0.text(), sentence: $0.text(), offset: Int.random(in: 0...99, using: &$0.random))
      }, fault: maybe { .init($0.pick(ExchangeSummary.Fault.Blame.allCases), $0.text()) },
      redirectedFrom: maybe { Int.random(in: 1...99, using: &$0.random) })
  }

  private mutating func place() -> CheckRecord.Place {
    CheckRecord.Place(
      file: text(), line: Int.random(in: -1...999, using: &random),
      column: Int.random(in: -1...99, using: &random),
      endColumn: Int.random(in: -1...99, using: &random), text: text())
  }

  private mutating func duration() -> Duration {
    .nanoseconds(Int64.random(in: 0...Int64.max, using: &random))
  }

  private mutating func moment() -> Timestamp {
    Timestamp(
      seconds: Int64.random(in: 0...4_000_000_000, using: &random),
      nanoseconds: UInt32.random(in: 0..<1_000_000_000, using: &random)) ?? .unixEpoch
  }

  private mutating func bytes() -> [UInt8] {
    Bool.random(using: &random)
      ? Array(text().utf8) : list(upTo: 9) { UInt8.random(in: 0...255, using: &$0.random) }
  }

  private mutating func list<Element>(
    upTo limit: Int = 3, _ element: (inout RandomRun) -> Element
  ) -> [Element] {
    (0..<Int.random(in: 0...limit, using: &random)).map { _ in element(&self) }
  }

  private mutating func maybe<Value>(_ value: (inout RandomRun) -> Value) -> Value? {
    Bool.random(using: &random) ? value(&self) : nil
  }

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: list.indices, using: &random)]
  }
}
