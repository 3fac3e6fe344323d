public import SynchroDigest

/// A dated revision of the documents: what it demanded is frozen by fingerprints of its clauses.
public struct Edition: Sendable, Equatable {
  /// The name that suites and profiles use: `cds-2026-04`.
  public var name: String
  /// What it is, in a few words.
  public var title: String
  /// The documents, those known only by number included.
  public var documents: [String]
  /// The clauses of each document whose text was read, in their order.
  public var fingerprints: [String: [ClauseFingerprint]]

  /// An edition with its fingerprints, by document.
  public init(
    name: String, title: String, documents: [String],
    fingerprints: [String: [ClauseFingerprint]] = [:]
  ) {
    self.name = name
    self.title = title
    self.documents = documents
    self.fingerprints = fingerprints
  }
}

/// A clause and the SHA-256 of its normalised text.
public struct ClauseFingerprint: Sendable, Equatable {
  /// The number: `3.2`.
  public var clause: String
  /// The heading without its number.
  public var title: String
  /// The digest of what ``SpecificationText`` makes of the clause.
  public var digest: SHA256Digest

  /// A clause with its fingerprint.
  public init(clause: String, title: String, digest: SHA256Digest) {
    self.clause = clause
    self.title = title
    self.digest = digest
  }
}
