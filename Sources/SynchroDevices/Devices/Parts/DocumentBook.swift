import SynchroPXB

/// The documents that an aggregator or a distribution utility has taken.
struct DocumentBook: Sendable {
  private(set) var taken: [String: String] = [:]

  /// Whether a document was taken before with other content.
  func conflicts(_ id: String, digest: String) -> Bool {
    taken[id].map { $0 != digest } ?? false
  }

  mutating func take(_ id: String, digest: String) { taken[id] = digest }
}
