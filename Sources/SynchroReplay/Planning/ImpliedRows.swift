import SynchroFlows
import SynchroScript
import SynchroText

/// The rows that a flow's lines are about where they name none.
///
/// A check of a state, a payload that must not come, a refusal, a repetition: they try no row, for a
/// row speaks of time and share alone. When they fail, something was wrong with the payload that they
/// look at all the same, and whoever reads the row has to learn of it. That they hold says nothing of
/// the row.
struct ImpliedRows: Sendable, Equatable {
  /// By the number of the step or check.
  private(set) var steps: [Int: [String]] = [:]
  /// Rows whose bounds the document prints as letters, by the number of a step that sends their
  /// payload and names no row: no share can be judged, and a payload that does not come is wrong.
  private(set) var unbounded: [Int: [String]] = [:]
  /// By the name of a payload that the target may send unasked.
  private(set) var payloads: [String: [String]] = [:]
  private let cast: Cast
  private let catalogue: FlowCatalogue
  private let answers: FlowAnswers
  /// The rows that the flow tries.
  private let tried: Set<String>

  init(_ flow: Flow, cast: Cast, catalogue: FlowCatalogue) {
    self.cast = cast
    self.catalogue = catalogue
    answers = FlowAnswers(flow)
    tried = flow.rows
    var earlier: [MessageStep] = []
    read(flow.steps + flow.always, after: &earlier)
    let own = Set(cast.targetActors)
    for row in catalogue.rows
    where row.from.alternatives.contains(where: { !own.isDisjoint(with: $0) }) {
      payloads[row.payload, default: []].append(row.id)
    }
  }

  static func == (one: Self, other: Self) -> Bool {
    one.steps == other.steps && one.payloads == other.payloads && one.unbounded == other.unbounded
  }

  private mutating func read(_ steps: [FlowStep], after earlier: inout [MessageStep]) {
    for step in steps {
      switch step.kind {
      case .message(let message):
        earlier.append(message)
        set(step.number, [message])
        unbounded[step.number] = rows(of: message).filter(isUnbounded)
      case .never(let message):
        // Where nothing must come, the fault may lie with what it would answer.
        set(step.number, [message] + [answers.answered(by: message)].compactMap { $0 })
      case .refused(let refusal):
        set(step.number, [answers.refused(by: refusal)].compactMap { $0 })
      case .again(let name): set(step.number, [answers.repeated(name)].compactMap { $0 })
      case .either(let branches): for branch in branches { read(branch, after: &earlier) }
      case .state(let state):
        let about = Self.latest(of: state.actor.value, among: earlier)
        for check in state.checks { set(check.head.start, about) }
      case .keep, .control, .advance: break
      }
    }
  }

  /// What a party's state follows from: what it got last and what it said last, or what the others
  /// said where it had no part.
  private static func latest(of party: String, among earlier: [MessageStep]) -> [MessageStep] {
    let got = earlier.last { $0.to.value == party }
    let said = earlier.last { $0.from.value == party }
    let own = [got, said].compactMap { $0 }
    return own.isEmpty ? earlier.suffix(1) : own
  }

  private mutating func set(_ step: Int, _ messages: [MessageStep]) {
    var rows: [String] = []
    for message in messages {
      for row in self.rows(of: message) where !rows.contains(row) { rows.append(row) }
    }
    if !rows.isEmpty { steps[step] = rows }
  }

  /// The rows of a payload between its parties; those that the flow tries, where it tries any.
  private func rows(of message: MessageStep) -> [String] {
    guard message.rows.isEmpty else { return message.rows }
    let all = catalogue.rows.filter { $0.payload == message.payload.value }
    let from = cast[message.from.value]?.actor
    let to = cast[message.to.value]?.actor
    let fitting = all.filter { Self.names(from, $0.from) && Self.names(to, $0.to) }
    // Somebody who has no business with it sends it: the row is that of whoever gets it.
    let found = (fitting.isEmpty ? all.filter { Self.names(to, $0.to) } : fitting).map(\.id)
    let own = found.filter(tried.contains)
    return own.isEmpty ? found : own
  }

  private func isUnbounded(_ id: String) -> Bool {
    guard let row = catalogue.row(id) else { return false }
    return row.reliability.alternatives.flatMap(\.criteria).contains { $0.share == nil }
  }

  private static func names(_ actor: String?, _ cell: FlowCell<FlowRow.ActorGroup>) -> Bool {
    guard let actor else { return false }
    return cell.alternatives.contains { $0.contains(actor) }
  }
}
