import Foundation
import SynchroCatalog
import SynchroTestSupport
import SynchroText
import SynchroVerdict
import Testing

@testable import SynchroReport

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct GapListTests {
  static let states: [(String, String, Bool)] = [
    ("D/1/met", "proven", true), ("D/1/broken", "broken", true), ("D/1/raised", "broken", true),
    ("D/1/raised-met", "proven", true), ("D/1/disputed", "unproven disputed", true),
    ("D/1/advice", "broken", false), ("D/1/advice-met", "proven", false),
    ("D/2/wink", "not offered", true), ("D/2/nod", "not applicable", true),
    ("D/2/used", "not offered", true), ("D/3/untestable", "unproven untestable", true),
    ("D/3/inconclusive", "unproven inconclusive", true), ("D/3/review", "unproven review", true),
    ("D/3/unchecked", "unproven no check", true), ("D/3/reasoned", "unproven no check", true),
    ("D/3/fault", "unproven fault", true), ("D/4/left-out", "left out", false),
    ("D/4/left-out-too", "left out", false),
  ]

  @Test func `every row stands where the profile and the run put it`() {
    let rows = GapSample.list.rows.map { row in
      let doubt: String? =
        if case .unproven(let doubt, _) = row.state { doubt.rawValue } else { nil }
      return ([row.requirement.id, row.state.word] + [doubt].compactMap { $0 }, row.isRequired)
    }
    #expect(rows.map(\.0) == Self.states.map { [$0.0] + Self.words($0.1) })
    #expect(rows.map(\.1) == Self.states.map(\.2))
  }

  /// `unproven no check` is two words of the list: the state and the doubt.
  private static func words(_ text: String) -> [String] {
    text.hasPrefix("unproven ") ? ["unproven", String(text.dropFirst(9))] : [text]
  }

  @Test func `what is required to be there is offered only when it was seen`() {
    let states = GapSample.list.capabilities.map { "\($0.words): \($0.state.word)" }
    #expect(
      states == [
        "feature the wink: not offered", "D/2/used: not offered", "hook nudge: offered",
        "hook shove: unproven", "scope meters: unproven", "capability coverage: offered",
        "feature a shrug: offered",
      ])
    var offers = GapSample.offers
    offers.changedSuites = ["d/one"]
    offers.documents.append(.init(exchange: 7, lists: ["scopes_supported": ["other"]]))
    let list = GapList(
      GapSample.report, profile: GapSample.profile, in: GapSample.catalogue, offers: offers)
    #expect(list.capabilities.last?.state.word == "unproven")
    #expect(list.capabilities[4].state == .notOffered("not named in scopes_supported, exchange 7"))
  }

  static let exits: [([String], Int32)] = [
    (["D/1/met"], 0), (["D/1/met", "D/1/broken"], 1), (["D/1/met", "D/3/review"], 4),
    (["D/1/broken", "D/3/review"], 1), (["D/1/met", "D/1/advice"], 0), (["D/2/nod"], 4),
    (["D/1/met", "D/2/nod"], 0), (["D/1/met", "D/1/disputed"], 4), (["D/3/unchecked"], 4),
  ]

  @Test(arguments: exits)
  func `the exit code speaks of the demands`(ids: [String], code: Int32) {
    let profile = Profile(
      name: "p", title: "t", edition: "e-1", claims: ids.map { .rows(RowPattern($0)) })
    func list(_ report: RunReport) -> GapList {
      GapList(report, profile: profile, in: GapSample.catalogue, offers: CapabilityOffers())
    }
    #expect(list(GapSample.report).exit.rawValue == code)
    var stopped = GapSample.report
    stopped.interruptions = ["the time for the run was over"]
    #expect(list(stopped).exit.rawValue == (code == 0 ? 4 : code))
    var empty = GapSample.report
    empty.tests = []
    #expect(list(empty).exit.rawValue == 4)
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\n\r\n{\"scopes_supported\": [\"a\"]}", false, true),
    ("HTTP/1.1 200 OK\r\n\r\n{\"scopes_supported\": [\"a\"]}", true, false),
    ("HTTP/1.1 200 OK\r\n\r\n[\"a\"]", false, false), ("nonsense", false, false),
    ("", false, false),
    ("HTTP/1.1 200 OK\r\n\r\n{\"scopes_supported\": \"a\"}", false, false),
  ])
  func `a list counts only in a whole metadata object`(text: String, isCut: Bool, counts: Bool) {
    let document = CapabilityOffers.Document(
      exchange: 1, response: Array(text.utf8), isCut: isCut)
    #expect((document?.lists["scopes_supported"] == ["a"]) == counts)
  }

  @Test func `a run held to a profile shows what the profile makes of it, both ways`() {
    let report = GapSample.report
    let held = report.held(to: GapSample.profile, of: GapSample.catalogue)
    func verdict(_ report: RunReport, _ id: String) -> Verdict? {
      report.requirements.first { $0.id == id }?.verdict
    }
    #expect(verdict(report, "D/1/raised") == .warned)
    #expect(verdict(held, "D/1/raised") == .failed)
    #expect(verdict(held, "D/1/disputed") == .warned && verdict(held, "D/1/advice") == .warned)
    #expect(held.header.profile == "ours/pilot" && held.summary.claims == 17)
    let plain = Profile(
      name: "d", title: "t", edition: "e-1", claims: [.document("DOC-1", clauses: [])])
    let back = held.held(to: plain, of: GapSample.catalogue)
    #expect(verdict(back, "D/1/raised") == .warned)
    #expect(back.tests == report.tests)
    var written = report
    for index in written.tests[0].checks.indices {
      written.tests[0].checks[index].text = "should " + written.tests[0].checks[index].text
    }
    let warned = written.held(to: GapSample.profile, of: GapSample.catalogue)
    #expect(verdict(warned, "D/1/raised") == .warned)
  }

  // MARK: - Outputs

  @Test func `the list is printed, tabled and paged as recorded`() throws {
    try expectGolden(GapConsole().render(GapSample.list), "Report/gaps.txt")
    try expectGolden(
      GapSheet.render(GapSample.list).replacing("\r\n", with: "\n"), "Report/gaps.csv")
    try expectGolden(GapPage.render(GapSample.list), "Report/gaps.html")
  }

  @Test func `the page is well-formed, needs nothing else and runs nothing`() throws {
    let page = GapPage.render(GapSample.list)
    for forbidden in ["<script", "<b>it", "<i>", "http://", "src=", "@import", "url(", "\u{1B}"] {
      #expect(!page.contains(forbidden), "\(forbidden)")
    }
    // As XML once the elements without an end are closed.
    var text = page.replacing("<!DOCTYPE html>\n", with: "")
    text.replace(#/<meta [^>]*>/#) { "\($0.output.dropLast())/>" }
    text = text.replacing("<details open>", with: "<details>")
    let parser = XMLParser(data: Data(text.utf8))
    #expect(
      parser.parse(), "\(parser.parserError.map { "\($0)" } ?? ""), line \(parser.lineNumber)")
    let ids = page.matches(of: #/ id="([^"]*)"/#).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count && !ids.isEmpty)
    for link in page.matches(of: #/href="#([^"]*)"/#) {
      #expect(ids.contains(String(link.output.1)))
    }
  }

  @Test func `the table is what RFC 4180 says, and no cell is a formula`() throws {
    let rows = Self.parse(GapSheet.render(GapSample.list))
    let list = GapSample.list
    #expect(rows.count == 1 + list.rows.count + list.capabilities.count)
    let heading = try #require(rows.first)
    #expect(rows.allSatisfy { $0.count == heading.count })
    for cell in rows.joined() {
      #expect(cell.first.map { !"=+-@\t\r＝＋－＠".contains($0) } ?? true, "\(cell)")
    }
    let broken = try #require(rows.first { $0[2] == "D/1/broken" })
    #expect(broken.contains("'-1") && broken.contains("'@SUM(A1)<i>"))
    #expect(broken.last == "'=1+1</td><script>alert(1)</script>, \"so\"\\u{1B}[2J")
    let states = Dictionary(grouping: rows.dropFirst()) { $0[6] }.mapValues(\.count)
    for state in ["proven", "broken", "not offered", "unproven", "not applicable", "left out"] {
      let counted =
        list.rows.count { $0.state.word == state }
        + list.capabilities.count { $0.state.word == state }
      #expect(states[state] == counted)
    }
  }

  /// The reverse of what is written, by the grammar of RFC 4180.
  private static func parse(_ text: String) -> [[String]] {
    var rows: [[String]] = [[""]]
    var isQuoted = false
    var rest = Array(text.unicodeScalars)[...]
    func add(_ scalar: Unicode.Scalar) {
      rows[rows.count - 1][rows[rows.count - 1].count - 1].unicodeScalars.append(scalar)
    }
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"" where isQuoted && rest.first == "\"": add(rest.removeFirst())
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: rows[rows.count - 1].append("")
      case "\r" where !isQuoted && rest.first == "\n":
        rest.removeFirst()
        if !rest.isEmpty { rows.append([""]) }
      default: add(scalar)
      }
    }
    return rows
  }
}
