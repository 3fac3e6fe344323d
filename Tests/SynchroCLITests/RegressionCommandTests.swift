import Foundation
import SynchroTestSupport
import SynchroVerdict
import Testing

@testable import SynchroCLI

@Suite struct RegressionCommandTests {
  /// The sample's results, changed by replacing text; a baseline; and nothing else.
  private static func console(_ files: [String: [UInt8]]) -> Console {
    Console(out: Output(), err: Output()) { path in
      // The suites of the checkout are there.
      if path.hasPrefix("Suites/") { return FileBytes.read(path) }
      return files[path].map { .success($0) }
        ?? .failure(ReadFault(path: path, reason: "No such file", help: "check the spelling"))
    }
  }

  private static func run(
    _ line: String, _ files: [String: [UInt8]]
  ) async -> (code: ExitCode, out: String, err: String) {
    let console = console(files)
    let code = await Program.run(line.split(separator: " ").map(String.init), console: console)
    return (code, console.out.text, console.err.text)
  }

  private static func files(_ baseline: String = "") throws -> [String: [UInt8]] {
    let sample = try Fixtures.bytes("Verdict/results.json")
    let text = String(decoding: sample, as: UTF8.self)
    return [
      "old.json": sample,
      "new.json": Array(
        text.replacing("https://hub.example/\"", with: "https://b.example/\"").utf8),
      "broken.json": Array(text.prefix(2_000).utf8), "known.baseline": Array(baseline.utf8),
    ]
  }

  @Test(arguments: [
    ("compare old.json old.json", ExitCode.success, "every verdict is as it was"),
    ("compare old.json new.json", .success, "otherwise: target: https://hub.example/ -> "),
    ("compare old.json old.json --format markdown", .success, "# Every verdict is as it was"),
    ("compare old.json old.json -f json", .success, "\"worse\": false"),
    ("compare old.json broken.json", .usage, "broken.json:"),
    ("compare old.json none.json", .usage, "'none.json' cannot be read: No such file"),
    ("compare old.json", .usage, "OLD is missing"),
    ("merge old.json", .usage, "'old.json' is no shard: it ran without --shard"),
    ("merge none.json", .usage, "'none.json' cannot be read: No such file"),
    ("merge", .usage, "RUN is missing"),
    ("run cds --target http://h.test --shard 3/2", .usage, "a part such as 2/5, auto/5 or none"),
    ("report old.json --baseline none", .usage, "'none' cannot be read: No such file"),
  ])
  func `a command says what it found`(line: String, code: ExitCode, words: String) async throws {
    let result = await Self.run(line, try Self.files())
    #expect(result.code == code)
    #expect((result.out + result.err).contains(words), "\(result.out)\(result.err)")
    #expect(code != .usage || result.out.isEmpty)
  }

  @Test func `the exit code is that of the baseline, and verdicts stay as they are`() async throws {
    let unknown = await Self.run("report old.json --baseline known.baseline", try Self.files())
    #expect(unknown.code == .failed)
    #expect(unknown.out.contains("entries to paste") && unknown.out.contains("exit          1"))
    let json = await Self.run(
      "report old.json --baseline known.baseline --format json", try Self.files())
    #expect(json.out.contains("\"as_expected\": false") && json.out.contains("\"exit\": 1"))
    #expect(json.err.contains("entries to paste"))
  }

  @Test(arguments: [
    ("check x/a#b:1\n  verdict: failed\n", "has no 'reason'", "known.baseline:1:7"),
    ("check x/a#b:1\n  verdict: failed\n  reason:\n", "the key has no value", "known.baseline:3:3"),
  ])
  func `an entry without a reason is refused with its place`(
    text: String, message: String, place: String
  ) async throws {
    let result = await Self.run("report old.json --baseline known.baseline", try Self.files(text))
    #expect(result.code == .usage && result.out.isEmpty)
    #expect(result.err.contains(message) && result.err.contains(place), "\(result.err)")
  }
}
