/// One cell of a requirement row: the words as printed, and the alternatives they hold.
public struct FlowCell<Value: Sendable & Equatable>: Sendable, Equatable {
  /// The cell as it stands in the document, line breaks included.
  public let raw: String
  /// What it says, in the order printed; never empty.
  public let alternatives: [Value]
  /// The words of each alternative, on one line; a profile chooses by them.
  public let texts: [String]

  init(raw: String, alternatives: [Value], texts: [String]) {
    self.raw = raw
    self.alternatives = alternatives
    self.texts = texts
  }
}
