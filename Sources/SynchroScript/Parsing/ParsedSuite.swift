public import SynchroText

/// What was read of a suite file: the tree as far as it could be read, and everything wrong.
public struct ParsedSuite: Sendable {
  /// A remark of the author's.
  public struct Comment: Sendable, Equatable {
    /// From `#` to the end of the line, blanks at the end left out.
    public var range: SourceRange
    /// Whether it stands behind a statement, rather than on a line of its own.
    public var isTrailing: Bool

    /// A comment at its place.
    public init(range: SourceRange, isTrailing: Bool) {
      self.range = range
      self.isTrailing = isTrailing
    }
  }

  /// The file.
  public let source: SourceText
  /// The tree without what could not be read; nil when no `suite` line names one. It is fit to be
  /// run only when there are no errors.
  public let suite: Suite?
  /// What is wrong, in the order of the file.
  public let diagnostics: [Diagnostic]
  /// The comments in the order of the file; only some of them when there are errors.
  public let comments: [Comment]

  let lines: [SourceLine]
  let tokens: [Token]
  let layout: [LayoutItem]

  /// Whether the tree is not the whole file.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
