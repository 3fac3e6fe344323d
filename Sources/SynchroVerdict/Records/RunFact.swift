/// Something known about a host, a target or a connection, in words.
public struct RunFact: Sendable, Equatable {
  /// What it is about: `cipher`, `operating system`.
  public var name: String
  /// What is known.
  public var value: String

  /// A fact.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
