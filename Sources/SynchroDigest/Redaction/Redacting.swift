/// Whatever puts labels in the place of secrets.
public protocol Redacting: Sendable {
  /// The bytes with a label for each secret, and otherwise unchanged.
  func redact(_ bytes: [UInt8]) -> [UInt8]
  /// The same, with what must be known to put something alike in the place of each label.
  func masked(_ bytes: [UInt8]) -> MaskedBytes
  /// The text with a label for each secret, and for the beginning of one before each mark.
  func redact(_ text: String, cutAt mark: String) -> String
  /// Whether no secret stands in a text, in any form that is searched for.
  func finds(nothingIn text: String) -> Bool
}

extension Redactor: Redacting {
  /// Whether no secret stands in a text, in any form that is searched for.
  public func finds(nothingIn text: String) -> Bool {
    var text = text
    return text.withUTF8 { !rules.occur(in: $0) }
  }
}
