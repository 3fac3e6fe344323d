internal import SynchroDigest

/// A part of the tests of a run, for machines that share it.
///
/// Which tests belong to it follows from their ids alone: neither their order nor what else is run
/// moves a test to another part.
public struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// Nobody shares a run among more machines.
  public static let limit = 10_000

  /// Which part, from 1.
  public let index: Int
  /// Of how many.
  public let count: Int

  /// Part `index` of `count`; nil unless there is such a part.
  public init?(index: Int, count: Int) {
    guard index >= 1, index <= count, count <= Self.limit else { return nil }
    self.index = index
    self.count = count
  }

  /// `2/5`; nil unless both are numbers and the first is no larger.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1] else { return nil }
    self.init(index: index, count: count)
  }

  /// Whether the test with this id belongs to the part. Each test belongs to exactly one of `count`.
  public func holds(test id: String) -> Bool {
    let head = SHA256.digest(id).bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return head % UInt64(count) == UInt64(index - 1)
  }

  /// `2/5`
  public var description: String { "\(index)/\(count)" }
}
