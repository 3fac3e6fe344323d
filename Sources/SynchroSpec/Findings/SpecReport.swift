public import SynchroText

/// Everything that was found in one specification.
public struct SpecReport: Sendable {
  /// The Markdown.
  public let source: SourceText
  /// The name that the first heading gives the document.
  public let document: String?
  /// How many requests and answers the examples show.
  public let messages: Int
  /// Examples that no rule speaks of, and so were looked at for themselves only.
  public let unmatched: [SourcePlace]
  /// What is wrong, in the order of the text.
  public let findings: [SpecFinding]
  /// Findings beyond the limit, which were only counted.
  public let omitted: Int

  /// How much is wrong.
  public var count: Int { findings.count + omitted }
}
