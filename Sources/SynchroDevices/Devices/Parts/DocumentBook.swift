import SynchroPXB

/// The documents that an aggregator or a distribution utility has taken.
struct DocumentBook: Sendable {
  struct Document: Sendable {
    let id: String
    /// Who sent it.
    let owner: String
    let digest: String
    let attributes: Attributes
  }

  private var taken: [String: Document] = [:]

  subscript(id: String) -> Document? { taken[id] }

  /// Whether a document was taken before with other content.
  func conflicts(_ id: String, with digest: String) -> Bool {
    taken[id].map { $0.digest != digest } ?? false
  }

  mutating func take(_ document: Document) { taken[document.id] = document }
}
