/// How often a payload is sent, in one of the ways that the tables say it.
public enum HowOften: Sendable, Hashable {
  /// A count for so many devices and a period or an event.
  case stated(Occurrence)
  /// The cell points to a table that is no part of the document: `See REQMTS Table`.
  case elsewhere(String)

  /// The count; nil when it stands elsewhere.
  public var occurrence: Occurrence? {
    guard case .stated(let occurrence) = self else { return nil }
    return occurrence
  }
}

/// `1-50 per 1000 per | ElectrMtr per | day`.
public struct Occurrence: Sendable, Hashable {
  /// A number, or the letter that the document leaves in its place.
  public enum Count: Sendable, Hashable {
    /// From the lowest to the highest printed.
    case range(ClosedRange<Int>)
    /// A letter: whoever uses the row has to choose its value.
    case letter(String)
  }

  /// What the count is held against.
  public enum Basis: Sendable, Hashable {
    /// A stretch of time: `day`.
    case period(CalendarPeriod)
    /// So many events of a name: `x zone isolation step event`, mostly one.
    case event(String, count: Count)
    /// An event whose own rate is printed: `… event - 96 per day`.
    case eventRate(String, count: Int, per: CalendarPeriod)
    /// `SW oper per day`: the count may be for an event or for the period; the document does not say.
    case eventInPeriod(String, CalendarPeriod)
    /// `6 per day` where a period belongs: whether the two numbers multiply is not said.
    case secondRate(ClosedRange<Int>, CalendarPeriod)
    /// `z per day`, `time period`: a letter or a word without a value.
    case undefined(String)
  }

  /// The words it stands in.
  public let text: String
  /// How many payloads.
  public let count: Count
  /// For how many devices: 1, or 1000 in `per 1000`.
  public let per: Int
  /// Which devices, as the document writes it: `Utl-PrePay-ElectrMtr`.
  public let population: String
  /// Held against what.
  public let basis: Basis
  /// A remark in brackets.
  public let note: String?

  /// A count by its parts.
  public init(
    text: String, count: Count, per: Int = 1, population: String, basis: Basis, note: String? = nil
  ) {
    self.text = text
    self.count = count
    self.per = per
    self.population = population
    self.basis = basis
    self.note = note
  }

  /// Why no rate follows from the words alone; nil when one does.
  public var gap: String? { gaps.first }

  /// Everything that the document leaves open about it; nothing when a rate follows.
  public var gaps: [String] {
    var gaps: [String] = []
    if case .letter(let letter) = count {
      gaps.append("the document leaves the count as '\(letter)'")
    }
    switch basis {
    case .period, .eventRate: break
    case .event(let name, .letter(let letter)):
      gaps.append("the document leaves the number of events as '\(letter)' (\(name))")
    case .event(let name, .range): gaps.append("how often '\(name)' happens is not said")
    case .eventInPeriod(let name, let period):
      gaps.append("the count may be for each '\(name)' or for a \(period)")
    case .secondRate(_, let period):
      gaps.append("a second rate per \(period) stands where the period belongs")
    case .undefined(let words): gaps.append("'\(words)' has no value in the document")
    }
    return gaps
  }
}
