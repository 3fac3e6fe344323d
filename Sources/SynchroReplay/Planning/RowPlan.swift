public import SynchroFlows
public import SynchroStatistics

/// What a row demands of the payloads between two actors, set before the first of them.
public struct RowPlan: Sendable, Equatable {
  /// What does not depend on the row.
  public struct Terms: Sendable, Equatable {
    /// How the number of trials is found.
    public var method = PlanMethod.anytime
    /// How many rows are judged together.
    public var rows = 1
    /// What the instants of the run are drawn from.
    public var seed: UInt64 = 0
    /// Which clock the run goes by.
    public var mode = TimeMode.virtual
    /// How long rounds are begun where somebody waits for them; nil where nobody does.
    public var waiting: LivePace?
    /// The faults of the harness that make a trial void.
    public var voidCauses = HarnessFault.allCases.map(\.rawValue)

    /// The usual terms.
    public init() {}
  }

  /// The row's id.
  public let row: String
  /// How large the payload may be, in octets; nil when the document leaves it open.
  public let size: ClosedRange<Int>?
  /// The reading that demands most.
  public let strict: RowReading
  /// The reading that demands least, where the document leaves several; nil where it leaves one.
  public let loose: RowReading?
  /// What the document leaves open, in a sentence; nil when it leaves nothing.
  public let doubt: String?

  /// How long a payload is waited for.
  public var patience: Duration { max(strict.patience, loose?.patience ?? .zero) }

  /// The time within which the payload is consumed, by the reading that demands least.
  public var limit: Duration { (loose ?? strict).patience }

  /// The plan of a step that no row bounds.
  init(reading: RowReading) {
    row = reading.terms.row
    size = nil
    strict = reading
    loose = nil
    doubt = nil
  }

  /// The plan of a row for payloads from one actor to another. `choices` are those of a profile.
  ///
  /// Where alternatives are left that nothing tells apart, the row is judged by the one that demands
  /// most and by the one that demands least: PASS takes the first, FAIL the second.
  public init(
    _ row: FlowRow, from sender: String, to receiver: String, choices: [FlowChoice] = [],
    qualified: [String: String] = [:], terms: Terms = Terms()
  ) throws(RowPlanFault) {
    var readings = Self.readings(
      of: row, from: sender, to: receiver, choices: choices, qualified: qualified)
    guard !readings.isEmpty else {
      throw row.pairing == .unknown && choices.isEmpty
        ? .notChosen(row: row.id) : .foreign(row: row.id, from: sender, to: receiver)
    }
    let letters = readings.compactMap(\.letters)
    readings.removeAll { $0.letters != nil }
    guard let first = readings.first else { throw .letters(row: row.id, text: letters.joined()) }
    self.row = row.id
    size = Self.span(of: readings.compactMap(\.size))
    let curves = readings.compactMap(\.curve)
    guard curves.isEmpty else {
      guard curves.count == readings.count else { throw .notChosen(row: row.id) }
      let all = Self.merged(curves)
      strict = try Self.curve(all, row.id, terms)
      let isCertain = curves.allSatisfy { $0 == curves[0] }
      loose = isCertain ? nil : try Self.curve(curves[0], row.id, terms)
      doubt = isCertain ? nil : Self.doubt(first)
      return
    }
    guard let least = readings.compactMap(\.share).min(),
      let most = readings.compactMap(\.share).max(),
      let soon = readings.map(\.limit).min(), let late = readings.map(\.limit).max()
    else { throw .letters(row: row.id, text: first.text) }
    strict = try Self.share(most, soon, row.id, terms)
    let isCertain = least == most && soon == late
    loose = isCertain ? nil : try Self.share(least, late, row.id, terms)
    doubt = isCertain ? nil : Self.doubt(first)
  }

  private static func doubt(_ first: Reading) -> String {
    "the document leaves several bounds for these actors, such as \(first.text); "
      + "a profile may choose"
  }

  /// What is frozen, as one text.
  var text: String {
    let size = size.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "any"
    return ([row, "size \(size)", strict.text] + [loose?.text].compactMap { $0 })
      .joined(separator: "\n")
  }
}

/// Why a row has no plan.
public enum RowPlanFault: Error, Sendable, Equatable {
  /// No alternative of the row goes from the one actor to the other.
  case foreign(row: String, from: String, to: String)
  /// The document leaves the bound as letters.
  case letters(row: String, text: String)
  /// Alternatives cannot be told apart, and none demands more than the others.
  case notChosen(row: String)
  /// The bounds are no plan.
  case plan(PlanError)

  /// The reason in a sentence without a full stop.
  public var sentence: String {
    switch self {
    case .foreign(let row, let from, let to): "\(row) knows no payload from '\(from)' to '\(to)'"
    case .letters(let row, let text): "the document leaves a bound of \(row) as letters: '\(text)'"
    case .notChosen(let row):
      "the document does not say which alternatives of \(row) belong together; a profile must choose"
    case .plan(let error): error.description
    }
  }
}
