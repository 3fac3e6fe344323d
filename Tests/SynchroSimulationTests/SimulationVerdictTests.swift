import SynchroJSON
import SynchroStatistics
import SynchroTiming
import Testing

@testable import SynchroFlows
@testable import SynchroSimulation

@Suite struct SimulationVerdictTests {
  typealias Scenario = SimulationScenario

  /// So many payloads at a loss, against "> 98 % within 15 s".
  private static func verdict(
    loss: Double, devices: Int, reliability: String? = "98 %", delay: Duration = .zero
  ) async throws -> SimulationVerdict? {
    let links = [Scenario.Link(name: "1D", delay: .constant(delay), loss: loss)]
    var scenario = try SimulationQueueTests.scenario(
      devices: devices, links, pace: .spread, perDay: 1, latency: .seconds(15))
    scenario.flows[0].reliability = reliability.flatMap { Share($0) }
    return try await SimulationQueueTests.run(scenario).verdicts[0]
  }

  @Test(arguments: [
    (148, 0.0, "INCONCLUSIVE, > 98 % within 15 s, n = 148, failures 0, mode virtual"),
    (149, 0.0, "PASS, > 98 % within 15 s, 95 % confidence, n = 149, failures 0, mode virtual"),
    (10, 1.0, "FAIL, > 98 % within 15 s, 95 % confidence, n = 10, failures 10, mode virtual"),
  ])
  func `the verdict is that of exact bounds, in words that may be quoted`(
    devices: Int, loss: Double, words: String
  ) async throws {
    #expect(try await Self.verdict(loss: loss, devices: devices)?.words == words)
  }

  @Test(arguments: [
    (0.01, "PASS"), (0.02, "INCONCLUSIVE"), (0.03, "FAIL"),
  ])
  func `a network that is better passes, one that is worse fails, one at the limit neither`(
    loss: Double, decision: String
  ) async throws {
    let verdict = try await Self.verdict(loss: loss, devices: 5000)
    #expect(verdict?.decision.rawValue == decision)
  }

  @Test func `late payloads fail like lost ones, and nothing demanded is nothing judged`()
    async throws
  {
    let late = try await Self.verdict(loss: 0, devices: 100, delay: .seconds(15))
    #expect(late?.failures == 100)
    #expect(late?.decision == .fail)
    #expect(try await Self.verdict(loss: 1, devices: 10, reliability: nil) == nil)
  }

  /// An hour of all hours in which everything is lost is no independent loss of a twenty-fourth.
  @Test func `failures that cluster in hours count for less`() async throws {
    let fading = Scenario.Link.Fading(every: .seconds(72_000), lasting: .seconds(1200), loss: 1)
    let links = [Scenario.Link(name: "1D", fading: fading)]
    let scenario = try SimulationQueueTests.scenario(
      devices: 1000, perCollector: 1000, links, pace: .spread, perDay: 24)
    let result = try await SimulationQueueTests.run(scenario)
    let verdict = try #require(result.verdicts[0])
    #expect(verdict.failures > 0)
    #expect(verdict.clustering > 20)
    #expect(verdict.decision != .pass || verdict.failures < 100)
  }

  /// A full queue of equal collectors is no cluster; a bad spell that each has by itself is one.
  @Test func `failures that cluster at collectors count for less`() async throws {
    let share = try #require(Share("50 %"))
    let storm = SimulationScenario.Outage(
      name: "storm", time: .midnight, collectors: share, devices: .whole, duration: .seconds(60))
    let links = [
      Scenario.Link(name: "1D", queue: .collector, bitsPerSecond: 8_000, queueLimit: 500)
    ]
    var scenario = try SimulationQueueTests.scenario(
      devices: 20_000, perCollector: 1000, links, pace: .spread, perDay: 0.01)
    scenario.outages = [storm]
    scenario.flows[0].trigger = .outage("storm", after: .zero)
    scenario.fleet.devicesPerCollector = 700
    let verdict = try #require(try await SimulationQueueTests.run(scenario).verdicts[0])
    #expect(verdict.failures > 1000)
    #expect(verdict.clustering == 1)

    scenario.links[0].queueLimit = 1000
    scenario.flows[0].trigger = .outage("storm", after: .uniform(.zero, .seconds(3600)))
    scenario.links[0].fading = .init(every: .seconds(900), lasting: .seconds(300), loss: 1)
    let faded = try #require(try await SimulationQueueTests.run(scenario).verdicts[0])
    #expect(faded.clustering > 20, "\(faded)")
  }

  @Test func `the document of a result holds what was counted`() async throws {
    let links = [Scenario.Link(name: "1D", queue: .collector, bitsPerSecond: 8_000)]
    let result = try await SimulationQueueTests.run(
      SimulationQueueTests.scenario(
        devices: 200, perCollector: 100, links, pace: .aligned, perDay: 1, latency: .seconds(60)))
    let json = result.json
    #expect(json["mode"] == "virtual")
    #expect(json["caveat"] == .string(SimulationResult.caveat))
    #expect(json["payloads"] == 200)
    guard case .array(let flows) = json["flows"], case .array(let found) = json["links"],
      let flow = flows.first, case .array(let hours) = flow["hours"],
      case .array(let bars) = flow["histogram"]
    else {
      Issue.record("flows, links, hours and histogram are lists")
      return
    }
    // The k-th waits k seconds and is sent for one: less than 60 s are the first 59 of each hundred.
    #expect(flow["onTime"] == 118)
    #expect(flow["late"] == 82)
    #expect(hours.count == 24)
    #expect(hours.first?["failed"] == 82)
    #expect(found.first?["longestQueue"] == 100)
    let counts = bars.compactMap { bar -> Int? in
      guard case .number(let count) = bar["count"] else { return nil }
      return count.int
    }
    #expect(counts.reduce(0, +) == 200)
    #expect(bars.count < 100)
    #expect(JSONPrinter.pretty(json).contains("\"p98\""))
  }
}
