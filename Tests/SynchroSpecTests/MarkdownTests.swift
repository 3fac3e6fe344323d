import SynchroText
import Testing

@testable import SynchroSpec

@Suite struct MarkdownTests {
  private func read(_ text: String) -> MarkdownText { MarkdownText(SourceText(name: "t.md", text)) }

  @Test(arguments: [
    ("```json\nx\n```\n", ["json:1:true"]), ("~~~\nx\n```\n~~~\n", [":2:true"]),
    ("````\n```\n````\ny\n", [":1:true"]), ("```\nx\n", [":2:false"]),
    ("- a\n\n      ```http\n      x\n      ```\n", ["http:1:true"]),
    ("> ```\n> x\n> ```\n", [":1:true"]), ("``` a ``` b\nc\n", []), ("``\nx\n``\n", []),
    ("```\r\nx\r\n```\r\n```JSON5 x\r\n```", [":1:true", "json5:0:true"]),
  ])
  func `blocks of code are found`(text: String, expected: [String]) {
    let found = read(text).blocks.map { "\($0.language):\($0.lines.count):\($0.isClosed)" }
    #expect(found == expected)
  }

  @Test func `a place belongs to the nearest numbered heading`() {
    let text = read(
      "a\n# D-1 - Name\nb\n## 1. One\nc\n### Notes\nd\n```\n## 2. No\n```\n## 3 Three\n")
    let clauses = ["a\n", "b\n", "c\n", "d\n", "## 2", "## 3"].map { piece in
      let bytes = text.source.bytes
      let start = bytes.indices.first { bytes[$0...].starts(with: piece.utf8) }
      return text.clause(at: start ?? 0)?.description
    }
    #expect(clauses == [nil, "D-1 - Name", "1 One", "1 One", "1 One", "3 Three"])
    #expect(text.document == "D-1")
  }

  @Test(arguments: [
    ("[a](#x) <a id=\"x\">", 0), ("[a](#x)", 1), ("`[a](#x)`", 0), ("``[a](#x) ` ``", 0),
    ("` [a](#x)", 1), ("[a](#one-two)\n# One two", 0), ("[a](#1-one)\n## 1. One", 0),
    ("[a](#one-1)\n# One\n# One", 0), ("[a][b]\n\n[b]: #x", 1), ("[a](#)", 0),
    ("<a href='#x'>a</a> <p id=x>", 0), ("<A HREF=#y>", 1), ("<a id=\"x\"> <a name='x'>", 1),
    ("[a](x) <a id=\"x\">", 1), ("[a](x.md#y)", 0), ("[a](https://example.com/#y)", 0),
    ("<a id=\"x\" href=\"#y\" class=\"permalink\"> <a id=\"y\">", 1), ("```\n[a](#x)\n```", 0),
    ("[a](#b-c)\n# T {#b-c}", 0), ("# T {#}\n[a](#b)", 1), ("](#", 0), ("<a id=\"", 0),
    ("[a](#x y)", 1),
  ])
  func `links lead somewhere`(text: String, findings: Int) throws {
    let report = try SpecLint().lint(SourceText(name: "t.md", text))
    #expect(report.findings.count == findings, "\(report.findings.map(\.diagnostic.message))")
  }

  @Test(arguments: [
    ("/a/*", "/a/b", true), ("/a/*", "/a", false), ("/a/*", "/a/b/c", false),
    ("**/token", "/oauth/v1/token?x=/y", true), ("**/token", "https://h.example/token", true),
    ("**/a/**", "/a", true), ("**/a/*/c", "/x/a/b/c", true), ("/a", "/A", false),
    ("**", "https://h.example", true),
  ])
  func `paths fit patterns`(pattern: String, target: String, fits: Bool) {
    #expect(PathPattern(pattern)?.matches(target) == fits)
  }

  @Test(.timeLimit(.minutes(4)))
  func `hostile Markdown costs no more than its size`() throws {
    let pieces = [
      "`", "``` \n", "[", "](#a)", "<a ", "<a id=\"", "# ", "## 1. X\n", "\n```\n", "a:b\n", "]: #",
      "GET / HTTP/1.1\nA: b\n\n", "```\nHTTP/1.1 200 OK\nAuthorizatio: x\n\n{\n```\n",
      "> ", "<a id=\"x\">", "```\n{\"a\": 1,}\n```\n", "` `` ", "\u{0}\u{FFFD}\r",
    ]
    for piece in pieces {
      for opening in ["", "```\n", "```\nGET / HTTP/1.1\n", "```\n{"] {
        let text = opening + String(repeating: piece, count: 60_000 / piece.utf8.count)
        let report = try SpecLint().lint(SourceText(name: "t.md", text))
        for finding in report.findings {
          #expect(finding.diagnostic.primary.range.end <= text.utf8.count)
        }
      }
    }
    #expect(throws: SpecLint.TooLarge.self) {
      let bytes = [UInt8](repeating: 0x41, count: SpecLint.sizeLimit + 1)
      _ = try SpecLint().lint(SourceText(name: "t.md", bytes: bytes))
    }
  }
}
