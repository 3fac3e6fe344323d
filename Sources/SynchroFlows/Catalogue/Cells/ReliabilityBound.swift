/// How many payloads have to arrive: one share, or a curve of shares that grow with the time.
public struct ReliabilityBound: Sendable, Hashable {
  /// The words it stands in.
  public let text: String
  /// What has to hold; all of them.
  public let criteria: [Criterion]

  /// A bound by its parts.
  public init(text: String, criteria: [Criterion]) {
    self.text = text
    self.criteria = criteria
  }

  /// One share.
  public struct Criterion: Sendable, Hashable {
    /// The share; nil when the document prints letters in its place.
    public let share: Share?
    /// The letters in its place: `xx`.
    public let letters: String?
    /// Whether `>` is printed. All are read as strictly more.
    public let hasComparator: Bool
    /// The age at which the share is counted; nil for a plain share.
    public let window: Window?
    /// Words that belong to it: `success`, `large outage`.
    public let note: String?

    /// A share by its parts.
    public init(
      share: Share?, letters: String? = nil, hasComparator: Bool = true,
      window: Window? = nil, note: String? = nil
    ) {
      self.share = share
      self.letters = letters
      self.hasComparator = hasComparator
      self.window = window
      self.note = note
    }
  }

  /// When a share is counted: `every 4-6 hr`, `over 2 day`.
  public struct Window: Sendable, Hashable {
    /// Whether it is counted again and again (`every`) or once (`over`).
    public let isRepeated: Bool
    /// How many units, from the lowest to the highest printed.
    public let count: ClosedRange<Int>
    /// Hours or days.
    public let unit: CalendarPeriod.Unit

    /// A window by its parts.
    public init(isRepeated: Bool, count: ClosedRange<Int>, unit: CalendarPeriod.Unit) {
      self.isRepeated = isRepeated
      self.count = count
      self.unit = unit
    }
  }
}
