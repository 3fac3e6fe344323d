import SynchroText

/// Goes through the steps of flows in the order of the text, branches of `either` included.
enum FlowWalk {
  /// Shows each step to `body`; clean-up comes last.
  static func visit(_ flow: Flow, _ body: (FlowStep) -> Void) {
    visit(flow.steps, body)
    visit(flow.always, body)
  }

  /// Shows each step to `body`, a step before those of its branches.
  static func visit(_ steps: [FlowStep], _ body: (FlowStep) -> Void) {
    for step in steps {
      body(step)
      if case .either(let branches) = step.kind {
        for branch in branches { visit(branch, body) }
      }
    }
  }
}

extension Flow {
  /// All steps, in the order of the text.
  var allSteps: [FlowStep] {
    var all: [FlowStep] = []
    FlowWalk.visit(self) { all.append($0) }
    return all
  }

  /// Its payloads in the order of the text, those that must not come too.
  public var messages: [MessageStep] { allSteps.compactMap(\.message) }
}

extension FlowStep {
  /// The payload that is sent, awaited or forbidden.
  var message: MessageStep? {
    switch kind {
    case .message(let message), .never(let message): message
    case .refused, .again, .either, .keep, .state, .control, .advance: nil
    }
  }

  /// The parties that it names.
  var parties: [Ranged<String>] {
    switch kind {
    case .message(let message), .never(let message):
      [message.from, message.to] + message.via
    case .state(let state): [state.actor]
    case .control(_, let actor): [actor]
    case .refused(let refusal): [refusal.party]
    case .again, .either, .keep, .advance: []
    }
  }

  /// The checks and kept values below it.
  var checks: [Step] {
    switch kind {
    case .message(let message), .never(let message): message.checks
    case .state(let state): state.checks
    case .control(.order(let order), _): order.checks
    case .refused, .again, .either, .keep, .control, .advance: []
    }
  }
}
