/// Something in a bundle that is not as it must be.
public struct BundleFinding: Sendable, Equatable {
  /// What does not match.
  public enum Kind: String, Sendable, CaseIterable {
    /// The entry's header is not what we write.
    case header
    /// The entry does not stand where it belongs, or stands there twice.
    case order
    /// The entry has another size than the manifest says.
    case size
    /// The entry's bytes are others than those that the manifest speaks of.
    case digest
    /// The manifest speaks of an entry that is not there.
    case missing
    /// The entry is not in the manifest.
    case extra
    /// The block that ends the entry, or those that end the archive, hold something.
    case padding
    /// The file ends too early.
    case cut
    /// The manifest cannot be read.
    case manifest
    /// The signature is not the signer's.
    case signature
    /// The bundle is signed by somebody else, or not at all.
    case key
    /// The bundle counts for nothing any more.
    case expired

    /// Whether the file is not the one that was written; the others are about who wrote it and when.
    public var isDamage: Bool {
      switch self {
      case .header, .order, .size, .digest, .missing, .extra, .padding, .cut, .manifest: true
      case .signature, .key, .expired: false
      }
    }
  }

  /// The entry; `end of the archive` where there is none.
  public let entry: String
  /// What does not match.
  public let kind: Kind
  /// What is there and what should be, in one sentence without a full stop.
  public let sentence: String

  init(_ entry: String, _ kind: Kind, _ sentence: String) {
    self.entry = entry
    self.kind = kind
    self.sentence = sentence
  }
}
