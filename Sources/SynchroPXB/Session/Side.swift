/// The two ends of a session.
public enum Side: String, Sendable, Hashable, CaseIterable {
  /// The one that tests.
  case harness
  /// The one that is tested.
  case target

  /// The other end.
  public var other: Side { self == .harness ? .target : .harness }
}
