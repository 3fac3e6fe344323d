import SynchroDigest
import SynchroTiming
import Testing

@testable import SynchroBundle

/// A small bundle, signed by a key of the tests.
enum SampleBundle {
  static let start = Timestamp(seconds: 1_790_000_000) ?? .unixEpoch
  static let entries: [(String, String)] = [
    ("evidence/exchanges.jsonl", "{\"evidence\":1}\n"), ("results.json", "{}\n"), ("empty", ""),
    ("suites/cds/a.suite", String(repeating: "x", count: 512)),
  ]

  static func key(_ number: UInt8 = 1) throws -> Ed25519.PrivateKey {
    try Ed25519.PrivateKey(raw: [UInt8](repeating: number, count: 32))
  }

  static func manifest(
    of entries: [(String, String)], signer: Ed25519.PrivateKey?, expiry: Timestamp? = nil
  ) throws -> Manifest {
    Manifest(
      run: "20260921-120000-abcd", tool: "0.1.0", target: "https://hub.example.com", profile: nil,
      edition: "cds-2026-04", start: start, duration: .seconds(4), expiry: expiry,
      signer: try signer?.publicKey(),
      entries: try entries.map { name, text in
        let bytes = Array(text.utf8)
        return .init(
          try #require(EntryName(name)), size: bytes.count, sha256: SHA256.digest(bytes))
      })
  }

  /// The archive of some entries with the manifest of others, to be wrong on purpose.
  static func bytes(
    _ entries: [(String, String)] = entries, manifest listed: [(String, String)] = entries,
    signer: Ed25519.PrivateKey? = nil, expiry: Timestamp? = nil
  ) throws -> [UInt8] {
    let manifest = try manifest(of: listed, signer: signer, expiry: expiry)
    let files = try entries.map { name, text in
      (name: try #require(EntryName(name)), bytes: Array(text.utf8))
    }
    return ArchiveWriter.archive(try BundleSeal.entries(of: manifest, signedBy: signer) + files)
  }

  static func verdict(
    on bytes: [UInt8], now: Timestamp = start, key: Ed25519.PublicKey? = nil, step: Int = .max
  ) -> BundleVerdict {
    var check = BundleCheck()
    var place = 0
    while place < bytes.count {
      let end = step < bytes.count - place ? place + step : bytes.count
      bytes[place..<end].withUnsafeBytes { check.read($0) }
      place = end
    }
    return check.finish(now: now, key: key)
  }
}
