package import SynchroText

/// One check of a suite and what it decided in a run.
public struct CheckRecord: Sendable, Equatable {
  /// Where the check stands in its suite file.
  public struct Place: Sendable, Equatable {
    /// The file.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The first column, in Unicode scalars from 1.
    public var column: Int
    /// The column after the last one, on the same line.
    public var endColumn: Int
    /// The line as it stands in the file.
    public var text: String

    /// A place.
    public init(file: String, line: Int, column: Int, endColumn: Int, text: String) {
      self.file = file
      self.line = line
      self.column = column
      self.endColumn = endColumn
      self.text = text
    }
  }

  /// The test's id, `#` and the check's number in it: `cds/discovery/metadata#fields:7`.
  public var id: String
  /// The check as written, without its ids.
  public var text: String
  /// Where it stands.
  public var place: Place
  /// One decision for each row it names or its object format carries; one without a row when it
  /// names none.
  public var decisions: [Decision]
  /// The numbers of the exchanges it looked at.
  public var exchanges: [Int]

  /// A check's record.
  public init(
    id: String, text: String, place: Place, decisions: [Decision], exchanges: [Int]
  ) {
    self.id = id
    self.text = text
    self.place = place
    self.decisions = decisions
    self.exchanges = exchanges
  }

  /// The id of the test that holds the check of an id; the id itself when it is that of no check.
  package static func test(of id: String) -> String {
    guard let mark = id.lastIndex(of: "#"), let colon = id[mark...].lastIndex(of: ":") else {
      return id
    }
    return String(id[..<colon])
  }
}

extension CheckRecord.Place {
  /// A place in a suite file.
  package init(_ range: SourceRange, of source: SourceText) {
    let start = source.place(at: range.start)
    let line = source.lineRange(start.line)
    let end = source.place(at: min(range.end, line.end))
    self.init(
      file: source.name, line: start.line, column: start.column,
      endColumn: max(end.line == start.line ? end.column : start.column + 1, start.column),
      text: source.text(of: line))
  }
}
