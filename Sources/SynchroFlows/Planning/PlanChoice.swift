public import SynchroText

/// What a plan chooses for one row, and why.
public struct PlanChoice: Sendable, Equatable {
  /// The row's id.
  public let row: Placed<String>
  /// The population it is for; nil means every population of the row.
  public let population: String?
  /// What the flow is called in the results; the payload's name unless said.
  public let label: String?
  /// The values in routine load.
  public let base: ChosenValues
  /// The values in full load: those of ``base`` except where it says otherwise.
  public let high: ChosenValues
  /// The words of the alternatives that are taken of the columns that a verdict needs.
  public let picks: [FlowColumn: Placed<String>]
  /// Why these values.
  public let reason: String
  /// Why a value is none of those that the document prints; nil when all are.
  public let departure: String?
  /// Its place in the file.
  public let range: SourceRange
}

/// Values for what a row's cells leave open; nil where nothing is chosen.
public struct ChosenValues: Sendable, Equatable {
  /// Which alternative of the column How Often, from 1.
  public var howOften: Int?
  /// One value of a range of counts, or the value of a letter.
  public var count: Rational?
  /// Events for each device and day, where the document has no number.
  public var rate: Rational?
  /// How many events a day the count is held against, for each device.
  public var events: Rational?
  /// Another row whose payloads are those events.
  public var eventsOf: EventSource?
  /// One size, in bytes.
  public var size: Int?
  /// Which alternative of the column When, from 1.
  public var when: Int?
  /// The hours of the day, where the document has none or leaves more.
  public var window: OpenHours?

  /// A row whose payloads cause others: a failure answers a command.
  public struct EventSource: Sendable, Equatable {
    /// The row's id.
    public let row: Placed<String>
    /// The population; the same one unless said.
    public let population: String?
  }
}
