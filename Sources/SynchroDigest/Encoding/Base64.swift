/// Four characters for each three bytes (RFC 4648, sections 4 and 5).
public enum Base64 {
  /// Which characters stand for 62 and 63.
  public enum Alphabet: Sendable, CaseIterable {
    /// `+` and `/`, section 4.
    case standard
    /// `-` and `_`, section 5: safe in URLs and file names.
    case urlSafe
  }

  /// Whether `=` fills the last group.
  public enum Padding: Sendable {
    case padded, unpadded
  }

  /// The text of some bytes.
  public static func encode(
    _ bytes: some Collection<UInt8>, _ alphabet: Alphabet = .standard, _ padding: Padding = .padded
  ) -> String {
    let text = bytes.withContiguousStorageIfAvailable { encode(buffer: $0, alphabet, padding) }
    return text
      ?? Array(bytes).withUnsafeBufferPointer { encode(buffer: $0, alphabet, padding) }
  }

  /// Evidence of large bodies passes through here: straight into the text's own memory.
  private static func encode(
    buffer bytes: UnsafeBufferPointer<UInt8>, _ alphabet: Alphabet, _ padding: Padding
  ) -> String {
    let characters = alphabet.characters
    return String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
      characters.withUnsafeBufferPointer { characters in
        var end = 0
        func put(_ bits: UInt32) {
          text[end] = characters[Int(bits & 63)]
          end += 1
        }
        var at = 0
        while at + 3 <= bytes.count {
          let group = UInt32(bytes[at]) << 16 | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2])
          put(group >> 18)
          put(group >> 12)
          put(group >> 6)
          put(group)
          at += 3
        }
        switch bytes.count - at {
        case 1:
          put(UInt32(bytes[at]) >> 2)
          put(UInt32(bytes[at]) << 4)
        case 2:
          let group = UInt32(bytes[at]) << 8 | UInt32(bytes[at + 1])
          put(group >> 10)
          put(group >> 4)
          put(group << 2)
        default: break
        }
        while padding == .padded, end % 4 != 0 {
          text[end] = pad
          end += 1
        }
        return end
      }
    }
  }

  /// The text of some bytes as JOSE and PKCE write it: URL-safe, without padding.
  public static func encodeURL(_ bytes: some Collection<UInt8>) -> String {
    encode(bytes, .urlSafe, .unpadded)
  }

  /// The bytes of a text, strictly: one alphabet, the padding as named, no white space, and no bits
  /// set behind the last byte.
  public static func decode(
    _ text: some StringProtocol, _ alphabet: Alphabet = .standard, _ padding: Padding = .padded
  ) throws(EncodingError) -> [UInt8] {
    try decode(Array(text.utf8), alphabet, padding)
  }

  /// The bytes of a text as JOSE and PKCE write it: URL-safe, without padding.
  public static func decodeURL(_ text: some StringProtocol) throws(EncodingError) -> [UInt8] {
    try decode(Array(text.utf8), .urlSafe, .unpadded)
  }

  /// The bytes of a text that is given as bytes.
  public static func decode(
    _ text: [UInt8], _ alphabet: Alphabet = .standard, _ padding: Padding = .padded
  ) throws(EncodingError) -> [UInt8] {
    let values = alphabet.values
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3 + 2)
    var bits: UInt32 = 0
    var bitCount = 0
    var length = 0
    while length < text.count, text[length] != pad {
      let value = values[Int(text[length])]
      guard value < 64 else { throw .foreignByte(text[length], offset: length) }
      bits = bits << 6 | UInt32(value)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
      }
      length += 1
    }
    guard length % 4 != 1 else { throw .cutShort(offset: length) }
    try checkPadding(of: text, from: length, padding)
    guard bits & (1 << UInt32(bitCount) - 1) == 0 else { throw .trailingBits(offset: length - 1) }
    return bytes
  }

  private static func checkPadding(
    of text: [UInt8], from start: Int, _ padding: Padding
  ) throws(EncodingError) {
    let wanted = padding == .padded ? (4 - start % 4) % 4 : 0
    let pads = text.count - start
    // Nothing may follow a pad, not even a group that would be right alone.
    guard text[start...].allSatisfy({ $0 == pad }) else { throw .wrongPadding(offset: start) }
    guard pads <= wanted else { throw .wrongPadding(offset: start + wanted) }
    guard pads == wanted else { throw .wrongPadding(offset: text.count) }
  }

  private static let pad = UInt8(ascii: "=")
}

extension Base64.Alphabet {
  var characters: [UInt8] {
    switch self {
    case .standard: Self.standardCharacters
    case .urlSafe: Self.urlSafeCharacters
    }
  }

  /// What each byte stands for; 64 and above for one that stands for nothing.
  fileprivate var values: [UInt8] {
    switch self {
    case .standard: Self.standardValues
    case .urlSafe: Self.urlSafeValues
    }
  }

  private static let common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
  private static let standardCharacters = Array((common + "+/").utf8)
  private static let urlSafeCharacters = Array((common + "-_").utf8)
  private static let standardValues = inverse(of: standardCharacters)
  private static let urlSafeValues = inverse(of: urlSafeCharacters)

  private static func inverse(of characters: [UInt8]) -> [UInt8] {
    var values = [UInt8](repeating: .max, count: 256)
    for (value, character) in characters.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }
}
