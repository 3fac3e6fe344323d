public import SynchroDigest

/// What stands beside a manifest so that nobody changes a byte of it unnoticed: its digest, and for a
/// signed bundle the signature.
public enum BundleSeal {
  /// The content of ``EntryName/seal``: a line that `sha256sum -c` reads.
  public static func digestLine(of manifest: [UInt8]) -> [UInt8] {
    Array("\(SHA256.digest(manifest).hex)  \(EntryName.manifest)\n".utf8)
  }

  /// The entries about others: manifest, digest and, with a key, signature. The manifest must name
  /// the key.
  public static func entries(
    of manifest: Manifest, signedBy key: Ed25519.PrivateKey?
  ) throws(CryptoError) -> [(name: EntryName, bytes: [UInt8])] {
    let bytes = manifest.bytes
    var entries = [(EntryName.manifest, bytes), (EntryName.seal, digestLine(of: bytes))]
    if let key { entries.append((EntryName.signature, try key.signature(of: bytes))) }
    return entries.map { (name: $0.0, bytes: $0.1) }
  }
}
