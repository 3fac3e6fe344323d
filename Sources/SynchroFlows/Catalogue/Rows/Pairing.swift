/// How the alternatives of a row's columns belong together.
public enum Pairing: Sendable, Equatable {
  /// Every column holds one value.
  case single
  /// Alternatives stand in one column only: each holds with the rest of the row.
  case oneColumn(FlowColumn)
  /// Several columns hold equally many: the first belongs to the first. The document does not say
  /// so; it is our reading.
  case byPosition(count: Int)
  /// Another table of the document, at this line of it, says which belong together.
  case stated(line: Int)
  /// The columns hold different numbers: a profile has to choose.
  case unknown

  /// The word for it in lists.
  public var word: String {
    switch self {
    case .single: "single"
    case .oneColumn: "one column"
    case .byPosition: "by position"
    case .stated: "stated"
    case .unknown: "unknown"
    }
  }
}
