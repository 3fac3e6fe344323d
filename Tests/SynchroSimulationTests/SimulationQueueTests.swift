import SynchroTiming
import Testing

@testable import SynchroFlows
@testable import SynchroSimulation

/// The simulator held against what queueing theory and arithmetic say.
@Suite struct SimulationQueueTests {
  typealias Scenario = SimulationScenario

  static func scenario(
    devices: Int, perCollector: Int = 1000, _ links: [Scenario.Link], pace: DailySchedule.Pace,
    perDay: Double, size: Int = 1000, consumer: Duration = .zero, latency: Duration? = nil
  ) throws -> Scenario {
    let schedule = try #require(DailySchedule(pace: pace, perDay: perDay))
    return Scenario(
      fleet: .init(devices: devices, devicesPerCollector: perCollector), links: links,
      flows: [
        .init(
          id: "row", path: FlowPath(links.map(\.name)), trigger: .schedule(schedule),
          size: size...size, consumer: .constant(consumer), latency: latency,
          reliability: Share("98 %"))
      ])
  }

  static func run(_ scenario: Scenario, workers: Int = 1) async throws -> SimulationResult {
    try #require(await Simulation(scenario).run(workers: workers))
  }

  @Test func `delays that are fixed add up to the nanosecond`() async throws {
    let links = [
      Scenario.Link(
        name: "1D", bitsPerSecond: 8_000, overhead: 24, processing: .constant(.milliseconds(20)),
        delay: .constant(.milliseconds(300))),
      Scenario.Link(name: "1Ab", delay: .constant(.milliseconds(7))),
    ]
    let result = try await Self.run(
      Self.scenario(
        devices: 10, links, pace: .spread, perDay: 6, size: 76, consumer: .milliseconds(50)))
    let latencies = result.flows[0].latencies
    #expect(latencies.count == 60)
    #expect(latencies.minimum == 477_000_000)
    #expect(latencies.maximum == 477_000_000)
  }

  @Test(arguments: [(477, 0, 60), (478, 60, 0)])
  func `a payload that takes as long as its bound is late`(
    bound: Int, onTime: UInt64, late: UInt64
  ) async throws {
    let links = [Scenario.Link(name: "1D", delay: .constant(.milliseconds(477)))]
    let result = try await Self.run(
      Self.scenario(
        devices: 10, links, pace: .spread, perDay: 6, latency: .milliseconds(bound)))
    #expect(result.flows[0].onTime == onTime)
    #expect(result.flows[0].late == late)
    #expect(result.flows[0].failedByHour.reduce(0, +) == late)
  }

  /// 100 payloads at one moment, 1 s each: they wait 0, 1, … 99 s.
  @Test func `payloads of one moment wait for each other in turn`() async throws {
    let links = [Scenario.Link(name: "1D", queue: .collector, bitsPerSecond: 8_000)]
    let result = try await Self.run(
      Self.scenario(devices: 200, perCollector: 100, links, pace: .aligned, perDay: 1))
    let link = result.links[0]
    #expect(link.waits.count == 200)
    #expect(link.waits.mean == 49.5e9)
    #expect(link.waits.maximum == 99_000_000_000)
    #expect(link.longestQueue == 100)
    #expect(link.utilization == 100.0 / 86_400)
  }

  /// Mean wait of M/D/1: ρ·s / (2·(1 − ρ)).
  @Test(arguments: [(0.3, 0.05), (0.5, 0.05), (0.7, 0.08)])
  func `random arrivals wait as long as the formula of M D 1 says`(
    load: Double, tolerance: Double
  ) async throws {
    let links = [Scenario.Link(name: "1D", queue: .collector, bitsPerSecond: 8_000)]
    // A payload a second is a load of one; 100 devices share it.
    let scenario = try Self.scenario(
      devices: 100, perCollector: 100, links, pace: .poisson, perDay: 864 * load)
    let result = try await Self.run(scenario)
    let mean = try #require(result.links[0].waits.mean)
    let expected = load * 1e9 / (2 * (1 - load))
    #expect(abs(mean / expected - 1) < tolerance, "\(mean) against \(expected)")
    #expect(abs((result.links[0].utilization ?? 0) / load - 1) < 0.02)
  }

  @Test func `payloads of a device wait for each other, and not for other devices`() async throws {
    // Ten seconds a payload.
    let links = [Scenario.Link(name: "1D", queue: .device, bitsPerSecond: 800)]
    let slow = try await Self.run(
      Self.scenario(devices: 3, links, pace: .aligned, perDay: 8640))
    #expect(slow.links[0].waits.count == 3 * 8640)
    #expect(slow.links[0].waits.maximum == 0)
    // Twice as fast as the link can send: the last of n waits (n − 1) · 5 seconds.
    let fast = try await Self.run(
      Self.scenario(devices: 1, links, pace: .aligned, perDay: 17_280))
    #expect(fast.links[0].waits.maximum == (17_280 - 1) * 5_000_000_000)
  }

