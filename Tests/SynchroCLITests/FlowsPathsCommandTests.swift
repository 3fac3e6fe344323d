import Foundation
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroCLI

@Suite struct FlowsPathsCommandTests {
  private static let suites = Fixtures.root.appending(path: "Suites").path

  private static let files = [
    "budget.json": """
    {"latency": "10s", "reliability": "98 %", "consumer": "200ms", "links": {
      "1Ab": {"latency": "2s", "reliability": "99.9 %"},
      "1Ca": {"latency": "4s", "reliability": "99.5 %"},
      "1D": {"latency": "2s", "nodes": 3, "nodeProcessing": "500ms", "reliability": "99 %"}}}
    """,
    "typo.json": "{\"latency\": \"10s\",\n \"link\": {}}",
    "small.json": """
    {"seed": 3, "fleet": {"devices": 200, "devicesPerCollector": 100},
     "links": {"1D": {"queue": "collector", "bitsPerSecond": 9600, "delay": "20ms"}},
     "flows": [{"id": "a", "path": "1D", "perDay": 6, "pace": "spread", "size": 100,
                "latency": "15s", "reliability": "98 %"}]}
    """,
    "choice.json": """
    {"fleet": {"devices": 200, "devicesPerCollector": 100}, "links": {"1D": {}, "1Dg": {}},
     "flows": [{"id": "a", "path": "1D or 1Dg", "perDay": 6, "size": 100}]}
    """,
  ]

  private static func run(
    _ spec: CommandSpec, _ words: [String]
  ) async throws -> (code: ExitCode, out: String, err: String) {
    let console = Console(out: Output(), err: Output()) { path in
      if let text = files[path] { .success(Array(text.utf8)) } else { FileBytes.read(path) }
    }
    let words = words + ["--suites", suites]
    let body = try #require(spec.body)
    do throws(UsageError) {
      let code = try await body(try ParsedArguments(parsing: words, for: spec), console)
      return (code, console.out.text, console.err.text)
    } catch {
      let text = error.rendered(for: "synchroscope flows " + spec.name, style: .plain)
      return (.usage, console.out.text, console.err.text + text)
    }
  }

  @Test(arguments: [
    (["data_flow_electric_only"], ExitCode.success, "6 paths of"),
    (["1Ab + 1Ca + 1D", "--budget", "budget.json"], .success, "< 9.7 s"),
    (["1Ab + 1Ca + 1Ca + 1D", "--budget", "budget.json"], .failed, "BROKEN"),
    (["1Ab + 1Dg", "--budget", "budget.json"], .unproven, "unknown: no bound for 1Dg"),
    (["1b + 2a + D1", "--budget", "budget.json"], .success, "98.4064 %"),
    (["1Ab ro 1D"], .usage, "did you mean 'or'?"),
    (["1Abb"], .success, "did you mean '1Ab'?"),
    (["data_flow_electric_onyl"], .usage, "did you mean 'data_flow_electric_only'?"),
    (["data_flow_ref", "--limit", "17"], .usage, "has 18 paths, and the limit is 17"),
    (["1Ab", "--budget", "typo.json"], .usage, "typo.json:2:2"),
    (["1Ab", "--budget", "gone.json"], .usage, "gone.json"),
    (["--budget", "budget.json"], .usage, "a budget needs an expression"),
    (["1Ab", "--profiles"], .usage, "profiles have no expression"),
    (["--profiles"], .success, "ARHEM3CvIW"),
    ([], .success, "a space is missing in 'orACvW'"),
  ])
  func `paths are expanded and checked`(
    words: [String], code: ExitCode, excerpt: String
  ) async throws {
    let answer = try await Self.run(FlowsPathsCommand.spec, words)
    #expect(answer.code == code, "\(answer.err)")
    #expect((answer.out + answer.err).contains(excerpt), "\(answer.out)\(answer.err)")
    guard code != .usage else { return }
    // What is printed for programs is JSON whatever is asked.
    let json = try await Self.run(FlowsPathsCommand.spec, words + ["--format", "json"])
    #expect(json.code == code)
    #expect((try? JSONDocument(parsing: json.out)) != nil)
  }

  @Test(arguments: [
    (["small.json"], ExitCode.success, "n = 1200, failures 0, mode virtual"),
    (["small.json", "--days", "2"], .success, "n = 2400"),
    (["small.json", "--devices", "20", "--workers", "1"], .unproven, "INCONCLUSIVE"),
    (["small.json", "--devices", "1000000000000"], .usage, "the limit with these flows is"),
    (["choice.json"], .usage, "the expression has 2 paths"),
    (["gone.json"], .usage, "gone.json"),
  ])
  func `a scenario is simulated and judged`(
    words: [String], code: ExitCode, excerpt: String
  ) async throws {
    let answer = try await Self.run(FlowsSimulateCommand.spec, words)
    #expect(answer.code == code, "\(answer.err)")
    #expect((answer.out + answer.err).contains(excerpt), "\(answer.out)\(answer.err)")
    guard code != .usage else { return }
    #expect(answer.out.contains("says nothing of the field"))
    let json = try await Self.run(FlowsSimulateCommand.spec, words + ["--format", "json"])
    #expect(try JSONDocument(parsing: json.out).root["mode"]?.string == "virtual")
    let again = try await Self.run(
      FlowsSimulateCommand.spec, words.filter { $0 != "--workers" && $0 != "1" })
    #expect(again.out == answer.out)
  }
}
