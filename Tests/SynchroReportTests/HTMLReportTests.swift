import Foundation
import SynchroJSON
import SynchroTestSupport
import SynchroText
import SynchroTiming
import SynchroVerdict
import Testing

@testable import SynchroReport

@Suite struct HTMLReportTests {
  private static func sample() throws -> RunReport {
    let source = SourceText(
      name: "results.json", bytes: try Fixtures.bytes("Verdict/results.json"))
    return try RunReport(json: JSONDocument(parsing: source).root)
  }

  private static func excerpts(
    _ report: RunReport, request: String = "", response: [UInt8] = []
  ) -> [Int: ExchangeExcerpt] {
    let sent =
      "POST /x HTTP/1.1\r\nHost: hub.example\r\nAuthorization: Bearer [secret token#3]\r\n\r\n"
      + request
    let received = Array("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".utf8)
    return Dictionary(
      report.exchanges.map { exchange in
        (
          exchange.number,
          ExchangeExcerpt(request: Array(sent.utf8), response: received + response)
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  @Test func `a small report reads as recorded`() throws {
    var report = try Self.sample()
    report.header.documents = [
      RunReport.Document(
        id: "CDS-WG1-01", title: "Server Metadata", edition: "draft",
        url: "https://specs.example/wg1-01/", sections: [RunFact("3.2", "Metadata Object")])
    ]
    let body = Array("{\n  \"id\": 1,\n  \"name\": 17,\n  \"ok\": true\n}\n".utf8)
    let page = HTMLReport(report).render(
      Self.excerpts(report, request: "a=b", response: body), evidence: "evidence/exchanges.jsonl")
    let check = HTMLDocumentCheck(page)
    #expect(check.problems == [])
    let text = String(decoding: page, as: UTF8.self)
    // The style sheet and the script are judged by looking at pages.
    let start = try #require(text.range(of: "<body>"))
    let end = try #require(text.range(of: "<script>"))
    try expectGolden(text[start.lowerBound..<end.lowerBound] + "", "Report/index.html")
    // Two steps from opening: the failure, then what came, marked.
    #expect(text.contains("href=\"#f1\""))
    #expect(text.contains("<mark>17</mark>"))
    #expect(text.contains("https://specs.example/wg1-01/#metadata"))
    #expect(text.contains("Bearer <b>[secret token#3]</b>"))
    #expect(text.contains("&quot;$SECRET_TOKEN_3&quot;") || text.contains("\"$SECRET_TOKEN_3\""))
  }

  static let hostile = [
    "</style><script>alert(1)</script>", "\" onload=\"x", "'><img src=x onerror=y>", "]]>",
    "\u{202E}\u{2066}evil", "\u{1B}[2J", "\u{0}", "<!--", "&lt;b&gt;", "javascript:alert(1)",
    "</title></head>", "\u{FEFF}\u{200B}", "#x1", "a#b:1", "${x}`$(id)`", "{{7*7}}",
    String(repeating: "w", count: 4000),
  ]

  @Test(arguments: hostile.indices)
  func `text from elsewhere can neither act nor break the page`(index: Int) throws {
    let words = Self.hostile[index]
    let value = Poison(words).applied(to: try Self.sample().json)
    let document = try JSONDocument(parsing: JSONPrinter.compact(value), name: "results.json")
    var report = try RunReport(json: document.root)
    report.header.documents = [
      RunReport.Document(
        id: "CDS-WG1-01\(words)", title: words, edition: words, url: words,
        sections: [RunFact("3.2\(words)", words)])
    ]
    report.doctor.append(DoctorFinding(.warning, words, nextStep: words, field: words))
    report.residue.append(RunReport.Residue(words, url: words, test: words, because: words))
    var bytes = Array(words.utf8) + [0xFF, 0xC3]
    for _ in 0..<2 {
      let page = HTMLReport(report).render(
        Self.excerpts(report, request: words, response: bytes), evidence: words)
      let check = HTMLDocumentCheck(page)
      #expect(check.problems == [], "\(VisibleText.escape(words))")
      #expect(check.all("script").count == 1)
      bytes = Array(words.utf8)
    }
    let runs = [
      RunIndexPage.Item(folder: words, entry: RunEntry(report), hasPage: true),
      RunIndexPage.Item(folder: words + "2", entry: RunEntry(report), hasPage: false),
      RunIndexPage.Item(folder: words + "3", entry: nil, hasPage: true),
    ]
    #expect(HTMLDocumentCheck(RunIndexPage(runs, left: 3).render()).problems == [])
  }

  @Test func `the page counts what every other format counts`() throws {
    let report = try Self.sample()
    let check = HTMLDocumentCheck(HTMLReport(report).render([:], evidence: nil))
    #expect(check.problems == [])
    let rows = check.all("tr").filter { $0.attributes["id"]?.hasPrefix("r") == true }
    #expect(rows.count == report.requirements.count)
    for kind in Verdict.Kind.allCases {
      let shown = rows.count { $0.attributes["class"] == kind.rawValue }
      #expect(shown == report.summary.requirements[kind], "\(kind)")
    }
    #expect(check.all("section", class: "test").count == report.tests.count)
    let lines = check.all("tr").filter { $0.attributes["id"]?.hasPrefix("x") == true }
    #expect(lines.count == report.exchanges.count)
    let cases = ReportGroup.all(of: report).flatMap(\.cases)
    let failed = cases.count { $0.verdict.kind == .failed }
    #expect(
      check.text.contains("A MUST was observed broken: \(PageWords.count(failed, "decision"))"))
    let unproven = cases.count {
      $0.verdict.kind == .untestable || $0.verdict.kind == .inconclusive
    }
    #expect(check.text.contains("Unproven \(PageWords.count(unproven, "decision"))"))
    let words = SummaryWords(report: report, style: .plain)
    #expect(words.requirements.contains("of \(report.summary.claims) claimed"))
    let tiles = Dictionary(
      zip(
        check.all("div").filter { $0.attributes["class"] == "all" }.map(\.text), [0])
    ) { first, _ in first }
    #expect(tiles.keys.contains { $0.contains("\(report.summary.claims)") })
  }

  @Test func `a run that saw nothing says so`() throws {
    var report = try Self.sample()
    report.tests = []
    report.exchanges = []
    report.interruptions = []
    let check = HTMLDocumentCheck(HTMLReport(report).render([:], evidence: nil))
    #expect(check.problems == [])
    #expect(check.text.contains("no check was carried out"))
    #expect(!check.text.contains("Everything that was checked is proven"))
  }

  @Test func `ten thousand checks and twenty thousand exchanges stay below fifteen megabytes`()
    throws
  {
    let report = try LargeRun(sample: Self.sample()).report
    #expect(report.summary.checks == 10_000 && report.exchanges.count == 20_000)
    let html = HTMLReport(report)
    let clock = ContinuousClock()
    var page: [UInt8] = []
    let body = [UInt8](repeating: UInt8(ascii: "\""), count: 200_000)
    let excerpts = Dictionary(
      uniqueKeysWithValues: html.wantedExchanges.map { number in
        (number, ExchangeExcerpt(request: body, response: body))
      })
    let time = clock.measure { page = html.render(excerpts, evidence: "evidence") }
    print("large report: \(page.count) bytes in \(time)")
    #expect(page.count < 15_000_000)
    #expect(html.wantedExchanges.count <= 240)
  }
}

/// Puts words behind every text of a document that is not one of ours.
struct Poison {
  private static let fixed: Set<String> = [
    "verdict", "level", "severity", "blame", "way", "start", "seed", "sha256",
  ]

  private let words: String

  init(_ words: String) { self.words = words }

  func applied(to value: JSONValue) -> JSONValue {
    switch value {
    case .null, .bool, .number: value
    // What follows from the rest cannot be changed.
    case .string("no check was carried out"): value
    case .string(let text): .string(text + words)
    case .array(let elements): .array(elements.map(applied))
    case .object(let fields):
      .object(
        fields.map { field in
          Self.fixed.contains(field.key)
            ? field : JSONField(field.key, applied(to: field.value))
        })
    }
  }
}

/// A run as large as the largest that people have.
private struct LargeRun {
  let report: RunReport

  init(sample: RunReport) {
    var report = sample
    let exchange = sample.exchanges[0]
    report.exchanges = (1...20_000).map { number in
      var copy = exchange
      copy.number = number
      copy.test = "cds/large/suite-\(number / 200)#test-\(number / 20)"
      copy.url = "https://hub.example.com/cds/clients/client-\(number)?page=\(number % 7)"
      return copy
    }
    let kinds: [Verdict] = [
      .passed, .passed, .failed, .untestable(prerequisite: "the token was refused"), .warned,
    ]
    report.tests = (0..<1000).map { index in
      var test = sample.tests[0]
      test.id = "cds/large/suite-\(index / 10)#test-\(index)"
      test.exchanges = Array((index * 20 + 1)...(index * 20 + 20))
      test.checks = (1...10).map { number in
        let verdict = kinds[(index + number) % kinds.count]
        let mismatches =
          verdict == .failed
          ? [Mismatch(expected: "a", received: "b\(index)", exchange: index * 20 + number)] : []
        return CheckRecord(
          id: "\(test.id):\(number)", text: "$.members[*].name is one of [\"a\", \"b\"]",
          place: test.place,
          decisions: [
            Decision(
              requirement: "WG1-01/3.2/field-name", verdict: verdict, mismatches: mismatches)
          ], exchanges: [index * 20 + number])
      }
      return test
    }
    self.report = report
  }
}
