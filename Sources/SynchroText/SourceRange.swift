/// A stretch of a source, in byte offsets from its start. Empty ranges name a place between bytes.
public struct SourceRange: Sendable, Hashable {
  /// The offset of the first byte.
  public let start: Int
  /// The offset just behind the last byte.
  public let end: Int

  /// The bytes from `start` up to, not including, `end`.
  public init(_ start: Int, _ end: Int) {
    precondition(start <= end, "a source range runs forwards")
    self.start = start
    self.end = end
  }

  /// The place before the byte at `offset`.
  public init(at offset: Int) {
    self.init(offset, offset)
  }

  /// How many bytes the range holds.
  public var count: Int { end - start }

  /// The smallest range that holds both.
  public func union(_ other: SourceRange) -> SourceRange {
    SourceRange(min(start, other.start), max(end, other.end))
  }
}
