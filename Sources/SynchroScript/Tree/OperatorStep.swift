/// `operator hook(name: VALUE) as name`: asks whoever runs the target to act.
public struct OperatorStep: Sendable, Equatable {
  /// What the operator is asked for, by the name that the catalogue gives it.
  public var hook: Ranged<String>
  /// What the operator is told.
  public var arguments: [CallStep.Argument]
  /// The name under which what the operator answered stands.
  public var result: Ranged<String>?
  /// The `with timeout` lines below it; a second one is a mistake that the checker tells.
  public var timeouts: [Ranged<Duration>] = []

  /// A step without arguments and result.
  public init(hook: Ranged<String>) {
    self.hook = hook
    arguments = []
  }

  /// How long the operator may take, if the step says so.
  public var timeout: Duration? { timeouts.first?.value }
}
