import SynchroScript

extension Flow {
  /// Its payloads, those of branches and those that must not come too; not those that it cleans up with.
  var allMessages: [MessageStep] {
    func collect(_ steps: [FlowStep]) -> [MessageStep] {
      steps.flatMap { step -> [MessageStep] in
        switch step.kind {
        case .message(let message), .never(let message): [message]
        case .either(let branches): collect(Array(branches.joined()))
        case .refused, .again, .keep, .state, .control, .advance: []
        }
      }
    }
    return collect(steps)
  }

  /// The names of its payloads.
  var payloads: Set<String> { Set(allMessages.map(\.payload.value)) }

  /// The rows that its payloads are trials of.
  var rows: Set<String> { Set(allMessages.flatMap(\.rows)) }

  /// How many pairs of a payload and a row there are.
  var rowTrials: Int { allMessages.reduce(0) { $0 + $1.rows.count } }
}