  @Test func `losses of links multiply`() async throws {
    let losses = [0.1, 0.2, 0.3]
    let links = losses.enumerated().map { Scenario.Link(name: "L\($0)", loss: $1) }
    let result = try await Self.run(
      Self.scenario(devices: 2000, links, pace: .spread, perDay: 10))
    let flow = result.flows[0]
    #expect(flow.sent == 20_000)
    // 0.504 of 20,000 ± 71; five deviations.
    #expect(abs(Double(flow.onTime) - 10_080) < 354)
    #expect(flow.onTime + flow.lost == flow.sent)
    #expect(abs(Double(result.links[0].lost) - 2000) < 213)
    #expect(result.links.reduce(0) { $0 + $1.lost } == flow.lost)
  }

  /// Spells of 10 minutes every 50 lose a sixth of everything, and whole spells of it.
  @Test func `fading loses its share of the time, in bursts`() async throws {
    let fading = Scenario.Link.Fading(every: .seconds(3000), lasting: .seconds(600), loss: 1)
    let links = [
      Scenario.Link(name: "1D", delay: .constant(.seconds(3)), fading: fading),
      Scenario.Link(name: "1Ca", fading: fading),
    ]
    var scenario = try Self.scenario(
      devices: 200, perCollector: 2, links, pace: .spread, perDay: 144)
    let result = try await Self.run(scenario)
    #expect(result.flows[0].sent == 28_800)
    // 100 days of 24 spells: 1/6 ± 0.0045; five deviations.
    let first = Double(result.links[0].lost) / 28_800
    let second = Double(result.links[1].lost) / Double(result.links[0].passed)
    #expect(abs(first - 1.0 / 6) < 0.023, "\(first)")
    #expect(abs(second - 1.0 / 6) < 0.025, "\(second)")

    scenario.links[0].fading = .init(every: .seconds(3000), lasting: .seconds(600), loss: 0)
    scenario.links[1].fading = .init(every: .seconds(3000), lasting: .seconds(600), loss: 0)
    #expect(try await Self.run(scenario).flows[0].onTime == 28_800)
  }

  @Test(arguments: [(0.0, 100), (1.0, 0)])
  func `losses of nothing and of all are exact`(loss: Double, onTime: UInt64) async throws {
    let links = [Scenario.Link(name: "1D", loss: loss)]
    let result = try await Self.run(
      Self.scenario(devices: 100, links, pace: .spread, perDay: 1))
    #expect(result.flows[0].onTime == onTime)
  }

  @Test func `a full queue turns payloads away`() async throws {
    let links = [
      Scenario.Link(name: "1D", queue: .collector, bitsPerSecond: 8_000, queueLimit: 10)
    ]
    let result = try await Self.run(
      Self.scenario(devices: 100, perCollector: 100, links, pace: .aligned, perDay: 1))
    #expect(result.flows[0].overflowed == 90)
    #expect(result.flows[0].onTime == 10)
    #expect(result.links[0].longestQueue == 10)
    #expect(result.flows[0].failedByHour[0] == 90)
  }

  /// The second queue sees payloads in the order of their departures from the first.
  @Test func `queues in a row pass payloads on in order`() async throws {
    let links = [
      Scenario.Link(name: "1D", queue: .collector, bitsPerSecond: 8_000),
      Scenario.Link(
        name: "1Ca", queue: .collector, bitsPerSecond: 4_000, processing: .constant(.seconds(5))),
    ]
    let result = try await Self.run(
      Self.scenario(devices: 50, perCollector: 50, links, pace: .aligned, perDay: 1))
    // Arrivals a second apart, two seconds each: the k-th waits k seconds.
    #expect(result.links[1].waits.maximum == 49_000_000_000)
    #expect(result.links[1].waits.mean == 24.5e9)
    #expect(result.flows[0].latencies.maximum == (1 + 5 + 50 * 2) * 1_000_000_000)
  }

  @Test func `the ring of a queue keeps its order while it grows and wraps`() {
    var queue = LinkQueue()
    var starts: [Int64] = []
    for round in 0..<40 as Range<Int64> {
      // Two come while one is sent, so the queue grows by one a round.
      for _ in 0..<2 {
        if let start = queue.enter(at: round * 10, for: 10, limit: 1000) { starts.append(start) }
      }
    }
    #expect(starts == (0..<80).map { $0 * 10 })
    #expect(queue.count == 41)
    #expect(queue.enter(at: 2000, for: 10, limit: 1) == 2000)
    #expect(queue.count == 1)
  }
}
