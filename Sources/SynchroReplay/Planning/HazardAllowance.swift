/// Whose supply a run may interrupt: what the operator allows, cut down to what the target declares.
public enum HazardAllowance: Sendable, Equatable {
  /// Nobody's.
  case none
  /// That of every instance that the target declares: right for devices of this process alone.
  case all
  /// That of these instances, as far as the target declares them.
  case only(Set<String>)

  /// The instances that stand in both lists, in the order of the target's.
  public func cut(to declared: [String]) -> [String] {
    switch self {
    case .none: []
    case .all: declared
    case .only(let allowed): declared.filter(allowed.contains)
    }
  }
}
