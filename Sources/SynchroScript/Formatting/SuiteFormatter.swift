public import SynchroText

/// Lays suite files out in one canonical form: two spaces for each block, requirement ids in one
/// column, tables in columns. The tree of the result is that of the file.
public enum SuiteFormatter {
  /// The column, counted from 1, at which requirement ids stand when the line leaves room.
  public static let requirementColumn = 78

  /// Formats a file; formatting the result again changes nothing.
  public static func format(_ source: SourceText) -> FormattedSuite {
    format(SuiteParser.parse(source))
  }

  /// Formats a file that was read already.
  public static func format(_ parsed: ParsedSuite) -> FormattedSuite {
    if parsed.hasErrors { return .refused(parsed.diagnostics) }
    var writer = SuiteWriter(parsed)
    return .text(writer.write())
  }
}
