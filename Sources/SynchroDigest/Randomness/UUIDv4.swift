/// A random identifier (RFC 9562, section 5.4).
public struct UUIDv4: Sendable, Hashable {
  /// The sixteen bytes; 122 bits of them are random.
  public let bytes: [UInt8]

  /// A new identifier.
  public init(from randomness: Randomness = .secure) throws(CryptoError) {
    var bytes = try randomness.bytes(16)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    self.bytes = bytes
  }

  /// Reads the 36 characters of an identifier, in either case; nil for anything else, and for one
  /// whose version is not 4 or whose variant is not that of RFC 9562.
  public init?(_ text: some StringProtocol) {
    var digits = Array(text.utf8)
    guard digits.count == 36 else { return nil }
    for place in [23, 18, 13, 8] {
      guard digits.remove(at: place) == UInt8(ascii: "-") else { return nil }
    }
    guard let bytes = try? Hex.decode(digits) else { return nil }
    guard bytes[6] >> 4 == 4, bytes[8] >> 6 == 2 else { return nil }
    self.bytes = bytes
  }
}

extension UUIDv4: CustomStringConvertible {
  /// The identifier as 36 lower-case characters.
  public var description: String {
    var text = Hex.encode(bytes)
    for place in [20, 16, 12, 8] {
      text.insert("-", at: text.utf8.index(text.startIndex, offsetBy: place))
    }
    return text
  }
}
