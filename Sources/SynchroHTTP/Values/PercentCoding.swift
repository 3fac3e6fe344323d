import SynchroText

/// Percent-encoding, RFC 3986, section 2.1.
public enum PercentCoding {
  /// What may stand unencoded in a part of a URI.
  public enum Part: Sendable {
    /// Letters, digits and `-._~` only: safe in every place.
    case unreserved
    /// One path segment.
    case segment
    /// A path with its slashes.
    case path
    /// A query with its `&` and `=`.
    case query
    /// Letters and digits only, as the strictest readers of HTML forms write them.
    case alphanumeric
  }

  /// The text with every byte encoded that may not stand in the part.
  public static func encode(_ text: String, for part: Part = .unreserved) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      let isAllowed =
        switch part {
        case .unreserved: ByteClass.has(byte, ByteClass.unreserved)
        case .segment: ByteClass.has(byte, ByteClass.path) && byte != UInt8(ascii: "/")
        case .path: ByteClass.has(byte, ByteClass.path)
        case .query: ByteClass.has(byte, ByteClass.query)
        case .alphanumeric:
          ByteClass.has(byte, ByteClass.unreserved) && !"-._~".utf8.contains(byte)
        }
      if isAllowed {
        result.append(byte)
      } else {
        append(byte, to: &result)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The bytes behind the text; nil when a percent sign is not followed by two hexadecimal digits.
  public static func decodeBytes(_ text: some StringProtocol) -> [UInt8]? {
    decode(Array(text.utf8)[...], plusIsSpace: false)
  }

  /// The text behind the text; nil also when the bytes are not UTF-8.
  public static func decode(_ text: some StringProtocol) -> String? {
    decodeBytes(text).flatMap { String(validating: $0, as: UTF8.self) }
  }

  static func decode(_ text: ArraySlice<UInt8>, plusIsSpace: Bool) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var rest = text
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        guard let high = rest.popFirst()?.hexDigitValue,
          let low = rest.popFirst()?.hexDigitValue
        else { return nil }
        result.append(high << 4 | low)
      } else {
        result.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return result
  }

  static func append(_ byte: UInt8, to result: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
