import Glibc
import SynchroHTTP
import SynchroJSON
import Testing

@testable import SynchroMocks

@Suite struct PageTests {
  /// Text and its background, and how far apart they must be (WCAG 2.2, 1.4.3 and 1.4.11).
  private static let pairs: [(front: String, back: String, ratio: Double)] = [
    ("ink", "paper", 7), ("ink", "card", 7), ("soft", "paper", 4.5), ("soft", "card", 4.5),
    ("main", "card", 4.5), ("main", "paper", 4.5), ("on-main", "main", 4.5),
    ("bad", "bad-paper", 4.5), ("good", "good-paper", 4.5), ("field", "card", 3),
  ]

  @Test func `every colour of text stands out from what is behind it, by day and by night`() throws
  {
    let palettes = PageStyle.text.split(separator: ":root {").prefix(2)
    #expect(palettes.count == 2)
    for palette in palettes {
      for (front, back, ratio) in Self.pairs {
        let light = [try luminance(front, palette), try luminance(back, palette)].sorted()
        let found = (light[1] + 0.05) / (light[0] + 0.05)
        #expect(found >= ratio, "\(front) on \(back): \(found)")
      }
    }
  }

  @Test func `what clients and people have written is text on a page and nothing else`() {
    let hostile = "<script>&\"'\u{0}\u{1b}"
    #expect(HTMLPage.escape(hostile) == "&lt;script&gt;&amp;&quot;&#39;\u{FFFD}\u{FFFD}")
    #expect(HTMLPage.link("javascript:alert(1)", "<b>") == "&lt;b&gt;")
    #expect(HTMLPage.link("https://a.example/?b=\"", "c").contains("b=&quot;"))
    let pages: [HTMLPage] = [
      .problem(hostile, code: hostile), .problem(hostile), .refused(hostile, hostile),
    ]
    for page in pages { #expect(!page.html.contains("<script")) }
  }

  @Test func `details are told by the names that scope descriptions give them`() throws {
    let words = ScopeWords(seed: try referenceSeed())
    let details: [JSONValue] = [
      [
        "type": "lakeland_usage", "lakeland_months": 18, "lakeland_interval": "daily",
        "lakeland_costs": true, "lakeland_key": .null, "lakeland_since": "P1Y2M",
      ],
      ["type": "lakeland_outages", "tide": ["a", "b"], "lakeland_from": "infinite"],
      ["type": "nothing"],
    ]
    let list = words.list(["lakeland_usage", "unknown"], details)
    for text in [
      "<dt>Months of history</dt><dd>18</dd>", "<dd>Daily</dd>",
      "<dd>1 year, 2 months from the day of consent</dd>", "<dd>no limit</dd>", "<dd>yes</dd>",
      "<dd>none</dd>",
      "<strong>Outages</strong>", "<dt>tide</dt><dd>a, b</dd>", "<strong>unknown</strong>",
      "<strong>nothing</strong>",
    ] {
      #expect(list.contains(text), "\(text)")
    }
    #expect(list.split(separator: "<strong>Energy usage").count == 2, "a scope is told once")
  }

  @Test func `what waits is kept for a while, and the oldest makes room`() {
    let tour = CDSClock(.standing)
    var table = ExpiringTable<Int>(lifetime: .seconds(10), limit: 3)
    for number in 0..<5 {
      table.insert(number, as: "\(number)", at: tour.now)
      _ = tour.advance(by: .seconds(1))
    }
    #expect((0..<5).map { table.value("\($0)", at: tour.now) } == [nil, nil, 2, 3, 4])
    table.remove("3")
    table.update("4") { $0 = 40 }
    #expect(table.value("3", at: tour.now) == nil && table.value("4", at: tour.now) == 40)
    _ = tour.advance(by: .seconds(8))
    #expect(table.value("2", at: tour.now) == nil && table.value("4", at: tour.now) == 40)
    for number in 5..<1_000 { table.insert(number, as: "\(number)", at: tour.now) }
    #expect(table.count == 3)
  }

  /// The relative luminance of a colour of a palette.
  private func luminance(_ name: String, _ palette: Substring) throws -> Double {
    let pattern = try Regex("--\(name): #([0-9a-f]{6})[ ;]")
    let match = try #require(palette.firstMatch(of: pattern), "no colour \(name)")
    let number = try #require(Int(match.output[1].substring ?? "", radix: 16))
    let parts = [number >> 16, number >> 8 & 255, number & 255].map { part -> Double in
      let value = Double(part) / 255
      return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
