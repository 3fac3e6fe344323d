public import SynchroDigest
public import SynchroTiming

/// What a bundle holds, and what run it is the evidence of.
public struct Manifest: Sendable, Equatable {
  /// An entry as it must be.
  public struct Entry: Sendable, Equatable {
    /// Its name.
    public let name: EntryName
    /// How many bytes it has.
    public let size: Int
    /// The digest of its bytes.
    public let sha256: SHA256Digest

    /// An entry.
    public init(_ name: EntryName, size: Int, sha256: SHA256Digest) {
      self.name = name
      self.size = size
      self.sha256 = sha256
    }
  }

  /// The version of the form.
  public static let format = 1
  /// More entries are no bundle of ours.
  public static let entryLimit = 10_000

  /// The run's id.
  public var run: String
  /// The version of the tool that made the run.
  public var tool: String
  /// The target's URL.
  public var target: String
  /// The profile that was claimed.
  public var profile: String?
  /// The edition that was judged by.
  public var edition: String?
  /// When the run began.
  public var start: Timestamp
  /// How long it took.
  public var duration: Duration
  /// From when on the bundle counts for nothing.
  public var expiry: Timestamp?
  /// Whose signature stands beside the manifest; nil for an unsigned bundle.
  public var signer: Ed25519.PublicKey?
  /// Every entry but those about others, in order.
  public var entries: [Entry]

  /// A manifest; the entries are put in order.
  public init(
    run: String, tool: String, target: String, profile: String?, edition: String?,
    start: Timestamp, duration: Duration, expiry: Timestamp?, signer: Ed25519.PublicKey?,
    entries: [Entry]
  ) {
    self.run = run
    self.tool = tool
    self.target = target
    self.profile = profile
    self.edition = edition
    self.start = start
    self.duration = duration
    self.expiry = expiry
    self.signer = signer
    self.entries = entries.sorted { $0.name < $1.name }
  }
}

extension Ed25519.PublicKey {
  /// What the key is called where people compare keys: the beginning of the SHA-256 of its 32 bytes,
  /// as `ed25519:` and 32 hexadecimal digits.
  public var keyID: String { "ed25519:" + SHA256.digest(raw).hex.prefix(32) }
}
