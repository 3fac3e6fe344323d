/// That deciding one requirement rests on others: where those are broken, it fails with them.
public struct Dependence: Sendable, Equatable {
  /// The requirement that fails with others.
  public let requirement: String
  /// The requirements that it rests on.
  public let on: [String]
  /// Why, in words that end with a full stop.
  public let because: String

  /// A dependence.
  public init(_ requirement: String, on: [String], because: String) {
    self.requirement = requirement
    self.on = on
    self.because = because
  }
}
