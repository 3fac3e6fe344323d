import Foundation
import SynchroJSON
import SynchroTestSupport
import SynchroText
import SynchroTiming
import SynchroVerdict
import Testing

@testable import SynchroReport

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct ReportFormatsTests {
  /// The run made by hand that the tests of the records keep in `Fixtures/`.
  private static let sample: Result<RunReport, any Error> = Result {
    let source = SourceText(
      name: "results.json", bytes: try Fixtures.bytes("Verdict/results.json"))
    return try RunReport(json: JSONDocument(parsing: source).root)
  }

  static let formats: [(String, @Sendable (RunReport) -> String)] = [
    ("console.txt", { ConsoleReport().render($0) }),
    ("console-colour.txt", { ConsoleReport(style: .colour, width: 60).render($0) }),
    ("quiet.txt", { QuietReport.render($0) }), ("junit.xml", { JUnitReport.render($0) }),
    ("report.tap", { TAPReport.render($0) }), ("github.txt", { GitHubReport.render($0) }),
    ("gitlab.json", { GitLabReport.render($0) }), ("summary.md", { MarkdownReport.render($0) }),
  ]

  @Test(arguments: formats.map(\.0))
  func `each format reads as recorded`(name: String) throws {
    let format = try #require(Self.formats.first { $0.0 == name })
    try expectGolden(format.1(Self.sample.get()), "Report/\(name)")
  }

  @Test func `a run that saw nothing is a success in no format`() throws {
    var report = try Self.sample.get()
    report.tests = []
    report.exchanges = []
    report.interruptions = []
    #expect(report.exit == .unproven)
    #expect(TAPReport.render(report).contains("1..1\n# run"))
    #expect(TAPReport.render(report).contains("\nnot ok 1 - "))
    #expect(JUnitReport.render(report).contains("<error type=\"untestable\""))
    #expect(GitHubReport.render(report).contains("::warning "))
    report.doctor = [DoctorFinding(.fault, "no route to the host", nextStep: "check the URL")]
    #expect(report.exit == .setupFault)
    #expect(JUnitReport.render(report).contains("<error type=\"setup\""))
    let text = Self.formats.map { "--- \($0.0)\n" + $0.1(report) }.joined()
    try expectGolden(text, "Report/doctor-fault.txt")
  }

  @Test func `what cannot be removed for one reason takes one line of the console`() throws {
    var report = try Self.sample.get()
    report.residue = ["a", "b", "c"].map { .init("client \($0)", because: "it cannot be removed") }
    report.residue.insert(.init("a file", url: "https://hub.example/f", because: "405"), at: 1)
    let lines = ConsoleReport().render(report).split(separator: "\n")
    #expect(
      lines.filter { $0.hasPrefix("left") } == [
        "left behind   3 things, such as client a: it cannot be removed",
        "left behind   a file https://hub.example/f: 405",
      ])
  }

  @Test func `what the operator was asked for stands where exchanges do`() throws {
    var report = try Self.sample.get()
    let id = report.tests[0].id
    for index in 1...4 {
      report.hooks.append(
        HookRun(
          number: index, test: id, line: 3, hook: "act-\(index)",
          arguments: [RunFact("client", "<\u{1B}>")], way: .command, exit: 0, start: .unixEpoch,
          duration: .seconds(1), fault: index == 4 ? "it ended with exit code 3" : nil))
    }
    report.tests[0].checks[0].decisions[0].verdict = .untestable(prerequisite: "no hook")
    report.tests[0].nextStep = "add it to [hooks]"
    let console = ConsoleReport().render(report)
    let junit = JUnitReport.render(report)
    for text in [console, junit] {
      // The last three of them.
      #expect(!text.contains("act-1") && text.contains("operator 2: act-2(client: "))
      #expect(text.contains("it ended with exit code 3") && text.contains("add it to [hooks]"))
      #expect(!text.contains("\u{1B}"))
    }
    #expect(console.contains("asked 4 times"))
  }

  @Test(arguments: UInt64(1)...40)
  func `all formats count the same cases`(seed: UInt64) throws {
    let report = try damaged(Self.sample.get(), seed: seed)
    let kinds = ReportGroup.all(of: report).flatMap(\.cases).map(\.verdict.kind)
    func count(_ test: (VerdictTable) -> Bool) -> Int { kinds.count { test($0.table) } }

    let tap = TAPReport.render(report).split(separator: "\n")
    #expect(tap.contains("1..\(kinds.count)"))
    #expect(tap.count { $0.hasPrefix("ok ") } == count { $0.tap != .notOk })
    #expect(tap.count { $0.hasPrefix("not ok ") } == count { $0.tap == .notOk })

    let elements = XMLElements()
    let parser = XMLParser(data: Data(JUnitReport.render(report).utf8))
    parser.delegate = elements
    #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
    #expect(elements.counts["testcase"] == kinds.count)
    #expect(elements.counts["failure", default: 0] == kinds.count { $0 == .failed })
    let errors = kinds.count {
      if case .error = $0.table.junit { return true }
      return false
    }
    #expect(elements.counts["error", default: 0] == errors)
    // Each suite has one property that is its title.
    let warnings =
      elements.counts["property", default: 0] - elements.counts["testsuite", default: 0]
    #expect(warnings == kinds.count { $0 == .warned })
    #expect(elements.declared == kinds.count && elements.declaredInSuites == kinds.count)

    let annotations = GitHubReport.render(report).split(separator: "\n")
    #expect(annotations.allSatisfy { $0.hasPrefix("::") })
    let folded = FoldedCase.all(of: ReportGroup.all(of: report).flatMap(\.cases))
    let shown = Dictionary(grouping: folded, by: \.first.table.annotation).values
      .reduce(0) { $0 + min($1.count, GitHubAnnotation.limit) }
    #expect(annotations.count == 1 + shown)

    let issues = try issues(of: report)
    #expect(issues.count == count { $0.severity != nil })
    for severity in ["info", "minor", "major", "critical", "blocker"] {
      let written = issues.count { $0["severity"]?.string == severity }
      #expect(written == count { $0.severity?.rawValue == severity })
    }
    let page = MarkdownReport.render(report).split(separator: "\n")
    #expect(
      page.contains { $0 == "| decisions of \(report.summary.checks) checks |" + row(report) })
    #expect(page.count { $0.hasPrefix("1. ") } == min(folded.count, MarkdownReport.findingLimit))

    let quiet = QuietReport.render(report).split(separator: "\n")
    #expect(quiet.count == 1 + count { $0.annotation == .error })
    for (name, render) in Self.formats where name != "console-colour.txt" {
      let text = render(report)
      let isClean = text.unicodeScalars.allSatisfy {
        $0 == "\n" || $0 == "\t" || !VisibleText.isUnsafe($0)
      }
      #expect(isClean, "\(name) shows no control character")
      let isCut = text.split(separator: "\n").allSatisfy { $0.utf8.count < 20_000 }
      #expect(isCut, "\(name) cuts long values")
    }
  }

  /// The numbers of the decisions, as the summary in Markdown has them.
  private func row(_ report: RunReport) -> String {
    let counts = report.summary.decisions
    let numbers = [
      counts.total, counts[.passed], counts[.failed], counts[.warned], counts.unproven,
      counts[.notApplicable], counts[.setupFault] + counts[.harnessFault], 0,
    ]
    return numbers.map { " \($0) |" }.joined()
  }

  private func issues(of report: RunReport) throws -> [JSONNode] {
    let source = SourceText(name: "gitlab.json", GitLabReport.render(report))
    return Array(try JSONDocument(parsing: source).root.elements)
  }

  @Test(arguments: Verdict.Kind.allCases)
  func `a run comes to what the table says of its worst verdict`(kind: Verdict.Kind) throws {
    var report = try Self.sample.get()
    let verdict = try #require(Verdict(kind, reason: nil) ?? Verdict(kind, reason: "so"))
    report.interruptions = []
    report.tests = Array(report.tests.prefix(1))
    report.tests[0].checks = Array(report.tests[0].checks.prefix(1))
    report.tests[0].checks[0].decisions = [
      Decision(requirement: nil, verdict: .passed), Decision(requirement: nil, verdict: verdict),
    ]
    report.header.allowsUnproven = false
    // What no check decided leaves the claims of the sample unproven.
    report = RunReport.make(
      header: report.header, duration: report.duration, tests: report.tests, rows: [], claimed: [])
    #expect(report.exit == kind.table.exit)
  }

  @Test func `the documented table is the one in the code`() throws {
    let url = Fixtures.root.appending(path: "docs/report-formats.md")
    let page = try String(contentsOf: url, encoding: .utf8)
    #expect(page.contains(VerdictTable.markdown), "the table is\n\(VerdictTable.markdown)")
  }

  @Test func `an issue stays the same one when its suite is edited above it`() throws {
    let report = try Self.sample.get()
    let before = try issues(of: report).map { $0["fingerprint"]?.string }
    #expect(Set(before).count == before.count && before.allSatisfy { $0?.utf8.count == 64 })
    var moved = report
    for test in moved.tests.indices {
      for check in moved.tests[test].checks.indices {
        moved.tests[test].checks[check].place.line += 7
        moved.tests[test].checks[check].id = "\(moved.tests[test].id):\(check + 20)"
      }
    }
    #expect(try issues(of: moved).map { $0["fingerprint"]?.string } == before)
    // The same words twice are two issues.
    var twice = report
    twice.tests += report.tests
    let all = try issues(of: twice).map { $0["fingerprint"]?.string }
    #expect(Set(all).count == all.count && all.count > before.count)
  }

  @Test(arguments: [
    "plain", "`", "``` a", "a `b` ``c``", " ", "", " x ", "<script>alert(1)</script>", "@octocat",
    "[x](javascript:1)", "![x](http://h/p.png)", "#12 !3 GH-4", "|a|b|", "\\|", "</details>",
    "\n/close\n", "\u{202E}x", "https://evil.example", "&lt;b&gt;", "$`x`$", "~~~", "a\u{0}b",
  ])
  func `no text acts in the summary`(text: String) throws {
    for markdown in [MarkdownText.code(text), MarkdownText.cell(text)] {
      let marks = markdown.prefix { $0 == "`" }
      guard !marks.isEmpty else {
        #expect(markdown == "*nothing*" && text.allSatisfy { $0 == " " })
        continue
      }
      // The span opens with as many marks as stand together nowhere in it.
      let inner = markdown.dropFirst(marks.count).dropLast(marks.count)
      #expect(markdown.hasSuffix(marks) && !inner.contains(marks))
      #expect(!inner.hasPrefix("`") && !inner.hasSuffix("`"))
      #expect(!markdown.contains("\n") && !markdown.contains("\u{202E}"))
    }
    #expect(!MarkdownText.cell(text).contains("|"))
    var report = try Self.sample.get()
    report.header.target = text
    report.header.run = text
    report.tests[0].checks[1].id = text
    report.tests[0].checks[1].place.file = text
    report.tests[0].checks[1].decisions[0].mismatches[0].received = text
    let prefixes = ["## ", "### ", "Target ", "| ", "|:--", "1. **", "   - "]
    for line in MarkdownReport.render(report).split(separator: "\n") {
      #expect(prefixes.contains { line.hasPrefix($0) }, "\(line)")
    }
  }

  @Test func `what one reason left unproven is told once in JUnit`() throws {
    var report = try Self.sample.get()
    let reason = String(repeating: "the token was not kept ", count: 12)
    var test = try #require(report.tests.last)
    test.checks = (1...500).map { number in
      var check = report.tests[0].checks[0]
      check.id = "\(test.id):\(number)"
      check.decisions = [
        Decision(requirement: nil, verdict: .untestable(prerequisite: reason))
      ]
      return check
    }
    report.tests = [test]
    let text = JUnitReport.render(report)
    #expect(text.split(separator: "\n").count { $0.contains(reason.dropLast()) } == 1)
    #expect(text.contains("<testcase classname=\"\(test.id)\" name=\"500 "))
    #expect(text.utf8.count < 500 * 300)
  }

  @Test func `a damaged results file is refused or printed, and never trusted`() throws {
    let sample = try Fixtures.bytes("Verdict/results.json")
    var mutator = Mutator(
      corpus: [sample], dictionary: ["9223372036854775807", "-1", "\\u0000", "null", "\"x\":1,"],
      seed: 11, limit: 2 * sample.count)
    for _ in 0..<200 {
      let source = SourceText(name: "results.json", bytes: mutator.next())
      guard let document = try? JSONDocument(parsing: source) else { continue }
      do throws(RecordError) {
        let report = try RunReport(json: document.root)
        for (_, render) in Self.formats { #expect(!render(report).isEmpty) }
        #expect(report.json == document.root.value)
      } catch {
        #expect(!error.diagnostic.message.isEmpty)
      }
    }
  }

  @Test func `the progress line follows the events and fits the width`() throws {
    let report = try Self.sample.get()
    var line = ProgressLine()
    #expect(line.text(width: 80) == "0/0 tests, 0 exchanges")
    line.apply(.runStarted(report.header, tests: 8))
    for test in report.tests {
      line.apply(.testStarted(id: test.id, title: test.title))
      if let first = report.exchanges.first {
        line.apply(.exchange(ExchangeRecord(first, request: [], response: [])))
      }
      if test.id.hasSuffix("#links") {
        let whole = "2/8 tests, 1 failed, 1 unproven, 3 exchanges: cds/discovery/metadata#links"
        #expect(line.text(width: 100) == whole)
        #expect(line.text(width: 20) == "2/8 tests, 1 failed…")
        #expect(line.text(width: 0).isEmpty)
      }
      line.apply(.testEnded(test))
    }
    line.apply(.runEnded(duration: .zero, interruptions: []))
    #expect(line.text(width: 80) == "8/8 tests, 1 failed, 4 unproven, 2 faults, 8 exchanges")
  }

  // MARK: - Reports by chance

  /// The sample with other verdicts, places and words.
  private func damaged(_ report: RunReport, seed: UInt64) -> RunReport {
    var random = SplitMix64(seed: seed)
    let words = [
      "x", "\u{1B}[31m", "\n", "\r\n::error::", "]]>", "&", "\u{0}", "#", " # SKIP ", " # TODO ",
      "%0A", "ü", "\u{202E}", "\\", "\"", String(repeating: "y", count: 9000), "1..9", "---", "...",
    ]
    func text() -> String {
      (0..<Int.random(in: 0...6, using: &random))
        .map { _ in words[Int.random(in: words.indices, using: &random)] }.joined()
    }
    func verdict() -> Verdict {
      let kind = Verdict.Kind.allCases[Int.random(in: 0..<9, using: &random)]
      return Verdict(kind, reason: nil) ?? Verdict(kind, reason: text()) ?? .passed
    }
    func damage(_ check: CheckRecord) -> CheckRecord {
      var check = check
      check.text = text()
      check.place = CheckRecord.Place(
        file: text(), line: Int.random(in: -2...120_000, using: &random),
        column: Int.random(in: -2...90, using: &random),
        endColumn: Int.random(in: -2...90, using: &random), text: text())
      for index in check.decisions.indices {
        check.decisions[index].verdict = verdict()
        check.decisions[index].requirement = text()
      }
      return check
    }
    var report = report
    if Bool.random(using: &random) { report.interruptions = [text()] }
    for index in report.tests.indices {
      report.tests[index].title = text()
      report.tests[index].id = text()
      if Bool.random(using: &random) { report.tests[index].stop = verdict() }
      report.tests[index].checks = report.tests[index].checks.map(damage)
    }
    return report
  }
}

/// Counts elements, and what suites say of their own size.
private final class XMLElements: NSObject, XMLParserDelegate {
  var counts: [String: Int] = [:]
  var declared = 0
  var declaredInSuites = 0

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    counts[name, default: 0] += 1
    let tests = attributes["tests"].flatMap { Int($0) } ?? 0
    if name == "testsuites" { declared = tests }
    if name == "testsuite" { declaredInSuites += tests }
  }
}
