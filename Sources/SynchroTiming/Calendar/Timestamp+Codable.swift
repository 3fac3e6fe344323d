extension Timestamp: Codable {
  /// Reads a date-time of RFC 3339.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      self = try Timestamp(rfc3339: text)
    } catch {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is no date-time of RFC 3339: \(error)")
    }
  }

  /// Writes a date-time of RFC 3339 in UTC, exact to the nanosecond.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(CivilTime(self, fractionDigits: 9).description)
  }
}
