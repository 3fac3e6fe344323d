import SynchroBundle
import SynchroDigest
import SynchroTiming

extension FuzzTarget {
  /// Bundles: the one that was written, or findings that say what is wrong, the same in any pieces.
  public static let bundle = FuzzTarget(
    "bundle", corpus: [BundleProperty.signed, BundleProperty.unsigned],
    dictionary: [
      "ustar", "77777777777", "0000644", "\u{0}", "manifest.json", "../", "\"entries\": [", "\n",
    ], limit: 16 << 10
  ) { bytes in
    let whole = BundleProperty.verdict(on: bytes, pieces: max(bytes.count, 1))
    let pieces = BundleProperty.verdict(on: bytes, pieces: 509)
    if whole.findings != pieces.findings || whole.places != pieces.places {
      return "pieces differ from the whole"
    }
    let isWritten = bytes == BundleProperty.signed || bytes == BundleProperty.unsigned
    if isWritten { return whole.findings.isEmpty ? nil : "a good bundle has findings" }
    return whole.findings.isEmpty ? "another bundle is accepted" : nil
  }
}

/// Bundles that are as they should be.
enum BundleProperty {
  static let signed = (try? bundle(signer: Ed25519.PrivateKey(raw: [UInt8](1...32)))) ?? []
  static let unsigned = (try? bundle(signer: nil)) ?? []

  private static func bundle(signer: Ed25519.PrivateKey?) throws -> [UInt8] {
    let files = [("a/b", "content"), ("results.json", "{}\n"), ("z", "")].compactMap { name, text in
      EntryName(name).map { (name: $0, bytes: Array(text.utf8)) }
    }
    let manifest = Manifest(
      run: "r", tool: "t", target: "http://x", profile: nil, edition: nil, start: .unixEpoch,
      duration: .zero, expiry: nil, signer: try signer?.publicKey(),
      entries: files.map {
        .init($0.name, size: $0.bytes.count, sha256: SHA256.digest($0.bytes))
      })
    return ArchiveWriter.archive(try BundleSeal.entries(of: manifest, signedBy: signer) + files)
  }

  static func verdict(on bytes: [UInt8], pieces size: Int) -> BundleVerdict {
    var check = BundleCheck()
    for start in stride(from: 0, to: bytes.count, by: size) {
      bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { check.read($0) }
    }
    return check.finish(now: .unixEpoch, key: nil)
  }
}
