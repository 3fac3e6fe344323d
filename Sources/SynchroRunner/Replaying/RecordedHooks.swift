import SynchroCatalog
import SynchroDigest
import SynchroJSON
import SynchroVerdict
import Synchronization

/// The operator of a recorded run: each act of a test has the answer that the same act of the same
/// test has had, in the order of the record.
final class RecordedHooks: OperatorHooks {
  private let hooks: any OperatorHooks
  private let exchanges: RecordedExchanges
  private let ledger: SecretLedger
  private let queues: Mutex<[String: ArraySlice<HookRecord>]>

  /// The acts of a log; what the operator cannot be asked for, `hooks` refuses.
  init(
    _ evidence: EvidenceIndex, refusing hooks: any OperatorHooks, exchanges: RecordedExchanges,
    ledger: SecretLedger
  ) {
    self.hooks = hooks
    self.exchanges = exchanges
    self.ledger = ledger
    let queues = Dictionary(grouping: evidence.hooks, by: \.run.test)
    self.queues = Mutex(queues.mapValues { $0[...] })
  }

  /// What the target file lacked, it lacks still.
  func refusal(of hook: OperatorHook) -> HookRefusal? { hooks.refusal(of: hook) }

  /// The answer that was recorded. Acts change the target, so none is passed over.
  func act(_ order: HookOrder) async -> HookAnswer {
    let next = queues.withLock { $0[order.test]?.first }
    guard let next, next.run.hook == order.hook.name, let fillings = fillings(of: next, order),
      let output = exchanges.output(of: next)
    else {
      var answer = HookAnswer(.direct)
      answer.gap =
        "the recorded run never asked the operator for this: \(order.hook.name)"
        + (next == nil ? "" : " told so")
      return answer
    }
    queues.withLock { _ = $0[order.test]?.popFirst() }
    for (label, text) in fillings { learn(text, as: label) }
    var answer = HookAnswer(next.run.way, fault: next.run.fault)
    answer.exit = next.run.exit
    answer.status = next.run.status
    answer.output = output
    answer.isCut = next.replay?.isCut ?? false
    answer.errors = Array(next.errors.utf8)
    answer.past = next
    return answer
  }

  /// What the operator is told now where the record has labels; nil when it is something else.
  private func fillings(
    of record: HookRecord, _ order: HookOrder
  ) -> [(Secret.Label, [UInt8])]? {
    guard record.run.arguments.map(\.name) == order.told.map(\.name) else { return nil }
    var result: [(Secret.Label, [UInt8])] = []
    for (then, now) in zip(record.run.arguments, order.told) {
      let text = Array(now.value.utf8)
      let pattern = HolePattern(labelsIn: then.value)
      guard let fillings = pattern.fillings(in: text) else { return nil }
      for (hole, range) in zip(pattern.holes, fillings) {
        if let label = hole.secret { result.append((label, Array(text[range]))) }
      }
    }
    return result
  }

  /// A secret is shown by the label that it has now, other texts as they are.
  private func learn(_ text: [UInt8], as label: Secret.Label) {
    let shown = Secret.Label(reading: String(decoding: text, as: UTF8.self))
    let secret = shown.flatMap { shown in ledger.secrets.first { $0.label == shown } }
    exchanges.learn(secret?.reveal(for: "what stands for it") ?? text, as: label)
  }
}
