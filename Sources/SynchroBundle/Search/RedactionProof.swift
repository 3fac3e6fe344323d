public import SynchroDigest

/// What the search for secrets at the end of a run looked at, and what it found: the only proof that
/// the files hold none, because the secrets themselves are gone with the run.
public struct RedactionProof: Sendable, Equatable {
  /// One file, as it was when it was searched.
  public struct File: Sendable, Equatable {
    /// Its path below the folder of the run.
    public let name: EntryName
    /// How many bytes it had.
    public let size: Int
    /// The digest of its bytes.
    public let sha256: SHA256Digest
    /// How many secrets stand in it.
    public let hitCount: Int
    /// The first of them.
    public let hits: [SecretHit]
    /// Where one might stand unseen.
    public let unsearched: [UnsearchedStretch]

    /// A file that was searched.
    public init(_ name: EntryName, _ outcome: SecretSearch.Outcome) {
      self.init(
        name, size: outcome.size, sha256: outcome.sha256, hitCount: outcome.hitCount,
        hits: outcome.hits, unsearched: outcome.unsearched)
    }

    init(
      _ name: EntryName, size: Int, sha256: SHA256Digest, hitCount: Int, hits: [SecretHit],
      unsearched: [UnsearchedStretch]
    ) {
      self.name = name
      self.size = size
      self.sha256 = sha256
      self.hitCount = hitCount
      self.hits = hits
      self.unsearched = unsearched
    }
  }

  /// The version of the form.
  public static let format = 1

  /// The run's id.
  public let run: String
  /// How many secrets were looked for, by kind.
  public let secrets: [String: Int]
  /// Every file of the run.
  public let files: [File]

  /// What was searched for some secrets; the files are put in order.
  public init(run: String, secrets: [Secret], files: [File]) {
    self.init(
      run: run, kinds: secrets.reduce(into: [:]) { $0[$1.label.kind, default: 0] += 1 },
      files: files)
  }

  init(run: String, kinds: [String: Int], files: [File]) {
    self.run = run
    secrets = kinds
    self.files = files.sorted { $0.name < $1.name }
  }

  /// How many secrets stand in all files together.
  public var hitCount: Int { files.reduce(0) { $0 + $1.hitCount } }

  /// What was searched under a name.
  public subscript(name: EntryName) -> File? { files.first { $0.name == name } }
}
