import SynchroTiming
import Testing

@testable import SynchroFlows
@testable import SynchroSimulation

@Suite struct SimulationTests {
  typealias Scenario = SimulationScenario

  /// Two classes, two flows, random delays and losses, a queue and an outage.
  private static func mixed(devices: Int = 2500, seed: UInt64 = 7) throws -> Scenario {
    let poisson = try #require(DailySchedule(pace: .poisson, perDay: 3))
    let night = try #require(TimeWindow("20:00-04:00"))
    let spread = try #require(DailySchedule(pace: .spread, perDay: 2, window: night))
    let share = try #require(Share("0.3"))
    return Scenario(
      fleet: .init(
        devices: devices, devicesPerCollector: 100, classes: [.init(name: "a", share: share)]),
      links: [
        .init(
          name: "1D", queue: .collector, bitsPerSecond: 9600, overhead: 40,
          delay: .exponential(minimum: .milliseconds(10), mean: .milliseconds(200)), loss: 0.01),
        .init(
          name: "1Ca", queue: .device, bitsPerSecond: 64_000,
          delay: .logNormal(median: .milliseconds(80), deviation: 0.5)),
        .init(name: "1Ab", delay: .uniform(.milliseconds(5), .milliseconds(30)), loss: 0.02),
      ],
      flows: [
        .init(
          id: "all", path: FlowPath(["1D", "1Ca", "1Ab"]), trigger: .schedule(poisson),
          size: 25...278, latency: .seconds(5), reliability: Share("98 %")),
        .init(
          id: "some", path: FlowPath(["1Ab", "1D"]), deviceClass: "a", trigger: .schedule(spread),
          size: 1600...1600, latency: .seconds(15)),
        .init(
          id: "gasp", path: FlowPath(["1D"]),
          trigger: .outage("storm", after: .uniform(.zero, .seconds(2))), size: 25...25),
      ],
      outages: [
        .init(
          name: "storm", time: try #require(TimeOfDay("22:00")), collectors: share,
          devices: try #require(Share("80 %")), duration: .seconds(3600))
      ], seed: seed)
  }

  /// What is counted, as a text that can be compared.
  private static func fingerprint(_ result: SimulationResult) -> String {
    let flows = result.flows.map { flow in
      "\(flow.sent) \(flow.silent) \(flow.onTime) \(flow.late) \(flow.lost) \(flow.latencies.text)"
        + "\(flow.sentByHour) \(flow.failedByHour)"
    }
    let links = result.links.map { link in
      "\(link.passed) \(link.lost) \(link.longestQueue) \(link.waits.text)"
    }
    return (flows + links + ["\(result.darkDevices)"]).joined(separator: "\n")
  }

  @Test func `a seed gives one result, however many workers share the work`() async throws {
    let scenario = try Self.mixed()
    let one = Self.fingerprint(try await SimulationQueueTests.run(scenario))
    for workers in [2, 7, 100] {
      let other = Self.fingerprint(try await SimulationQueueTests.run(scenario, workers: workers))
      #expect(other == one)
    }
    let otherSeed = Self.fingerprint(try await SimulationQueueTests.run(Self.mixed(seed: 8)))
    #expect(otherSeed != one)
  }

  /// A collector's devices do the same whatever the size of the fleet.
  @Test func `collectors do not influence each other`() async throws {
    let small = try await SimulationQueueTests.run(Self.mixed(devices: 100))
    let again = try await SimulationQueueTests.run(Self.mixed(devices: 200))
    #expect(again.flows[0].sent > small.flows[0].sent)
    #expect(small.flows[0].sent == small.flows[0].onTime + small.flows[0].failed)
    #expect(again.flows[1].sent == again.flows[1].onTime + again.flows[1].failed)
  }

  @Test func `an outage silences devices and makes them gasp`() async throws {
    var scenario = try Self.mixed()
    scenario.outages[0].collectors = .whole
    let result = try await SimulationQueueTests.run(scenario)
    let dark = result.darkDevices[0]
    // 80 % of 2,500 ± 20; five deviations.
    #expect(abs(Double(dark) - 2000) < 100)
    #expect(result.flows[2].sent == dark)
    #expect(result.flows[2].sentByHour[22] == dark)
    // An hour of three payloads a day from 2,000 devices: 250 ± 16.
    #expect(abs(Double(result.flows[0].silent) - 250) < 80)
    let alive = try Self.mixed()
    let total = try await SimulationQueueTests.run(alive).flows[0]
    #expect(result.flows[0].sent + result.flows[0].silent == total.sent + total.silent)
  }

  @Test func `classes have their exact share of a million devices`() {
    let places = (0..<1_000_000).lazy.map(SimulationPlan.place(ofDevice:))
    #expect(places.count { $0 < 174_000 } == 174_000)
    // And a collector of a thousand has its share but for a handful.
    for start in [0, 417_000, 999_000] {
      let count = (start..<start + 1000).count { SimulationPlan.place(ofDevice: $0) < 174_000 }
      #expect(abs(count - 174) <= 4)
    }
  }

  @Test func `several days go on where one ends`() async throws {
    var scenario = try Self.mixed(devices: 300)
    scenario.outages = []
    scenario.flows.removeLast()
    let one = try await SimulationQueueTests.run(scenario)
    scenario.days = 3
    let three = try await SimulationQueueTests.run(scenario)
    #expect(three.flows[1].sent == one.flows[1].sent * 3)
    #expect(abs(Double(three.flows[0].sent) - 2700) < 260)
  }

  @Test func `a cancelled simulation has no result`() async throws {
    let simulation = try Simulation(try Self.mixed())
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await simulation.run(workers: 2)
    }
    task.cancel()
    #expect(await task.value == nil)
  }
}
