public import SynchroText

/// A pattern of payloads between actors; it is played as often as its rows need trials.
public struct Flow: Sendable, Equatable {
  /// The name, unique in its suite.
  public var name: Ranged<String>
  /// What it shows.
  public var title: Ranged<String>
  /// Words to select by.
  public var tags: [Ranged<String>] = []
  /// `hazard "why"`: the flow is played only with instances that may be harmed.
  public var hazard: Ranged<String>?
  /// What happens, in order.
  public var steps: [FlowStep] = []
  /// Clean-up, on every path.
  public var always: [FlowStep] = []
  /// The whole declaration.
  public var range: SourceRange

  /// A flow without content.
  public init(name: Ranged<String>, title: Ranged<String>, range: SourceRange) {
    self.name = name
    self.title = title
    self.range = range
  }
}

/// `untested ROW "reason"`: a row that no flow of the suite can try.
public struct UntestedRow: Sendable, Equatable {
  /// The row's id.
  public var row: Ranged<String>
  /// Why it cannot be tried.
  public var reason: Ranged<String>

  /// A row with its reason.
  public init(row: Ranged<String>, reason: Ranged<String>) {
    self.row = row
    self.reason = reason
  }
}
