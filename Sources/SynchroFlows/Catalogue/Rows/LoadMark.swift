/// Whether a row belongs to a load case of the document: routine (base) or full (high) load.
public enum LoadMark: Sendable, Hashable {
  /// `X`, or `X - VVC` with the name of the part it holds for.
  case included(scope: String?)
  /// `0`.
  case excluded
  /// The cell is empty.
  case unsaid

  /// Whether the row counts in that load; an empty cell is read as yes.
  public var counts: Bool { self != .excluded }
}
