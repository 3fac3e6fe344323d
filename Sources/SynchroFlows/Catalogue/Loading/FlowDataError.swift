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

  /// A file that is not there; `whole` is what it is a part of: `the catalogue`.
  package init(missing file: String, of whole: String) {
    self.init(
      Diagnostic(
        code: "flow-missing-file", "\(whole) has no file '\(file)'", at: .init(SourceRange(0, 0))),
      in: SourceText(name: file, ""))
  }
}
