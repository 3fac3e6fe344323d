/// Why a cell cannot be read, and where in it.
public struct CellFault: Error, Sendable, Equatable {
  /// The column in the cell, counted from 1 in Unicode scalars; a line break counts as one.
  public let column: Int
  /// What should stand there.
  public let expected: String
  /// What stands there; empty at the end of the cell.
  public let found: String

  /// A fault at a place.
  public init(column: Int, expected: String, found: String) {
    self.column = column
    self.expected = expected
    self.found = found
  }

  /// `column 5: expected a unit of time, found 'parsecs'`.
  public var message: String {
    "column \(column): expected \(expected), found "
      + (found.isEmpty ? "the end of the cell" : "'\(found)'")
  }
}
