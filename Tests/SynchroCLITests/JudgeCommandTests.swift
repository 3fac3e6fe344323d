import Foundation
import SynchroJSON
import SynchroServer
import SynchroTestSupport
import SynchroText
import SynchroVerdict
import Testing

@testable import SynchroCLI
@testable import SynchroMocks

@Suite(.timeLimit(.minutes(5))) struct JudgeCommandTests {
  private static let suites = Fixtures.root.appending(path: "Suites").path

  private static func synchroscope(
    _ words: [String]
  ) async -> (code: ExitCode, out: String, err: String) {
    let console = Console(out: Output(), err: Output(), read: FileBytes.read)
    let code = await Program.run(words, console: console)
    return (code, console.out.text, console.err.text)
  }

  private static func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  /// Runs suites against the reference server and answers the folder of the run.
  private static func record(
    _ words: [String], in folder: URL, defects: [String] = []
  ) async throws -> String {
    var wrongs: [CDSDefect] = []
    for id in defects { wrongs.append(try #require(CDSDefect.all.first { $0.id == id })) }
    let service = CDSService(seed: try CDSSeed.reference(), defects: wrongs, randomSeed: 3)
    let server = try HTTPServer(ServerConfiguration()) { request in
      service.reply(to: CDSRequest(request, address: "localhost"))
    }
    let out = folder.appending(path: UUID().uuidString).path
    let run = await synchroscope(
      ["run"] + words + [
        "--target", "http://\(server.address)", "--suites", suites, "--out", out, "--format",
        "quiet",
      ])
    await server.stop()
    let runs = try FileManager.default.contentsOfDirectory(atPath: out)
    let name = try #require(runs.first { $0.first?.isNumber == true }, "\(run.err)")
    return "\(out)/\(name)"
  }

  private static func report(_ folder: String) throws -> RunReport {
    let bytes = Array(try Data(contentsOf: URL(filePath: folder + "/results.json")))
    return try RunReport(
      json: JSONDocument(parsing: SourceText(name: "results", bytes: bytes)).root)
  }

  @Test(
    arguments: [
      ([], ["cds/discovery", "cds/registration/clients"]),
      ([], ["cds/discovery", "--profile", Fixtures.url("profiles/pilot.profile").path]),
      (["metadata-version-wrong"], ["cds/discovery/metadata", "--only", "fetch"]),
    ] as [([String], [String])])
  func `a run is judged again as it was, byte for byte`(defects: [String], words: [String])
    async throws
  {
    try await Self.withFolder { folder in
      let run = try await Self.record(words, in: folder, defects: defects)
      let verdicts = folder.appending(path: "verdicts.txt").path
      let judged = await Self.synchroscope(
        ["judge", run, "--verdicts", verdicts, "--out", folder.path, "--format", "quiet"])
      let then = try Self.report(run)
      #expect(judged.code.rawValue == then.exit.rawValue, "\(judged.err)")
      #expect(judged.out.contains("as recorded, 0 otherwise"))
      let text = try String(contentsOfFile: verdicts, encoding: .utf8)
      #expect(text == VerdictDocument(then).text && !text.isEmpty)
      let now = try Self.report("\(folder.path)/\(then.header.run)")
      #expect(now.tests == then.tests && now.requirements == then.requirements)
      #expect(now.isPartial == then.isPartial)
    }
  }

  @Test func `another suite says what became of its checks`() async throws {
    try await Self.withFolder { folder in
      let run = try await Self.record(["cds/discovery/metadata"], in: folder)
      let manager = FileManager.default
      let changed = folder.appending(path: "changed")
      try manager.copyItem(at: URL(filePath: Self.suites), to: changed)
      let file = changed.appending(path: "cds/discovery/metadata.suite").path
      var lines = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\n")
      let gate = try #require(lines.firstIndex { $0.contains("[WG1-01/3.1/") })
      lines.remove(at: gate)
      lines += [
        "", "test never \"Never asked\"", "  GET ${target.url}/never",
        "  => 200                 [WG1-01/3.1/well-known-supported]",
      ]
      try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
      let judged = await Self.synchroscope(["judge", run, "--suite", changed.path])
      #expect(judged.err.contains("judged by other suites than the run's: cds/discovery/metadata"))
      #expect(judged.out.contains("the recorded run never made this request: GET"))
      #expect(judged.out.contains("gone") && !judged.out.contains("as recorded, 0 otherwise"))
      #expect(judged.code == .unproven, "\(judged.code)")
    }
  }

  @Test func `what was edited or is missing is refused with the place`() async throws {
    try await Self.withFolder { folder in
      let run = try await Self.record(["cds/discovery/metadata", "--only", "fetch"], in: folder)
      func refused(_ name: String, _ edit: (String) -> String?, _ words: String) async throws {
        let path = "\(run)/\(name)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        if let edited = edit(text) {
          try edited.write(toFile: path, atomically: true, encoding: .utf8)
        } else {
          try FileManager.default.removeItem(atPath: path)
        }
        let judged = await Self.synchroscope(["judge", run])
        #expect(judged.code == .usage && judged.out.isEmpty, "\(name): \(judged.out)")
        #expect(judged.err.contains(words), "\(name): \(judged.err)")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
      }
      let evidence = "evidence/exchanges.jsonl"
      try await refused(evidence, { _ in "" }, "the file ends before its first line does")
      try await refused(evidence, { _ in nil }, "cannot be read")
      try await refused(
        evidence, { $0.replacingOccurrences(of: "\"elapsed_ns\"", with: "\"x\"") }, "line ")
      try await refused(
        evidence, { $0.replacingOccurrences(of: "\"run\":\"2", with: "\"run\":\"9") }, "of two runs"
      )
      try await refused("target.json", { _ in nil }, "older versions did not write it")
      try await refused("target.json", { _ in "{}" }, "declares no target")
      try await refused("results.json", { _ in "{\"format\": 9}" }, "expected: the format 1")
      let judged = await Self.synchroscope(["judge", "\(run)/target.json"])
      #expect(judged.code == .usage && judged.err.contains("is no whole bundle"))
    }
  }

  @Test func `an answer that was edited is another verdict, and the promise is broken`()
    async throws
  {
    try await Self.withFolder { folder in
      let run = try await Self.record(["cds/discovery/metadata", "--only", "fetch"], in: folder)
      let path = "\(run)/evidence/exchanges.jsonl"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let edited = text.replacingOccurrences(of: "\"status\":200", with: "\"status\":404")
      try edited.write(toFile: path, atomically: true, encoding: .utf8)
      let judged = await Self.synchroscope(["judge", run])
      #expect(judged.code == .harnessFault)
      #expect(judged.err.contains("came to other verdicts"))
    }
  }
}
