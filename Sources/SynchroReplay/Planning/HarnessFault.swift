/// The faults of the harness that make a trial void; every plan lists them beforehand.
public enum HarnessFault: String, Sendable, CaseIterable {
  /// The payload went out too long after its intended time.
  case lag = "harness-lag"
  /// The harness had no room for the payload.
  case overflow = "harness-overflow"
  /// A clock was set while the payload was on its way.
  case clockStep = "clock-step"
  /// The run was stopped while the payload was on its way.
  case stopped = "stopped"
}
