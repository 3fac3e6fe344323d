import SynchroScript

extension Flow {
  /// Whether a payload goes to a group or to everyone: its rounds cannot go on side by side, for each
  /// would reach the devices of the others.
  var reachesMany: Bool { steps.contains(where: \.reachesMany) }
}

extension FlowStep {
  fileprivate var reachesMany: Bool {
    switch kind {
    case .message(let message), .never(let message): message.scope != .one
    case .either(let branches): branches.joined().contains(where: \.reachesMany)
    case .keep, .state, .control, .advance, .refused, .again: false
    }
  }
}
