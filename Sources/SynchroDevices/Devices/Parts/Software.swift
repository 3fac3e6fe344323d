import SynchroJSON
import SynchroPXB

/// The firmware and the programs of a device: what runs, and what waits for its time.
struct Software: Sendable {
  struct Update: Sendable {
    let component: String
    let version: String
    let activation: PXBTime
    let cause: PayloadMessage
  }

  /// What runs, by component: `metrology_firmware`.
  var running: [String: String] = [:]
  var waiting: [String: Update] = [:]

  func version(_ component: String) -> String { running[component] ?? "1.0.0" }

  var state: JSONValue {
    func object(_ values: [(String, String)]) -> JSONValue {
      .object(values.sorted { $0.0 < $1.0 }.map { JSONField($0.0, .string($0.1)) })
    }
    return [
      "running": object(running.map { ($0.key, $0.value) }),
      "waiting": object(waiting.map { ($0.key, $0.value.version) }),
    ]
  }
}
