import SynchroJSON
import SynchroPXB
import SynchroRunner
import SynchroText
import Synchronization

/// Has commands run and people asked, away from the driver's thread, and hands back what came of it.
final class StimulusDesk: Sendable {
  /// How a person at the console is asked; answers whether it was done.
  typealias Asking = @Sendable (String) async -> Bool
  /// Takes what came of an order.
  typealias Delivery = @Sendable (_ order: String, ControlResult.Outcome) async -> Void

  /// How long a command may take.
  private static let limit = Duration.seconds(25)

  private let hooks: DeviceHooks
  private let asking: Asking?
  private let delivery = Mutex<Delivery?>(nil)

  init(_ hooks: DeviceHooks, asking: Asking?) {
    self.hooks = hooks
    self.asking = asking
  }

  /// What there is besides the device.
  var ladder: StimulusLadder {
    StimulusLadder(commands: hooks.names, hasPerson: asking != nil)
  }

  /// Names who takes what comes of orders.
  func deliver(to delivery: @escaping Delivery) { self.delivery.withLock { $0 = delivery } }

  /// Forgets who takes what comes of orders.
  func close() { delivery.withLock { $0 = nil } }

  /// Has something done; answers later.
  func perform(_ rung: StimulusLadder.Rung, _ order: Control) {
    let delivery = delivery.withLock { $0 }
    // It ends by itself: a command has its time, and whoever is asked the order's.
    Task {
      let outcome: ControlResult.Outcome
      switch rung {
      case .command(let name): outcome = await run(name, order)
      case .console:
        let isDone = await asking?(StimulusLadder.words(of: order.verb)) ?? false
        outcome =
          isDone
          ? .done(.object([]))
          : .refused(.controlUnsupported, detail: "nobody at the console could")
      case .device, .devicePrompt: return
      }
      await delivery?(order.header.id, outcome)
    }
  }

  private func run(_ name: String, _ order: Control) async -> ControlResult.Outcome {
    let answer = await hooks.run(
      name, StimulusLadder.arguments(of: order.verb), limit: Self.limit)
    if let fault = answer.fault {
      return .refused(.controlUnsupported, detail: "the command '\(name)' failed: \(fault)")
    }
    guard case .state = order.verb else { return .done(.object([])) }
    let source = SourceText(name: name, bytes: answer.output)
    guard let state = (try? JSONDocument(parsing: source))?.root.value, case .object = state else {
      return .refused(
        .controlUnsupported, detail: "the command '\(name)' printed no JSON object")
    }
    return .done(state)
  }
}
