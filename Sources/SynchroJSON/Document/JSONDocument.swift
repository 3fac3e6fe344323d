public import SynchroText

/// A text that is JSON by the letter of RFC 8259, with the place of everything in it.
public final class JSONDocument: Sendable {
  /// The text as it came.
  public let source: SourceText
  /// Keys that stand more than once in one object, in the order of the text.
  public let duplicateKeys: [JSONDuplicateKey]
  let tape: [TapeEntry]

  /// Reads a text, or says where it stops being JSON or reaches a limit.
  public init(
    parsing source: SourceText, limits: JSONLimits = .standard
  ) throws(JSONSyntaxError) {
    self.source = source
    let result: Result<([TapeEntry], [JSONDuplicateKey]), JSONSyntaxError> =
      source.bytes.withUnsafeBufferPointer { bytes in
        var parser = JSONParser(source, bytes: bytes, limits: limits)
        do throws(JSONSyntaxError) {
          try parser.parse()
          return .success((parser.tape, parser.duplicateKeys))
        } catch {
          return .failure(error)
        }
      }
    (tape, duplicateKeys) = try result.get()
  }

  /// Reads a text that is at hand as a string.
  public convenience init(
    parsing text: String, name: String = "<text>", limits: JSONLimits = .standard
  ) throws(JSONSyntaxError) {
    try self.init(parsing: SourceText(name: name, text), limits: limits)
  }

  /// The value that the text is.
  public var root: JSONNode { JSONNode(document: self, id: 0) }
}
