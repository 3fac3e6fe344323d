import Foundation
import SynchroBundle
import SynchroDigest
import Testing

@testable import SynchroCLI

@Suite(.timeLimit(.minutes(5))) struct BundleCommandTests {
  @Test func `a run becomes one file, the same each time, and others can check it`() async throws {
    let fixture = try await RunFixture()
    let run = try await fixture.run()
    #expect(run.code == .success, "\(run.err)")
    let keys = await fixture.command("keygen @/lab.key")
    #expect(keys.code == .success && keys.out.contains("key id       ed25519:"))
    #expect(await fixture.command("keygen @/lab.key").err.contains("is there already"))
    let mode = try FileManager.default.attributesOfItem(atPath: fixture.folder.path + "/lab.key")
    #expect(mode[.posixPermissions] as? Int == 0o600)

    let first = await fixture.command("bundle \(run.folder.path)/ --key @/lab.key")
    #expect(first.code == .success && first.err.isEmpty, "\(first.err)")
    _ = await fixture.command("bundle \(run.folder.path) --key @/lab.key --out @/second")
    let bytes = try Data(contentsOf: URL(filePath: run.folder.path + ".bundle"))
    #expect(try Data(contentsOf: fixture.folder.appending(path: "second")) == bytes)
    #expect(first.out.contains("sha256   \(SHA256.digest(Array(bytes)).hex)"))

    _ = await fixture.command("keygen @/other.key")
    let lines: [(String, ExitCode, String)] = [
      ("verify @/second --key @/lab.key.pub", .success, "the key that was named"),
      ("verify @/second", .unproven, "nobody has said whose key that is"),
      ("verify @/second --allow-unproven", .success, "nobody has said"),
      ("verify @/second --key @/other.key.pub", .failed, "manifest.sig: key: expected"),
      ("verify @/second --key @/lab.key", .usage, "is a private key"),
      ("verify @/none", .usage, "No such file"), ("verify @/lab.key", .usage, "manifest.json"),
      ("bundle \(run.folder.path) --key @/lab.key.pub", .usage, "only a private key signs"),
      ("bundle \(run.folder.path) --key @/try.target", .usage, "holds no Ed25519 key"),
      ("bundle \(run.folder.path) --expires soon", .usage, "a day such as 2027-12-31"),
      ("bundle \(run.folder.path) --expires 2001-01-01", .usage, "would have expired already"),
      ("bundle \(run.folder.path) --out @/no/where", .usage, "cannot be written"),
      ("bundle @/try.target", .usage, "is no folder"),
      ("bundle @/Suites", .usage, "holds no results.json"),
    ]
    for (line, code, words) in lines {
      let result = await fixture.command(line)
      #expect(result.code == code, "\(line)")
      #expect((result.out + result.err).contains(words), "\(line): \(result.out)\(result.err)")
    }

    let unsigned = await fixture.command(
      "bundle \(run.folder.path) --out @/unsigned --expires 2999-12-31")
    #expect(unsigned.err.contains("note: unsigned: the bundle proves integrity, not origin"))
    let verified = await fixture.command("verify @/unsigned")
    #expect(verified.code == .unproven)
    #expect(verified.out.contains("unsigned: proves integrity, not origin"))
    #expect(verified.out.contains("expires  3000-01-01T00:00:00Z"))
    await fixture.stop()
  }

  @Test func `what reads folders says how to unpack a bundle, and reads what was unpacked`()
    async throws
  {
    let fixture = try await RunFixture()
    let run = try await fixture.run()
    _ = await fixture.command("bundle \(run.folder.path) --out @/run.bundle")
    for line in [
      "report @/run.bundle", "compare @/run.bundle \(run.folder.path)",
      "compare \(run.folder.path) @/run.bundle", "merge @/run.bundle",
    ] {
      let refused = await fixture.command(line)
      #expect(refused.code == .usage, "\(line)")
      #expect(refused.err.contains("has to be unpacked first"), "\(line): \(refused.err)")
      #expect(refused.err.contains("help: mkdir run && tar -xf \(fixture.folder.path)/run.bundle"))
    }

    let bytes = Array(try Data(contentsOf: fixture.folder.appending(path: "run.bundle")))
    for (name, content) in try ArchiveReader.entries(of: bytes) {
      let file = fixture.folder.appending(path: "unpacked/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content).write(to: file)
    }
    let report = await fixture.command("report @/unpacked --format quiet")
    #expect(report.code == .success, "\(report.err)")
    // By the suites in it: those at hand are others.
    let judged = await fixture.command("judge @/unpacked --format quiet")
    #expect(judged.code == .success, "\(judged.err)")
    #expect(judged.out.contains(" 0 otherwise") && judged.err.isEmpty, "\(judged.out)")
    await fixture.stop()
  }

  @Test func `what does not match is said of the entry, with the exit code of bad input`()
    async throws
  {
    let fixture = try await RunFixture()
    let run = try await fixture.run()
    _ = await fixture.command("bundle \(run.folder.path) --out @/bundle")
    let bytes = Array(try Data(contentsOf: fixture.folder.appending(path: "bundle")))
    let target = try #require(bytes.firstRange(of: Array(#""trust": "system""#.utf8)))
    var changed = bytes
    changed[target.lowerBound + 1] = UInt8(ascii: "T")
    for (bytes, words) in [
      (changed[...], "error: target.json: digest: expected SHA-256"),
      (bytes.dropLast(700), "the file ends in the middle of it"), (bytes.prefix(1000), ": cut: "),
    ] {
      try Data(bytes).write(to: fixture.folder.appending(path: "damaged"))
      let result = await fixture.command("verify @/damaged")
      #expect(result.code == .usage && result.out.contains(words), "\(result.out)")
    }
    await fixture.stop()
  }

  /// Options of the run, or a change of its folder, and why there is no bundle of it.
  static let parts: [(String, String, String)] = [
    ("--only try/a#first", "", "the run left tests out: --only try/a#first"),
    ("--shard 1/2", "", "this is part 1/2 of a run"),
    ("", "rm results.json", "is cut short: it ended before it could write its results"),
    ("", "rm redaction.json", "was not searched for secrets"),
    ("", "rm suites.tar", "the run is not whole"),
    ("", "rm target.json", "the run is not whole"),
    ("", "rm evidence/exchanges.jsonl", "the run is not whole"),
    ("", "cut evidence/exchanges.jsonl", "the evidence is not complete: the last line is torn"),
    ("", "add index.html", "'index.html' is not the file that was searched for secrets"),
    ("", "add suites.tar", "'suites.tar' is not the file that was searched for secrets"),
    ("", "add redaction.json", "is not as a run writes it"),
    ("", "link target.json", "the run is not whole"),
  ]

  @Test(arguments: parts)
  func `what is not the whole evidence of a run is refused with the reason`(
    options: String, change: String, words: String
  ) async throws {
    let fixture = try await RunFixture()
    let run = try await fixture.run(options)
    let parts = change.split(separator: " ").map(String.init)
    if parts.count == 2 {
      let file = run.folder.appending(path: parts[1])
      let data = try Data(contentsOf: file)
      try FileManager.default.removeItem(at: file)
      switch parts[0] {
      case "cut": try data.dropLast(20).write(to: file)
      case "add": try (data + Data(" ".utf8)).write(to: file)
      case "link":
        let other = fixture.folder.appending(path: "elsewhere")
        try data.write(to: other)
        try FileManager.default.createSymbolicLink(at: file, withDestinationURL: other)
      default: break
      }
    }
    let result = await fixture.command("bundle \(run.folder.path) --out @/bundle")
    #expect(result.code == .usage && result.err.contains(words), "\(result.err)")
    #expect(result.err.contains("help: "))
    #expect(!FileManager.default.fileExists(atPath: fixture.folder.path + "/bundle"))
    await fixture.stop()
  }

  /// What the suite says or asks for, and where the secret is then found.
  static let leaks: [(String, String)] = [
    (
      "  # key: \(Base64.encode(Array("key=\(RunFixture.secret)!".utf8)))",
      "suites.tar, try/a.suite, line 6: [secret admin#1]"
    ),
    (
      "\n  GET ${target.url}/coded\n  => 200                                         [TRY/1/answers]",
      "response of exchange"
    ),
  ]

  @Test(arguments: leaks)
  func `a secret in what a run has written is named, and nothing is bundled`(
    lines: String, place: String
  ) async throws {
    let fixture = try await RunFixture(suite: lines)
    let run = try await fixture.run()
    #expect(run.code == .harnessFault && run.err.contains(place), "\(run.err)")
    #expect(run.err.contains("help: give these files to nobody"))
    let result = await fixture.command("bundle \(run.folder.path) --out @/bundle")
    #expect(result.code == .usage && result.err.contains(place), "\(result.err)")
    for text in [run.err, result.err] { #expect(!text.contains(RunFixture.secret)) }
    let proof = try Data(contentsOf: run.folder.appending(path: "redaction.json"))
    #expect(!proof.contains(Data(RunFixture.secret.utf8)))
    await fixture.stop()
  }
}

extension Data {
  fileprivate func contains(_ other: Data) -> Bool { range(of: other) != nil }
}
