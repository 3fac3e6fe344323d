import Foundation
import SynchroTestSupport
import Testing

@testable import SynchroCLI

@Suite struct PXBLintCommandTests {
  private static let good = """
    {"v":1,"kind":"hello","run":"r","id":"s1","seq":1,"clk":"h","t_int":1,"t_iss":1,"versions":[1],\
    "nonce":"n","time":1}
    """

  private static func line(_ message: String, from side: String = "harness") -> String {
    let text = message.replacing("\"", with: "\\\"")
    return "{\"at\":1,\"channel\":\"traffic\",\"from\":\"\(side)\",\"text\":\"\(text)\"}\n"
  }

  private func lint(
    _ content: String, _ words: String...
  ) async throws -> (code: Int32, out: String, err: String) {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(content.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let console = Console(out: Output(), err: Output(), read: FileBytes.read)
    let code = await Program.run(["pxb", "lint", file.path] + words, console: console)
    return (code.rawValue, console.out.text, console.err.text)
  }

  @Test func `a session that keeps the rules is clean`() async throws {
    let (code, out, _) = try await lint(Self.line(Self.good))
    #expect(code == 0)
    #expect(out.hasSuffix(": nothing found, 1 message\n"))
  }

  @Test func `findings name line, rule and blame in both forms`() async throws {
    let transcript = Self.line(Self.good) + Self.line("{}", from: "target") + "{\"at\":1"
    let (code, table, _) = try await lint(transcript)
    #expect(code == 1)
    #expect(table.contains("2     error     target  PXB/2.1/envelope  PXB-101 at /v"))
    #expect(table.contains("help: PXB/2.1/envelope: write the keys of section 2"))
    #expect(table.contains("note: the last line is cut off"))
    #expect(table.contains("1 error, 0 warnings, 1 message"))
    let (_, json, _) = try await lint(transcript, "--format", "json")
    #expect(json.contains("\"rule\": \"PXB/2.1/envelope\""))
    #expect(json.contains("\"cut-off\": true"))
  }

  @Test(arguments: ["[]\n", "{\"at\":1,\"from\":\"you\",\"text\":\"\"}\n"])
  func `what is no transcript is refused with its line`(content: String) async throws {
    let (code, _, err) = try await lint(content)
    #expect(code == 2)
    #expect(err.contains("is no transcript: line 1: "))
  }
}
