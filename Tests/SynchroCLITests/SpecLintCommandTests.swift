import Foundation
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroCLI

@Suite struct SpecLintCommandTests {
  private static let root = Fixtures.root.path
  private static let rules = "--rules \(root)/Fixtures/Spec/meters.rules"

  @Test func `findings are shown in every form, and each way to go wrong is explained`()
    async throws
  {
    var transcript = ""
    for line in [
      "\(Self.rules) meters.md", "-f json \(Self.rules) meters.md",
      "-f github \(Self.rules) meters.md", "good.md", "-f github good.md", "-f json good.md",
      "bad.md none.md", "large.md", "--rules none.rules good.md", "- -", "", "-f xml good.md",
    ] {
      transcript += await run(line)
    }
    try expectGolden(
      transcript.replacing(Self.root + "/", with: ""), "CLI/spec-lint.txt")
  }

  private func run(_ line: String) async -> String {
    let (code, out, err) = await lint(line)
    return "$ synchroscope spec lint \(line)\n\(err)\(out)exit \(code)\n\n"
  }

  private func lint(_ line: String) async -> (code: Int32, out: String, err: String) {
    let files: [String: String] = [
      "good.md": "# GOOD-1 A\n\n```\nGET / HTTP/1.1\nHost: h.example\n```\n",
      "bad.md": "```\n{\"a\": 1,}\n```\n\u{1B}[2J\n",
      "large.md": String(repeating: "a\n", count: 9 << 20),
    ]
    let console = Console(out: Output(), err: Output()) { path in
      if let text = files[path] { return .success(Array(text.utf8)) }
      if path == "meters.md" { return FileBytes.read(Self.root + "/Fixtures/Spec/meters.md") }
      if path.hasPrefix("spec/"), let shared = Shared.text(path) { return .success(shared.bytes) }
      return FileBytes.read(path)
    }
    var words = ["spec", "lint"] + line.split(separator: " ").map(String.init)
    if !line.contains("--rules") { words += ["--suites", Self.root + "/Suites"] }
    let code = await Program.run(words, console: console)
    return (code.rawValue, console.out.text, console.err.text)
  }

  /// What is known to be wrong with the examples of the drafts, as line and kind.
  private static let known: [(document: String, findings: [String: [Int]])] = [
    (
      "cds-wg1-01",
      [
        "json-syntax": [297, 332, 335], "format-required": [317], "link-no-mark": [122],
        "link-no-target": [137],
      ]
    ),
    (
      "cds-wg1-02",
      [
        "json-syntax": [
          1511, 1549, 1553, 1560, 1564, 1588, 1592, 1621, 1622, 1662, 1723, 1739, 1755, 1812, 1934,
          2104,
        ],
        "format-required": [
          1478, 1513, 1529, 1568, 1596, 1596, 1646, 1708, 1725, 1725, 1741, 1741, 1757, 1757, 1797,
          1842, 1842,
        ],
        "status-wrong": [1643], "basic-value": [1676],
        "field-misspelt": [
          1700, 1791, 1824, 1872, 1946, 1982, 2013, 2049, 2101, 2132, 2158, 2189, 2263, 2310, 2393,
          2426, 2453,
        ],
        "field-missing": [1632, 1674, 1681, 1681, 1822, 2360, 2367, 2367],
        "link-no-target": [789, 1377, 2654], "permalink-elsewhere": [178],
        "claim-client-status": [1738, 1754], "claim-client-update-id": [1826],
        "claim-client-issued": [1648, 1710, 1727, 1743, 1759, 1799, 1844],
        "claim-message-creation-members": [1948], "claim-one-message": [1922],
        "claim-server-message": [1886, 1923], "claim-credential-disabled": [2177],
        "claim-closed-grant": [2344], "claim-closed-grant-details": [2345],
        "claim-grant-admin-types": [1549, 1560],
      ]
    ),
  ]

  @Test func `everything known to be wrong in the drafts is found, and nothing else`() async throws
  {
    for (document, findings) in Self.known {
      let path = "spec/\(document).md"
      guard Shared.text(path) != nil else { continue }
      let (code, out, err) = await lint("--format json \(path)")
      #expect(code == 1, "\(err)")
      let json = try JSONDocument(parsing: out)
      let file = try #require(json.root["files"]?[0])
      #expect(file["unmatched"]?.count == 0)
      var found: [String: [Int]] = [:]
      for finding in file["findings"]?.elements.map({ $0 }) ?? [] {
        let line = finding["line"]?.number.flatMap { Int($0.lexeme) } ?? 0
        found[finding["code"]?.string ?? "", default: []].append(line)
        #expect(finding["clause"]?.string != nil)
      }
      #expect(found == findings)
    }
  }
}
