import SynchroDigest
import SynchroTiming

/// Holds the manifest of a bundle against its digest and its signature.
struct SealCheck {
  private(set) var manifest: Manifest?
  private var bytes: [UInt8] = []
  private var seal: [UInt8]?
  private var signature: [UInt8]?

  /// The entry about others that comes next.
  var expectedName: EntryName? {
    guard let manifest else { return .manifest }
    if seal == nil { return .seal }
    return manifest.signer != nil && signature == nil ? .signature : nil
  }

  /// Takes one of the three; answers why it makes no sense to read on.
  mutating func take(_ name: EntryName, _ content: [UInt8]) -> BundleFinding? {
    switch name {
    case .manifest:
      bytes = content
      do {
        manifest = try Manifest(reading: content)
      } catch {
        return BundleFinding(name.text, .manifest, error.message)
      }
    case .seal: seal = content
    default: signature = content
    }
    return nil
  }

  /// What does not match, and where the bundle comes from. Of an archive that was not read to its
  /// end nothing is said to be missing here.
  func verdict(
    now: Timestamp, key: Ed25519.PublicKey?, isWhole: Bool
  ) -> (findings: [BundleFinding], origin: BundleVerdict.Origin?) {
    guard let manifest else { return ([], nil) }
    let isSealed = seal == BundleSeal.digestLine(of: bytes)
    let isSigned = manifest.signer.map { isValid(for: $0) } ?? false
    var findings: [BundleFinding] = []
    if seal != nil, !isSealed { findings += blame(manifest, isSigned: isSigned) }
    if seal == nil, isWhole {
      findings.append(missing(.seal, "it holds the digest of the manifest"))
    }
    switch (manifest.signer, signature) {
    case (nil, nil): break
    case (nil, .some):
      findings.append(
        BundleFinding(EntryName.signature.text, .extra, "the manifest names nobody who signed it"))
    case (.some(let signer), nil):
      if isWhole {
        findings.append(missing(.signature, "the manifest says that \(signer.keyID) signed it"))
      }
    case (.some(let signer), .some):
      // Where the digest does not fit either, the manifest was changed and has its finding.
      if !isSigned, isSealed {
        findings.append(
          BundleFinding(
            EntryName.signature.text, .signature,
            "it is no signature of this manifest by \(signer.keyID)"))
      }
    }
    if let expiry = manifest.expiry, expiry <= now {
      findings.append(
        BundleFinding(EntryName.manifest.text, .expired, "the bundle counted until \(expiry)"))
    }
    if let key, key != manifest.signer {
      findings.append(
        BundleFinding(
          EntryName.signature.text, .key,
          "expected a signature by \(key.keyID), and the bundle is "
            + (manifest.signer.map { "signed by \($0.keyID)" } ?? "unsigned")))
    }
    return (findings, origin(manifest, isTrue: isSealed && isSigned, key))
  }

  private func origin(
    _ manifest: Manifest, isTrue: Bool, _ key: Ed25519.PublicKey?
  ) -> BundleVerdict.Origin? {
    guard let signer = manifest.signer else { return .unsigned }
    guard isTrue else { return nil }
    guard let key else { return .claimed(signer) }
    return key == signer ? .proven(signer) : nil
  }

  /// The manifest and its digest do not fit together; a good signature tells which of them was
  /// changed, and a bad one as well.
  private func blame(_ manifest: Manifest, isSigned: Bool) -> [BundleFinding] {
    let digest = SHA256.digest(bytes)
    let ofManifest = BundleFinding(
      EntryName.manifest.text, .digest, "its SHA-256 is \(digest), and manifest.sha256 has another")
    let ofSeal = BundleFinding(
      EntryName.seal.text, .digest, "it does not hold the SHA-256 of manifest.json, \(digest)")
    if isSigned { return [ofSeal] }
    if manifest.signer != nil, signature != nil { return [ofManifest] }
    return [ofManifest, ofSeal]
  }

  private func missing(_ name: EntryName, _ why: String) -> BundleFinding {
    BundleFinding(name.text, .missing, "\(why), and it is not there")
  }

  private func isValid(for signer: Ed25519.PublicKey) -> Bool {
    guard let signature else { return false }
    return (try? signer.isValid(signature, for: bytes)) ?? false
  }
}
