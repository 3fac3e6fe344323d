/// One cell of a requirement row: the words as printed, and the alternatives they hold.
public struct FlowCell<Value: Sendable & Equatable>: Sendable, Equatable {
  /// The cell as it stands in the document, line breaks included.
  public let raw: String
  /// What it says, in the order printed; never empty.
  public let alternatives: [Value]

  /// A cell and its reading.
  public init(raw: String, alternatives: [Value]) {
    self.raw = raw
    self.alternatives = alternatives
  }
}
