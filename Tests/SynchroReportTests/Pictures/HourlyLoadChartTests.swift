import Foundation
import SynchroTestSupport
import Testing

@testable import SynchroReport

@Suite struct HourlyLoadChartTests {
  private static func part(_ name: String, _ value: (Int) -> Double) -> HourlyLoadChart.Part {
    HourlyLoadChart.Part(name: name, hours: (0..<24).map(value))
  }

  private static let panels = [
    HourlyLoadChart.Panel(
      name: "DAP to 2-Way Meter",
      parts: [
        part("Meter Reading") { (7..<22).contains($0) ? 57.2 : 0 },
        part("Service Switch <&>") { (8..<20).contains($0) ? 212.5 : 0 },
      ], high: (0..<24).map { $0 == 9 ? 900 : 57.2 }),
    HourlyLoadChart.Panel(name: "back", parts: [part("Meter Reading") { _ in 696_000 }], high: []),
  ]

  private static let crowd = (1...20).map { panel in
    HourlyLoadChart.Panel(
      name: "interface \(panel)",
      parts: (1...10).map { use in part("use case \(use)") { Double($0 * use) } }, high: [])
  }

  @Test(arguments: [
    ("hours", panels), ("hours-none", []),
    ("hours-empty", [HourlyLoadChart.Panel(name: "idle", parts: [part("a") { _ in 0 }], high: [])]),
  ])
  func `a picture reads as recorded, and is sound`(
    name: String, panels: [HourlyLoadChart.Panel]
  ) throws {
    let svg = HourlyLoadChart.svg(panels, title: "Bytes in each hour")
    try expectGolden(svg, "Report/pictures/\(name).svg")
    let faults = try PictureReader(svg).faults
    #expect(faults.isEmpty, "\(faults)")
  }

  @Test func `what is too much for a picture is counted`() throws {
    let reader = try PictureReader(HourlyLoadChart.svg(Self.crowd, title: "Bytes"))
    #expect(reader.faults.isEmpty, "\(reader.faults)")
    #expect(reader.labels.contains("and 8 interfaces more"))
    #expect(reader.labels.contains("4 others"))
    #expect(reader.labels.filter { $0.hasPrefix("use case") }.count == 6)
    // The four of the last share have their hours in its bars: 23 * (7 + 8 + 9 + 10).
    let tips = reader.elements.filter { $0.name == "title" }.map(\.text)
    #expect(tips.contains("23:00 4 others: 782 bytes"))
  }

  @Test func `values that no load has are drawn as none`() throws {
    let wild = [Double.infinity, -5, .nan, 1e300]
    let panel = HourlyLoadChart.Panel(
      name: "wild", parts: [Self.part("a") { wild[$0 % 4] }], high: [.nan])
    let reader = try PictureReader(HourlyLoadChart.svg([panel], title: "Bytes"))
    #expect(reader.faults.isEmpty, "\(reader.faults)")
  }

  @Test func `a file of its own brings its colours`() throws {
    let svg = HourlyLoadChart.file(Self.panels, title: "Bytes")
    for paint in Paint.allCases {
      #expect(svg.components(separatedBy: "--\(paint.rawValue):").count == 3)
    }
    #expect(!svg.contains("href"))
  }
}
