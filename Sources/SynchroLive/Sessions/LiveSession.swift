import SynchroPXB

/// One greeting and all that follows on a connection, until either side says farewell.
protocol LiveSession: Participant, Sendable {
  /// The run's id on the wire; messages of other sessions do not reach it.
  var run: String { get }
  /// Whether somebody else does something first, for which a time that costs nothing has to wait.
  var isHeld: Bool { get set }
  /// Whether nothing more is to come.
  var isFinished: Bool { get }

  /// Ends it, for a reason that lies with the target or the way to it.
  mutating func breakOff(_ reason: String, at now: PXBTime)
  /// Ends it because the run is stopped.
  mutating func stop(at now: PXBTime)
}
