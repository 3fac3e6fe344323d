import SynchroText

/// Which payload each answer, refusal and repetition of a flow belongs to.
public struct FlowAnswers: Sendable {
  private var answered: [SourceRange: MessageStep] = [:]

  /// Looks through a flow once.
  public init(_ flow: Flow) {
    var earlier: [MessageStep] = []
    read(flow.steps, after: &earlier)
  }

  /// What a payload of the flow answers; nil when it answers nothing, or nothing that is there.
  public func answered(by message: MessageStep) -> MessageStep? { answered[message.payload.range] }

  /// What is refused; nil when nothing is there to refuse.
  public func refused(by step: RefusedStep) -> MessageStep? { answered[step.party.range] }

  /// What is sent once more by `again NAME`.
  public func repeated(_ name: Ranged<String>) -> MessageStep? { answered[name.range] }

  private mutating func read(_ steps: [FlowStep], after earlier: inout [MessageStep]) {
    for step in steps {
      switch step.kind {
      case .message(let message):
        resolve(message, among: earlier)
        earlier.append(message)
      case .never(let message): resolve(message, among: earlier)
      case .either(let branches):
        // A branch knows nothing of the others; what follows knows all.
        let before = earlier
        for branch in branches {
          var seen = before
          read(branch, after: &seen)
          earlier += seen[before.count...]
        }
      case .refused(let refusal): resolve(refusal, among: earlier)
      case .again(let name):
        if let message = earlier.last(where: { $0.name?.value == name.value }) {
          answered[name.range] = message
        }
      case .keep, .state, .control, .advance: break
      }
    }
  }

  private mutating func resolve(_ step: RefusedStep, among earlier: [MessageStep]) {
    answered[step.party.range] = earlier.last { message in
      let party = step.party.value
      guard message.to.value == party || message.via.contains(where: { $0.value == party }) else {
        return false
      }
      return step.payload == nil || step.payload?.value == message.name?.value
    }
  }

  private mutating func resolve(_ message: MessageStep, among earlier: [MessageStep]) {
    switch message.answers {
    case .step(let name):
      answered[message.payload.range] = earlier.last { $0.name?.value == name.value }
    case .latest:
      let asked = earlier.last {
        $0.from.value == message.to.value && $0.to.value == message.from.value
      }
      answered[message.payload.range] =
        asked ?? earlier.last { $0.from.value == message.to.value }
    case nil: break
    }
  }
}
