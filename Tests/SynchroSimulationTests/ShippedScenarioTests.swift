import Foundation
import SynchroTestSupport
import SynchroText
import SynchroTiming
import Testing

@testable import SynchroFlows
@testable import SynchroSimulation

@Suite struct ShippedScenarioTests {
  static let files = ["simulation-4.21.json", "simulation-outage.json"]

  private static func scenario(_ file: String) throws -> SimulationScenario {
    let bytes = try Fixtures.bytes("../Suites/sg-network/" + file)
    return try SimulationScenario(parsing: SourceText(name: file, bytes: bytes))
  }

  @Test(arguments: zip(files, [8_431_075.0, 1_702_400.0]))
  func `the scenarios have the payloads that their names promise`(
    file: String, payloads: Double
  ) throws {
    let planned = try Simulation(Self.scenario(file)).plannedPayloads
    #expect(abs(planned - payloads) < 1e-9 * payloads)
  }

  /// A bound or a time of day that a scenario made up would make its verdict one on nothing.
  @Test(arguments: files)
  func `what the scenarios demand stands in the rows they name`(file: String) throws {
    let catalogue = try Self.catalogue()
    for flow in try Self.scenario(file).flows {
      let id = flow.id.split(separator: " ").first.map(String.init) ?? ""
      let row = try #require(catalogue.row(id), "\(id)")
      #expect(row.latency.alternatives.contains { $0.limit == flow.latency }, "\(id)")
      let shares = row.reliability.alternatives.flatMap(\.criteria).compactMap(\.share)
      #expect(shares.contains { $0 == flow.reliability }, "\(id)")
      if case .schedule(let schedule) = flow.trigger, schedule.window != .wholeDay {
        let window = "\(schedule.window)"
        let isStated = row.when.alternatives.contains { time in
          if case .daily(let windows) = time {
            windows.contains { "\($0)" == window }
          } else {
            false
          }
        }
        #expect(isStated, "\(id) \(window)")
      }
      if let bytes = row.size.alternatives.compactMap(\.bytes).first,
        row.size.alternatives.count == 1
      {
        #expect(bytes.contains(flow.size.lowerBound), "\(id)")
      }
    }
  }

  private static func catalogue() throws -> FlowCatalogue {
    var files: [FlowCatalogue.Part: SourceText] = [:]
    for part in FlowCatalogue.Part.allCases {
      let url = Fixtures.root.appending(path: "Suites/sg-network").appending(path: part.rawValue)
      files[part] = SourceText(name: part.rawValue, bytes: Array(try Data(contentsOf: url)))
    }
    return try FlowCatalogue(files)
  }
}
