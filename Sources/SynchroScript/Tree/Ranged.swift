public import SynchroText

/// A value and the place in the suite file where it was written.
public struct Ranged<Value: Sendable & Equatable>: Sendable, Equatable {
  /// What was written.
  public var value: Value
  /// Where.
  public var range: SourceRange

  /// A value with its place.
  public init(_ value: Value, at range: SourceRange) {
    self.value = value
    self.range = range
  }
}
