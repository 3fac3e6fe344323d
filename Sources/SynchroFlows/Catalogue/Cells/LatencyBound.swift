/// How soon a payload has to be consumed: `< 15 sec`, `20 min - < 4 hr per 1 mtr`.
public struct LatencyBound: Sendable, Hashable {
  /// How many devices a bound speaks of: `per 100,000 mtrs`.
  public struct Batch: Sendable, Hashable {
    /// How many.
    public let count: Int
    /// Of what, as printed.
    public let unit: String

    /// So many devices.
    public init(count: Int, unit: String) {
      self.count = count
      self.unit = unit
    }
  }

  /// The words it stands in.
  public let text: String
  /// The bound; the payload must take less than this. "Less than" is strict in every cell.
  public let limit: Duration
  /// Where a range is printed, its lower end: what is usual, and nothing to fail by.
  public let usual: Duration?
  /// How many devices share the time.
  public let batch: Batch?
  /// A remark in brackets.
  public let note: String?

  /// A bound by its parts.
  public init(
    text: String, limit: Duration, usual: Duration? = nil, batch: Batch? = nil, note: String? = nil
  ) {
    self.text = text
    self.limit = limit
    self.usual = usual
    self.batch = batch
    self.note = note
  }
}
