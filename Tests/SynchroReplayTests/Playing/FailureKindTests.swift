import SynchroJSON
import SynchroPXB
@testable import SynchroReplay
import SynchroStatistics
import Testing

/// One thing that a meter does wrong, and what the harness has to say about it.
struct Wrong: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The row that fails.
  let row: String
  /// As what.
  let kind: TrialFailure.Kind
  /// What it does.
  let edit: @Sendable (_ command: PayloadMessage, _ answers: inout [ScriptedMeter.Outgoing]) -> Void

  /// Wrong in what it sends as reading.
  static func reading(
    _ what: String, _ kind: TrialFailure.Kind,
    _ change: @escaping @Sendable (inout PayloadMessage) -> Void
  ) -> Wrong {
    Wrong(testDescription: what, row: ReplayBench.answer, kind: kind) { _, answers in
      for index in answers.indices {
        guard case .payload(var payload) = answers[index].message else { continue }
        change(&payload)
        answers[index].message = .payload(payload)
      }
    }
  }

  /// Wrong in its receipts.
  static func receipt(
    _ what: String, _ kind: TrialFailure.Kind, _ change: @escaping @Sendable (inout Receipt) -> Void
  ) -> Wrong {
    Wrong(testDescription: what, row: ReplayBench.command, kind: kind) { _, answers in
      guard case .receipt(var receipt) = answers[0].message else { return }
      change(&receipt)
      answers[0].message = .receipt(receipt)
    }
  }

  private static func late(by delay: Duration, at place: Int)
    -> @Sendable (
      PayloadMessage, inout [ScriptedMeter.Outgoing]
    ) -> Void
  {
    { _, answers in
      for index in answers.indices where index >= place { answers[index].delay += delay }
      if place == 0, case .receipt(var receipt) = answers[0].message {
        receipt.done = receipt.done.map { $0 + delay }
        answers[0].message = .receipt(receipt)
      }
    }
  }

  static let all: [Wrong] = receipts + readings + whole

  private static let receipts: [Wrong] = [
    receipt("a receipt with another checksum", .corrupt) { $0.crc = 1 },
    receipt("a receipt from the future", .wrongTimes) {
      $0.done = $0.done.map { $0 + .seconds(9) }
    },
    receipt("a receipt from before the command", .wrongTimes) {
      $0.done = $0.done.map { $0 - .seconds(9) }
    },
    receipt("a receipt of another instance", .wrongInstance) { $0.from.instance = "m99" },
    receipt("a receipt for a duplicate", .repeated) { $0.stage = .duplicate },
    receipt("only accepted", .lost) { $0.stage = .accepted },
  ]

  private static let readings: [Wrong] = [
    reading("from another instance", .wrongSender) { $0.from.instance = "m99" },
    reading("in the name of another actor", .wrongSender) { $0.from.actor = "2-Way Meter - Gas" },
    reading("to another actor", .wrongActor) {
      $0.to = Party(actor: "MDMS", scope: .instance("x"))
    },
    reading("to another instance", .wrongInstance) {
      $0.to = Party(actor: $0.to.actor, scope: .instance("other"))
    },
    reading("broadcast instead of an answer", .wrongInstance) {
      $0.to = Party(actor: $0.to.actor, scope: .everyone)
    },
    reading("an answer to nothing", .wrongCorrelation) { $0.correlation = nil },
    reading("an answer to something else", .wrongCorrelation) { $0.correlation = "h999" },
    reading("one octet too many", .oversize) { $0.body = FillBody.make(size: 101, seed: 1) },
    reading("another meter's id", .wrongAttributes) {
      $0.attributes = ["meter_id": "m99", "reading": "1"]
    },
    reading("no attributes", .wrongAttributes) { $0.attributes = .object([]) },
    reading("a body without its attributes", .corrupt) {
      $0.body = PackedBody(mode: .packed, bytes: Array(repeating: 9, count: 50))
    },
  ]

  private static let whole: [Wrong] = [
    Wrong(
      testDescription: "consumed too late", row: ReplayBench.command, kind: .late,
      edit: late(by: .seconds(15), at: 0)),
    Wrong(
      testDescription: "answered too late", row: ReplayBench.answer, kind: .late,
      edit: late(by: .seconds(15), at: 1)),
    Wrong(testDescription: "no receipt", row: ReplayBench.command, kind: .lost) { _, answers in
      answers.removeFirst()
    },
    Wrong(testDescription: "no answer", row: ReplayBench.answer, kind: .lost) { _, answers in
      answers.removeLast()
    },
    Wrong(testDescription: "two answers", row: ReplayBench.answer, kind: .repeated) { _, answers in
      var twin = answers[1]
      twin.delay += .seconds(1)
      answers.append(twin)
    },
    Wrong(testDescription: "two receipts", row: ReplayBench.command, kind: .twoOutcomes) {
      _, answers in
      answers.append(answers[0])
    },
    Wrong(testDescription: "consumed and refused", row: ReplayBench.command, kind: .twoOutcomes) {
      command, answers in
      answers.append(refusal(of: command, after: .seconds(2)))
    },
    Wrong(testDescription: "refused", row: ReplayBench.command, kind: .refused) {
      command, answers in
      answers = [refusal(of: command, after: .seconds(1))]
    },
  ]

  private static func refusal(
    of command: PayloadMessage, after delay: Duration
  ) -> ScriptedMeter.Outgoing {
    let header = Header(
      run: "test", id: "", sequence: 0, clock: "dut", at: command.header.issued)
    let error = ErrorMessage(
      header: header, from: command.to.sender, code: .busy, detail: "not now",
      correlation: command.header.id)
    return .init(message: .error(error), delay: delay)
  }
}

@Suite struct FailureKindTests {
  @Test(arguments: Wrong.all)
  func `what a meter does wrong fails the row that it breaks`(wrong: Wrong) throws {
    var script = ScriptedMeter.Script()
    script.edit = wrong.edit
    let outcome = try ReplayBench(method: .quick).run(script)
    #expect(outcome.decision(wrong.row) == "failed")
    let ledger = try #require(outcome.ledger(wrong.row))
    #expect(ledger.failures.first?.failure.kind == wrong.kind)
    #expect(ledger.failureCounts.count == 1, "\(ledger.failureCounts)")
    // The evidence shows it.
    #expect(outcome.keptRounds.contains { !$0.isClean && !$0.transcript.isEmpty })
  }

  @Test(arguments: Wrong.all.filter { $0.row == ReplayBench.answer })
  func `a wrong answer is not held against the command`(wrong: Wrong) throws {
    var script = ScriptedMeter.Script()
    script.edit = wrong.edit
    let ledger = try #require(
      try ReplayBench(method: .quick).run(script).ledger(ReplayBench.command))
    #expect(ledger.failureCounts.isEmpty)
  }
}
