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
}
