public import SynchroText

/// Why a file of flow data cannot be used, and where.
public struct FlowDataError: Error, Sendable {
  /// The file.
  public let source: SourceText
  /// What is wrong in it, where, and what to do.
  public let diagnostic: Diagnostic

  /// A fault of a file.
  public init(_ diagnostic: Diagnostic, in source: SourceText) {
    self.source = source
    self.diagnostic = diagnostic
  }
}
