import SynchroText

extension JSONValue: Codable {
  /// Reads a value from the string that holds its text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      self = try JSONDocument(parsing: text).root.value
    } catch {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "the text is no JSON: \(error.diagnostic.message)")
    }
  }

  /// Writes a value as a string that holds its text, numbers to the letter.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(JSONPrinter.compact(self))
  }
}
