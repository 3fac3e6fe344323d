public import SynchroText

/// Reads suite files. Any bytes will do: what cannot be read is reported, and reading goes on with
/// the next line.
public enum SuiteParser {
  /// Blocks inside each other more often than this are refused.
  public static let blockLimit = 64
  /// Arrays and objects inside each other more often than this are refused.
  public static let jsonLimit = 64
  /// After so many errors nothing more is read: the file is probably no suite.
  public static let errorLimit = 100

  /// Reads a file in one pass, in time linear in its length.
  public static func parse(_ source: SourceText) -> ParsedSuite {
    var reader = SuiteReader(source)
    return reader.read()
  }
}
