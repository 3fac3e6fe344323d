/// How large a payload is: `25`, `400k - 750k`, or the letters `xMB`.
public struct SizeBound: Sendable, Hashable {
  /// A size, or the letters that the document leaves in its place.
  public enum Value: Sendable, Hashable {
    /// From the smallest to the largest printed; `k` counts as 1000.
    case bytes(ClosedRange<Int>)
    /// Letters: whoever uses the row has to choose a value.
    case letters(String)
  }

  /// The words it stands in.
  public let text: String
  /// The size.
  public let value: Value
  /// What the sizes of a cell are for, where it says so.
  public let note: String?

  /// A size by its parts.
  public init(text: String, value: Value, note: String? = nil) {
    self.text = text
    self.value = value
    self.note = note
  }

  /// The bytes; nil for letters.
  public var bytes: ClosedRange<Int>? {
    guard case .bytes(let bytes) = value else { return nil }
    return bytes
  }
}
