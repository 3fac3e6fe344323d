/// The 32 bytes that SHA-256 or HMAC-SHA-256 gives. `==` stops at the first difference: compare
/// authentication codes with ``ConstantTime``.
public struct SHA256Digest: Sendable, Hashable {
  /// How many bytes a digest has.
  public static let byteCount = 32

  private let words: InlineWords

  private struct InlineWords: Sendable, Hashable {
    var first: UInt64 = 0
    var second: UInt64 = 0
    var third: UInt64 = 0
    var fourth: UInt64 = 0
  }

  /// A digest that is known already; nil unless there are 32 bytes.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.init { $0.copyBytes(from: bytes) }
  }

  init(filling fill: (UnsafeMutableRawBufferPointer) -> Void) {
    var words = InlineWords()
    withUnsafeMutableBytes(of: &words, fill)
    self.words = words
  }

  /// The bytes in order.
  public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

  /// The bytes as 64 lower-case hexadecimal digits.
  public var hex: String { Hex.encode(bytes) }
}

extension SHA256Digest: CustomStringConvertible {
  /// The same as ``hex``.
  public var description: String { hex }
}
