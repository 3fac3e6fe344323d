public import SynchroFlows
public import SynchroPXB

/// What an engine is told besides the flow that it plays.
public struct ReplaySetting: Sendable {
  /// The run's id; every session of a run has its own.
  public var run: String
  /// What the harness calls its clock.
  public var clock = "h"
  /// When the run begins, by the harness's clock.
  public var start: PXBTime
  /// How time passes.
  public var time = Capability.Clock.Mode.virtual
  /// The elements of payloads by their names, in order.
  public var elements: [String: [AttributeKey]] = [:]
  /// What payloads are for that no row speaks about, by their names.
  public var kinds: [String: PayloadKind] = [:]
  /// Whose supply may be interrupted.
  public var hazards = HazardAllowance.none

  /// Whether what happens is kept for a journal.
  public var isJournalled = false
  /// What an earlier run has played of the flow.
  public var past: FlowPast?

  /// A setting by what it cannot do without.
  public init(run: String, start: PXBTime) {
    self.run = run
    self.start = start
  }

  /// 2026-01-05T00:00:00Z, a Monday: when virtual runs begin.
  public static let virtualStart = PXBTime(clamping: 1_767_571_200_000_000)
}
