public import SynchroText

/// A suite and the file that it was read from.
public struct SuiteSource: Sendable {
  /// The file; its name is the path below which diagnostics are shown.
  public var source: SourceText
  /// What the parser made of it.
  public var suite: Suite

  /// A suite with its file.
  public init(_ suite: Suite, from source: SourceText) {
    self.source = source
    self.suite = suite
  }
}

/// What the checker found in one file.
public struct SuiteFindings: Sendable {
  /// The file.
  public var source: SourceText
  /// The findings, in the order of the text.
  public var diagnostics: [Diagnostic]

  /// Findings in a file.
  public init(_ diagnostics: [Diagnostic], in source: SourceText) {
    self.source = source
    self.diagnostics = diagnostics
  }
}
