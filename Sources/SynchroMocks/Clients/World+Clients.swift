import SynchroTiming

extension CDSWorld {
  /// A client of a registration, not of another one.
  func client(_ id: String, of registration: String) -> ClientObject? {
    state.clients[id].flatMap { $0.registration == registration ? $0 : nil }
  }

  /// Makes the production client that stands beside a sandbox client, with its credential; nil when
  /// the client is none of the sandbox. CDS-WG1-02, sections 4.2 and 6.9.
  mutating func openProduction(for sandbox: String, at now: Timestamp) -> ClientObject? { nil }
}
