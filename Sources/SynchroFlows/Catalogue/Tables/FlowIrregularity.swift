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
  /// The rows, use cases, payloads and actors that it touches.
  public let touches: [String]
}
