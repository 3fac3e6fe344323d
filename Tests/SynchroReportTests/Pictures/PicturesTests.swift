import SynchroTestSupport
import SynchroTiming
import SynchroVerdict
import Testing

@testable import SynchroReport

@Suite struct PicturesTests {
  /// A picture and what it shows.
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let draw: @Sendable () -> String

    var testDescription: String { name }
  }

  // MARK: - Small pictures as recorded

  private static let sequence = [
    PictureSamples.exchange(1, at: .zero),
    PictureSamples.exchange(
      2, "POST", "https://cds.example/clients?\(String(repeating: "x", count: 90))", status: 500,
      at: .milliseconds(10)),
    PictureSamples.exchange(
      3, "GET", "https://other.example/a", status: nil, at: .milliseconds(30), took: .seconds(10),
      fault: ExchangeSummary.Fault(.limit, "nothing came for ten seconds"), attempt: 2),
  ]

  private static let group: ClauseGroup = {
    var group = ClauseGroup(document: "CDS-WG1-02", section: "3")
    group.proven = 303
    group.broken = 1
    group.unproven = 17
    group.notApplicable = 51
    return group
  }()

  private static let clean: ClauseGroup = {
    var group = ClauseGroup(document: "RFC6749", section: "5")
    group.proven = 19
    return group
  }()

  private static let durations: [Duration] = (1...200).map { .microseconds($0 * $0) }

  static let small: [Sample] = [
    Sample(name: "coverage") { CoverageChart.svg([group, clean]) },
    Sample(name: "coverage-none") { CoverageChart.svg([]) },
    Sample(name: "timeline") {
      ExchangeTimeline.svg(
        PictureSamples.report(
          sequence, hooks: [PictureSamples.hook(1, at: .milliseconds(20))],
          checks: [PictureSamples.check("cds/a#one:1", failedIn: 2)]))
    },
    Sample(name: "timeline-one") { ExchangeTimeline.svg(PictureSamples.report([sequence[0]])) },
    Sample(name: "timeline-none") { ExchangeTimeline.svg(PictureSamples.report([])) },
    Sample(name: "latency") { LatencyChart.svg(durations) },
    Sample(name: "latency-one") { LatencyChart.svg([.microseconds(382)]) },
    Sample(name: "latency-none") { LatencyChart.svg([]) },
    Sample(name: "sequence") {
      SequenceDiagram.svg(
        sequence, hooks: [PictureSamples.hook(1, at: .milliseconds(20))],
        target: "https://cds.example/", broken: [2], id: "one")
    },
    Sample(name: "sequence-one") { SequenceDiagram.svg([sequence[0]], id: "one") },
    Sample(name: "sequence-none") { SequenceDiagram.svg([], id: "one") },
    Sample(name: "round") { RoundDiagram.svg(PictureSamples.round(), id: "one") },
    Sample(name: "round-faulty") {
      RoundDiagram.svg(
        PictureSamples.round(
          fault: "no Load_mgm_req_ack within 1 min", at: "the body is larger than 25 octets"),
        id: "one")
    },
    Sample(name: "round-none") { RoundDiagram.svg(FlowRound(number: 3, lines: []), id: "one") },
  ]

  @Test(arguments: small)
  func `each picture reads as recorded`(sample: Sample) throws {
    let svg = sample.draw()
    try expectGolden(svg, "Report/pictures/\(sample.name).svg")
    let faults = try PictureReader(svg).faults
    #expect(faults.isEmpty, "\(faults)")
  }

  // MARK: - Anything at all

  private static func draws(seed: UInt64) -> [Sample] {
    let exchanges = PictureSamples.exchanges(Int(seed % 50), seed: seed)
    let hooks = [
      PictureSamples.hook(1, at: .seconds(1)),
      PictureSamples.hook(2, at: .zero, fault: PictureSamples.hostile[Int(seed % 12)]),
    ]
    let report = PictureSamples.report(
      exchanges, hooks: seed % 2 == 0 ? hooks : [],
      checks: (0..<9).map { PictureSamples.check("c\($0)", failedIn: $0 * 4) })
    return [
      Sample(name: "coverage") {
        CoverageChart.svg(PictureSamples.groups(Int(seed * 3), seed: seed))
      },
      Sample(name: "timeline") { ExchangeTimeline.svg(report) },
      Sample(name: "latency") { LatencyChart.svg(exchanges.map(\.times.total)) },
      Sample(name: "sequence") {
        SequenceDiagram.svg(
          exchanges, hooks: report.hooks, target: PictureSamples.hostile[Int(seed % 12)],
          broken: [4, 40], limit: Int(seed % 20), id: "<\(seed)>")
      },
      Sample(name: "round") {
        RoundDiagram.svg(
          PictureSamples.anyRound(Int(seed % 40), seed: seed), limit: Int(seed % 20),
          id: "<\(seed)>")
      },
    ]
  }

  @Test(arguments: UInt64(0)...50)
  func `whatever comes in, a sound picture comes out`(seed: UInt64) throws {
    for sample in Self.draws(seed: seed) {
      let svg = sample.draw()
      let faults = try PictureReader(svg).faults
      #expect(faults.isEmpty, "\(sample.name): \(faults.prefix(3))")
      #expect(svg == sample.draw(), "\(sample.name) is the same twice")
      let isClean = svg.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 }
      #expect(isClean && !svg.contains("<script") && !svg.contains("\u{202E}"))
    }
  }

  @Test func `twenty thousand exchanges make no larger pictures`() throws {
    let exchanges = (0..<20_000).map { index in
      PictureSamples.exchange(
        index + 1, test: "cds/\(index % 12)/s\(index % 300)#t\(index % 900)",
        at: .microseconds(index * 731 % 60_000_000), took: .microseconds(100 + index % 9000),
        fault: index % 11 == 0 ? ExchangeSummary.Fault(.target, "it broke off") : nil)
    }
    let checks = (0..<2000).map { PictureSamples.check("c\($0)", failedIn: $0 * 10) }
    let report = PictureSamples.report(exchanges, checks: checks)
    let pictures = [
      ExchangeTimeline.svg(report), LatencyChart.svg(exchanges.map(\.times.total)),
      SequenceDiagram.svg(exchanges, broken: [19_000], id: "long"),
      CoverageChart.svg(PictureSamples.groups(20_000, seed: 1)),
    ]
    for svg in pictures {
      let reader = try PictureReader(svg)
      #expect(reader.faults.isEmpty)
      #expect(svg.utf8.count < 120_000 && reader.height < 1500)
    }
    #expect(try PictureReader(pictures[0]).title.hasPrefix("20,000 exchanges over "))
    #expect(try PictureReader(pictures[0]).labels.contains("cds/11"))
    #expect(try PictureReader(pictures[3]).description.contains("19,941 others"))
  }

  // MARK: - What they say

  @Test func `one broken row of thousands can be seen`() {
    var group = Self.group
    group.proven = 50_000
    let widths = CoverageParts([group]).widths(within: .percent(40))
    #expect(widths.map(\.state) == [.proven, .broken, .unproven, .notApplicable])
    #expect(widths.map(\.width.hundredths).reduce(0, +) == 4000)
    #expect(widths.map(\.width.hundredths).min() == 80)
  }

  @Test func `a sequence keeps the first failure, and says what it leaves out`() throws {
    let exchanges = (1...40).map { PictureSamples.exchange($0, at: .seconds($0)) }
    func labels(broken: Set<Int>) throws -> String {
      try PictureReader(SequenceDiagram.svg(exchanges, broken: broken, limit: 6, id: "x"))
        .labels.joined(separator: "\n")
    }
    let late = try labels(broken: [30, 35])
    #expect(late.contains("2 GET") && !late.contains("\n3 GET") && late.contains("30 GET"))
    #expect(late.contains("24 steps are left out") && late.contains("10 steps are left out"))
    #expect(late.contains("✕ 200"))
    let early = try labels(broken: [3])
    #expect(early.contains("6 GET") && early.contains("34 steps are left out"))
    #expect(try labels(broken: []).contains("40 GET"))
  }

  @Test func `a failure is looked for where its differences are, else where the check looked last`()
  {
    let named = PictureSamples.report([], checks: [PictureSamples.check("a", failedIn: 7)])
    let unnamed = PictureSamples.report([], checks: [PictureSamples.check("a", failedIn: nil)])
    #expect(named.exchangesOfFailures == [7])
    #expect(unnamed.exchangesOfFailures == [2])
  }
}
