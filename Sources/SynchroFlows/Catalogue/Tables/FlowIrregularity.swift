/// A place where the document disagrees with itself or leaves something open, and our position.
public struct FlowIrregularity: Sendable, Equatable {
  /// Its number in the register; never given to another one.
  public let number: Int
  /// The lines of the source.
  public let lines: [Int]
  /// What is the matter, in a few words.
  public let matter: String
  /// How the catalogue reads it.
  public let position: String
  /// The rows that it touches.
  public let rows: [String]
  /// The use cases that it touches as a whole.
  public let useCases: [String]
  /// The payloads that it touches wherever they stand.
  public let payloads: [String]
  /// The actors that it touches wherever they stand.
  public let actors: [String]
}
