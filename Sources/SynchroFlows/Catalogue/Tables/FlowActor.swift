/// A row of an actor table: one actor in one use case.
public struct FlowActor: Sendable, Equatable {
  /// Its name: `2-Way Meter - Electr`.
  public let name: String
  /// The chapter whose table names it: `4.10`.
  public let chapter: String
  /// What it is, in a few words of ours.
  public let summary: String
  /// The actors that it combines, where the table says so.
  public let combines: [String]
  /// The line of the source.
  public let line: Int
}
