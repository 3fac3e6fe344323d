import SynchroDigest
import SynchroHTTP
import SynchroText
import SynchroTiming
import SynchroTransport
import SynchroVerdict
import Synchronization

/// Answers from the record of an earlier run: each request of a test by the answer that the same
/// request of the same test has had, in the order of the record.
///
/// A request that was not made has no answer. Neither has one behind a recorded request that changed
/// the target and is not made any more: nobody knows what it would have found.
final class RecordedExchanges: ExchangeSource {
  private struct State {
    var standIns: StandIns
    /// The exchanges of each test that have not been asked for.
    var queues: [String: ArraySlice<Int>]
  }

  /// No response that a run takes is longer.
  private static let limit = ExchangeOptions.standard.receivedBytes

  private let evidence: EvidenceIndex
  private let state: Mutex<State>

  /// The exchanges of a log; secrets that they show are taken into the ledger.
  init(_ evidence: EvidenceIndex, ledger: SecretLedger) {
    self.evidence = evidence
    var queues: [String: [Int]] = [:]
    for (place, exchange) in evidence.exchanges.enumerated() {
      if let test = exchange.summary.test { queues[test, default: []].append(place) }
    }
    // Lines of one test stand in the order in which it asked.
    state = Mutex(
      State(
        standIns: StandIns(ledger: ledger, recorded: evidence),
        queues: queues.mapValues { $0[...] }))
  }

  /// The answer that was recorded, or why there is none.
  func answer(_ order: ExchangeOrder) async -> ExchangeAnswer {
    let request = RecordedRequest(order)
    return state.withLock { state in
      let queue = state.queues[order.test ?? ""] ?? []
      for (offset, place) in queue.enumerated() {
        let exchange = evidence.exchanges[place]
        if let fillings = request.fillings(of: exchange, in: evidence),
          fillings.allSatisfy({ state.standIns.fits($0.bytes, $0.secret) })
        {
          state.queues[order.test ?? ""] = queue.dropFirst(offset + 1)
          for filling in fillings { state.standIns.learn(Array(filling.bytes), as: filling.secret) }
          return answer(exchange, to: order, &state.standIns)
        }
        if !exchange.mayBeLeftOut(in: evidence) {
          return Self.none(order, instead: exchange)
        }
      }
      return Self.none(order, instead: nil)
    }
  }

  private func answer(
    _ exchange: EvidenceIndex.Exchange, to order: ExchangeOrder, _ standIns: inout StandIns
  ) -> ExchangeAnswer {
    guard let response = evidence.response(of: exchange),
      let received = response.restored(
        limit: min(exchange.summary.receivedCount, Self.limit), { standIns.text(for: $0) })
    else {
      return Self.none("the recorded response to \(Self.words(order)) cannot be read")
    }
    return ExchangeAnswer(exchange, received: received, to: order)
  }

  private static func none(
    _ order: ExchangeOrder, instead exchange: EvidenceIndex.Exchange?
  ) -> ExchangeAnswer {
    let reason = "the recorded run never made this request: \(words(order))"
    guard let exchange else { return none(reason) }
    if exchange.summary.method == order.method.name, exchange.summary.url == order.url.text {
      return none(reason + " with this content")
    }
    return none(
      reason + " before \(exchange.summary.method) \(VisibleText.excerpt(exchange.summary.url))")
  }

  private static func none(_ reason: String) -> ExchangeAnswer {
    var answer = ExchangeAnswer(times: .init(total: .zero), start: .unixEpoch)
    answer.gap = reason
    return answer
  }

  private static func words(_ order: ExchangeOrder) -> String {
    "\(order.method.name) \(VisibleText.excerpt(order.url.text))"
  }

  /// What stands for a secret of the target file.
  func standIn(for label: Secret.Label) -> Secret {
    Secret(state.withLock { $0.standIns.text(for: label) }, label: label)
  }

  /// What an operator printed or answered, with something in the place of each label.
  func output(of record: HookRecord) -> [UInt8]? {
    let masked = MaskedBytes(Array(record.output.utf8), masks: record.replay?.outputMasks ?? [])
    return state.withLock { state in
      masked.restored(limit: HookAnswer.outputLimit) { state.standIns.text(for: $0) }
    }
  }

  /// The operator was told something in the place of a label.
  func learn(_ bytes: [UInt8], as label: Secret.Label) {
    state.withLock { $0.standIns.learn(bytes, as: label) }
  }
}
