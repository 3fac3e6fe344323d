import SynchroJSON
import SynchroPXB

/// The messages that a device keeps and shows, for so many hours.
struct MessageStore: Sendable {
  struct Entry: Sendable {
    let id: String
    let kind: String
    let text: String
    let language: String
    let audience: String
    let level: String
    let stored: PXBTime
    var isAlert: Bool
  }

  private(set) var entries: [Entry] = []
  /// More are not kept: the oldest goes.
  static let capacity = 256

  mutating func add(_ entry: Entry) {
    entries.append(entry)
    if entries.count > Self.capacity { entries.removeFirst() }
  }

  mutating func forget(before moment: PXBTime) { entries.removeAll { $0.stored < moment } }

  mutating func removeAll() { entries.removeAll() }

  func state(at now: PXBTime) -> JSONValue {
    [
      "count": .integer(entries.count),
      "messages": .array(
        entries.map { entry in
          [
            "message_id": .string(entry.id), "message_kind": .string(entry.kind),
            "text": .string(entry.text), "language": .string(entry.language),
            "audience": .string(entry.audience), "level": .string(entry.level),
            "stored": .exactly(entry.stored), "alert": .bool(entry.isAlert),
          ]
        }),
    ]
  }
}
