public import SynchroDigest

/// What a bundle turned out to be.
public struct BundleVerdict: Sendable {
  /// What is known of where the bundle comes from.
  public enum Origin: Sendable, Equatable {
    /// Nobody signed it.
    case unsigned
    /// The signature is that of the key which the bundle itself names; nobody said whose that is.
    case claimed(Ed25519.PublicKey)
    /// The signature is that of the key which was given.
    case proven(Ed25519.PublicKey)
  }

  /// Where an entry's bytes lie in the file.
  public struct Place: Sendable, Equatable {
    /// The entry.
    public let name: EntryName
    /// The bytes.
    public let range: Range<Int>
  }

  /// The manifest, if it could be read.
  public let manifest: Manifest?
  /// Everything that does not match, in the order of the file.
  public let findings: [BundleFinding]
  /// Where the bundle comes from; nil when that is among the findings, or nothing is known.
  public let origin: Origin?
  /// The entries that were read whole, in the order of the file.
  public let places: [Place]
  /// Whether reading stopped before the end, so that later entries were not looked at.
  public let isCutShort: Bool

  /// Whether every byte is as it was written.
  public var isIntact: Bool { manifest != nil && !findings.contains { $0.kind.isDamage } }
}
