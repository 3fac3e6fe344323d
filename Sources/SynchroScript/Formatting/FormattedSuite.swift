public import SynchroText

/// What came of formatting a suite file.
public enum FormattedSuite: Sendable, Equatable {
  /// The file in its one canonical form.
  case text(String)
  /// The file has errors, and what cannot be read cannot be laid out.
  case refused([Diagnostic])
}
