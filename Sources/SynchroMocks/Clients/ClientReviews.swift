import SynchroTiming

extension CDSWorld {
  /// Approves the changes that nobody has looked at in time.
  mutating func settleClients(at now: Timestamp) {}
}
