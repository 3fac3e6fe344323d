import SynchroTestSupport
import Testing

@testable import SynchroCLI

@Suite(.timeLimit(.minutes(5))) struct MockCommandTests {
  private func run(
    _ line: String, files: [String: String] = [:]
  ) async -> (code: ExitCode, out: String, err: String) {
    let console = Console(out: Output(), err: Output()) { path in
      guard let text = files[path] else {
        return .failure(ReadFault(path: path, reason: "no such file", help: "check the spelling"))
      }
      return .success(Array(text.utf8))
    }
    let code = await Program.run(line.split(separator: " ").map(String.init), console: console)
    return (code, console.out.text, console.err.text)
  }

  @Test(arguments: [
    ("mock cds --defect metadata-version-wrang", "did you mean 'metadata-version-wrong'?"),
    ("mock cds --defect zzz", "--list-defects shows them all"),
    ("mock cds --ca x.pem", "'--ca' has no use without '--tls'"),
    ("mock cds --tls-cert x.pem", "'--tls-key' is missing"),
    ("mock cds --tls-key x.pem", "'--tls-cert' is missing"),
    ("mock cds --tls-cert /no/x --tls-key /no/y", "cannot be read"),
    ("mock cds --tls --ca /no/such/folder/ca.pem", "cannot be written"),
    ("mock cds --data none.json", "'none.json' cannot be read: no such file"),
    ("mock cds --data bad.json", "no public metadata object has the path"),
    ("mock cds --lifetime 5", "a number with a unit"),
    ("mock cds --lifetime 0s", "a number with a unit"),
    ("mock cds --port 70000", "a whole number from 0 to 65535"),
    ("mock cd", "did you mean 'cds'?"),
  ])
  func `what cannot be served is refused with the next step`(
    line: String, words: String
  ) async {
    let result = await run(line, files: ["bad.json": "{\"metadata\": []}"])
    #expect(result.code == .usage)
    #expect(result.out.isEmpty)
    #expect(result.err.contains(words), "\(result.err)")
  }

  @Test(arguments: ["", " --quiet", " --tls", " --defect wire-reset"])
  func `a server prints its URL first and ends with its lifetime`(more: String) async throws {
    let result = await run("mock cds --lifetime 50ms" + more)
    #expect(result.code == .success)
    let scheme = more == " --tls" ? "https" : "http"
    #expect(result.out.wholeMatch(of: /https?:\/\/127\.0\.0\.1:[0-9]+\n/) != nil)
    #expect(result.out.hasPrefix(scheme + ":"))
    #expect(result.err.isEmpty == (more == " --quiet"))
    #expect(result.err.contains("wire-reset") == more.hasSuffix("wire-reset"))
  }

  @Test func `the defects are listed for people and for programs`() async {
    let table = await run("list defects")
    let same = await run("mock cds --list-defects")
    #expect(table.out == same.out)
    #expect(table.out.contains("metadata-version-wrong"))
    #expect(table.out.contains("  WG1-01/3.2/version-is-v1 "))
    let json = await run("list defects --format json")
    #expect(json.out.contains("\"id\": \"metadata-version-wrong\""))
    #expect(json.code == .success)
  }
}
