/// One combination of a row's alternatives: what can be tested or planned with.
public struct FlowVariant: Sendable, Equatable {
  /// The row.
  public let row: String
  /// Its number among the row's combinations, from 1.
  public let number: Int
  /// Who sends.
  public let from: FlowRow.ActorGroup
  /// Who receives.
  public let to: FlowRow.ActorGroup
  /// How many have to arrive.
  public let reliability: ReliabilityBound
  /// How soon.
  public let latency: LatencyBound
  /// At which time.
  public let when: ActivityTime
  /// How often; nil when the pairing leaves open which of the row's alternatives it is.
  public let howOften: HowOften?
  /// How large.
  public let size: SizeBound
  /// The words of each column that it takes; a column that is left open is missing.
  public let texts: [FlowColumn: String]

  /// Takes the picked alternative of each column, or the only one; nil when a column that must be
  /// decided is not, or a pick is beyond its cell.
  init?(row: String, number: Int, cells: FlowRow.Cells, picks: [FlowColumn: Int]) {
    let isInside = picks.allSatisfy { cells.texts($0).indices.contains($1) }
    guard isInside, let from = Self.pick(cells.from, picks[.from]),
      let to = Self.pick(cells.to, picks[.to]),
      let reliability = Self.pick(cells.reliability, picks[.reliability]),
      let latency = Self.pick(cells.latency, picks[.latency]),
      let when = Self.pick(cells.when, picks[.when]),
      let size = Self.pick(cells.size, picks[.size])
    else { return nil }
    self.row = row
    self.number = number
    self.from = from
    self.to = to
    self.reliability = reliability
    self.latency = latency
    self.when = when
    self.howOften = Self.pick(cells.howOften, picks[.howOften])
    self.size = size
    var texts: [FlowColumn: String] = [:]
    for column in FlowColumn.allCases {
      let words = cells.texts(column)
      if words.count == 1 || picks[column] != nil { texts[column] = words[picks[column] ?? 0] }
    }
    self.texts = texts
  }

  private static func pick<Value>(_ cell: FlowCell<Value>, _ index: Int?) -> Value? {
    if let index { return cell.alternatives[index] }
    return cell.alternatives.count == 1 ? cell.alternatives[0] : nil
  }
}
