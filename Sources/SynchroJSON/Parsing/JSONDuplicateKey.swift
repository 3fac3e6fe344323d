public import SynchroText

/// A key that stands more than once in one object.
///
/// RFC 8259, section 4, says that names should be unique and that receivers differ in what they
/// make of it, so this is a finding and no refusal.
public struct JSONDuplicateKey: Sendable, Equatable {
  /// The key.
  public let key: String
  /// Where it stood first, quotes included.
  public let first: SourceRange
  /// Where it stands again.
  public let again: SourceRange

  /// The finding as a diagnostic about its text.
  public var diagnostic: Diagnostic {
    Diagnostic(
      .warning, code: "json-duplicate-key",
      "the object has the key '\(VisibleText.excerpt(key, limit: 60))' more than once",
      at: .init(again, "again here"), related: [.init(first, "first here")],
      help: ["receivers disagree on which value counts (RFC 8259, section 4)"])
  }
}
