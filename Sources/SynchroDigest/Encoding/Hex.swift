/// Two hexadecimal digits for each byte (RFC 4648, section 8).
public enum Hex {
  /// Which letters the encoder writes; the decoder takes both.
  public enum Case: Sendable {
    case lower, upper
  }

  /// The text of some bytes.
  public static func encode(_ bytes: some Sequence<UInt8>, _ letters: Case = .lower) -> String {
    let digits = letters == .lower ? lowerDigits : upperDigits
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text, strictly: pairs of digits and nothing else.
  public static func decode(_ text: some StringProtocol) throws(EncodingError) -> [UInt8] {
    try decode(Array(text.utf8))
  }

  /// The bytes of a text that is given as bytes.
  public static func decode(_ text: [UInt8]) throws(EncodingError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 2)
    var high: UInt8?
    for (offset, digit) in text.enumerated() {
      guard let value = value(of: digit) else { throw .foreignByte(digit, offset: offset) }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard high == nil else { throw .cutShort(offset: text.count) }
    return bytes
  }

  /// The value of one digit, in either case.
  static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static let lowerDigits = Array("0123456789abcdef".utf8)
  private static let upperDigits = Array("0123456789ABCDEF".utf8)
}
