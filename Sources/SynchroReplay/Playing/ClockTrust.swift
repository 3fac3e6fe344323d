import SynchroPXB

/// What the harness makes of times that the target states.
struct ClockTrust: Sendable {
  /// Whether both read one clock.
  let isShared: Bool

  /// What a capability statement says of its clock.
  init(_ clock: Capability.Clock) { isShared = clock.synchronisation == .shared }

  init(isShared: Bool) { self.isShared = isShared }

  /// When a payload was consumed, and what is wrong with the receipt that says so.
  ///
  /// On one clock that is the time which the receipt states; on two, the arrival of the receipt, which
  /// is no earlier.
  func end(
    of receipt: Receipt, sentAt: PXBTime, arrivedAt now: PXBTime
  ) -> (time: PXBTime, fault: TrialFailure?) {
    guard isShared, let done = receipt.done else { return (now, nil) }
    guard done <= now else {
      return (
        now,
        TrialFailure(
          .wrongTimes, expected: "consumed by now",
          received: "consumed \(ReplayWords.time(done - now)) from now", location: "t_done")
      )
    }
    guard done >= sentAt else {
      return (
        now,
        TrialFailure(
          .wrongTimes, expected: "consumed after it was sent",
          received: "consumed \(ReplayWords.time(sentAt - done)) before", location: "t_done")
      )
    }
    return (done, nil)
  }

  /// What is wrong with the times of a payload.
  func fault(of payload: PayloadMessage, arrivedAt now: PXBTime) -> TrialFailure? {
    guard isShared, payload.header.issued > now else { return nil }
    return TrialFailure(
      .wrongTimes, expected: "issued by now",
      received: "issued \(ReplayWords.time(payload.header.issued - now)) from now",
      location: "t_iss")
  }
}
