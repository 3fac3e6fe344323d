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
  }

  /// The text with every byte encoded that may not stand in the part.
  public static func encode(_ text: String, for part: Part = .unreserved) -> String { "" }
  /// The bytes behind the text; nil when a percent sign is not followed by two hexadecimal digits.
  public static func decodeBytes(_ text: some StringProtocol) -> [UInt8]? { nil }
  /// The text behind the text; nil also when the bytes are not UTF-8.
  public static func decode(_ text: some StringProtocol) -> String? { nil }
}
