import SynchroDigest
import SynchroFuzz
import SynchroTiming
import Testing

@testable import SynchroBundle

@Suite struct BundleCheckTests {
  @Test func `the same input gives the same bytes, and nothing is found in them`() throws {
    let key = try SampleBundle.key()
    let bytes = try SampleBundle.bytes(signer: key)
    #expect(try SampleBundle.bytes(SampleBundle.entries.reversed(), signer: key) == bytes)
    for step in [1, 511, 512, 513, .max] {
      let verdict = SampleBundle.verdict(on: bytes, key: try key.publicKey(), step: step)
      #expect(verdict.findings == [] && verdict.isIntact && !verdict.isCutShort)
      #expect(verdict.origin == .proven(try key.publicKey()))
      #expect(verdict.places.map(\.name.text).suffix(4).first == "empty")
      let results = try #require(verdict.places.first { $0.name.text == "results.json" })
      #expect(Array(bytes[results.range]) == Array("{}\n".utf8))
    }
  }

  @Test(arguments: [true, false])
  func `every byte that is flipped is found, and its entry named`(isSigned: Bool) throws {
    let bytes = try SampleBundle.bytes(signer: isSigned ? try SampleBundle.key() : nil)
    let places = SampleBundle.verdict(on: bytes).places
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1 << UInt8(index % 8)
      let verdict = SampleBundle.verdict(on: changed)
      // The entry whose header, content or padding it is.
      let entry = places.first { index < $0.range.upperBound + (512 - $0.range.count % 512) % 512 }
      let name = entry?.name.text ?? "end of the archive"
      #expect(!verdict.isIntact || verdict.findings.contains { $0.kind == .signature })
      #expect(verdict.findings.contains { $0.entry == name }, "byte \(index): \(verdict.findings)")
    }
  }

  @Test func `a bundle that is cut at any place is not whole`() throws {
    let bytes = try SampleBundle.bytes()
    for count in bytes.indices {
      let verdict = SampleBundle.verdict(on: Array(bytes[..<count]))
      #expect(!verdict.isIntact && !verdict.findings.isEmpty, "\(count)")
    }
    #expect(!SampleBundle.verdict(on: bytes + [0]).isIntact)
  }

  /// What is in the archive, what the manifest says, and the finding.
  static let differences: [([(String, String)], [(String, String)], String, BundleFinding.Kind)] = [
    ([("a", "1")], [("a", "2")], "a", .digest), ([("a", "1")], [("a", "12")], "a", .size),
    ([("a", "1")], [("a", "1"), ("b", "")], "b", .missing),
    ([("b", "1")], [("a", "1"), ("b", "1")], "a", .missing),
    ([("a", "1"), ("b", "1")], [("a", "1")], "b", .extra),
    ([("a", "1"), ("b", "1")], [("b", "1")], "a", .extra), ([], [("a", "1")], "a", .missing),
  ]

  @Test(arguments: differences)
  func `what does not match the manifest is named`(
    entries: [(String, String)], listed: [(String, String)], entry: String, kind: BundleFinding.Kind
  ) throws {
    let verdict = SampleBundle.verdict(on: try SampleBundle.bytes(entries, manifest: listed))
    #expect(verdict.findings.map(\.entry) == [entry])
    #expect(verdict.findings.map(\.kind) == [kind])
  }

  @Test func `entries out of order and entries that stand there twice are refused`() throws {
    let name = try #require(EntryName("b"))
    var writer = ArchiveWriter()
    let entry = writer.begin(name, size: 0)
    let whole = try SampleBundle.bytes([("b", "")], manifest: [("b", "")])
    let twice = whole.dropLast(1024) + entry + whole.suffix(1024)
    #expect(SampleBundle.verdict(on: Array(twice)).findings.map(\.kind) == [.order])
    let sorted = try SampleBundle.bytes([("a", ""), ("b", "")], manifest: [("a", ""), ("b", "")])
    var swapped = sorted
    let end = sorted.count - 1024
    swapped.replaceSubrange(
      end - 1024..<end, with: Array(sorted[end - 512..<end] + sorted[end - 1024..<end - 512]))
    let findings = SampleBundle.verdict(on: swapped).findings
    #expect(findings.contains { $0.kind == .order && $0.entry == "a" }, "\(findings)")
  }

  @Test func `a signature proves whose the bundle is, and only that`() throws {
    let (key, other) = (try SampleBundle.key(), try SampleBundle.key(2).publicKey())
    let mine = try key.publicKey()
    let signed = try SampleBundle.bytes(signer: key)
    #expect(SampleBundle.verdict(on: signed).origin == .claimed(mine))
    let foreign = SampleBundle.verdict(on: signed, key: other)
    #expect(foreign.isIntact && foreign.findings.map(\.kind) == [.key] && foreign.origin == nil)
    let unsigned = try SampleBundle.bytes()
    #expect(SampleBundle.verdict(on: unsigned).origin == .unsigned)
    #expect(SampleBundle.verdict(on: unsigned, key: other).findings.map(\.kind) == [.key])
    // Somebody changes an entry and makes manifest and digest fit, but has not the key.
    var forged = try SampleBundle.manifest(of: [("a", "forged")], signer: key)
    forged.run = "another"
    let entries = try BundleSeal.entries(of: forged, signedBy: SampleBundle.key(2))
    let archive = ArchiveWriter.archive(
      entries + [(try #require(EntryName("a")), Array("forged".utf8))])
    let verdict = SampleBundle.verdict(on: archive, key: mine)
    #expect(verdict.isIntact && verdict.findings.map(\.kind) == [.signature])
    #expect(verdict.origin == nil)
  }

  @Test(arguments: [(-1, true), (0, true), (1, false)])
  func `a bundle counts until its expiry`(secondsLeft: Int, isExpired: Bool) throws {
    let expiry = SampleBundle.start.advanced(by: .seconds(100))
    let bytes = try SampleBundle.bytes(expiry: expiry)
    let now = expiry.advanced(by: .seconds(-secondsLeft))
    let kinds = SampleBundle.verdict(on: bytes, now: now).findings.map(\.kind)
    #expect(kinds == (isExpired ? [.expired] : []))
  }

  @Test func `whatever is given is answered`() {
    #expect(FuzzTarget.bundle.run(cases: 3000, seed: 6)?.description == nil)
  }
}
