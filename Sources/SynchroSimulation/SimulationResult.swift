public import SynchroTiming

/// What happened in a simulation.
public struct SimulationResult: Sendable {
  /// How one flow fared.
  public struct Flow: Sendable {
    /// What it is and what is demanded of it.
    public let flow: SimulationScenario.Flow
    /// Payloads that were intended and sent: the trials.
    public let sent: UInt64
    /// Payloads that were intended while the device had no power; they are no trials.
    public let silent: UInt64
    /// Consumed before the bound, or at all when there is no bound.
    public let onTime: UInt64
    /// Consumed at the bound or later.
    public let late: UInt64
    /// Lost on a link.
    public let lost: UInt64
    /// Turned away by a full queue.
    public let overflowed: UInt64
    /// From intention to consumption, in nanoseconds, of all that were consumed.
    public let latencies: Histogram
    /// Trials by the hour of the day in which they were intended.
    public let sentByHour: [UInt64]
    /// Those of them that failed.
    public let failedByHour: [UInt64]
    /// Trials by area: each collector, or neighbouring ones when there are more than a thousand.
    public let sentByArea: [UInt64]
    /// Those of them that failed.
    public let failedByArea: [UInt64]

    /// What did not succeed: lost, turned away, or late.
    public var failed: UInt64 { late + lost + overflowed }
  }

  /// How one link fared, over all collectors.
  public struct Link: Sendable {
    /// The link.
    public let link: SimulationScenario.Link
    /// Payloads that came out at the other end.
    public let passed: UInt64
    /// Payloads that were lost on it.
    public let lost: UInt64
    /// Payloads that found its queue full.
    public let overflowed: UInt64
    /// How much of the days a collector's link was sending; nil where payloads do not share it.
    public let utilization: Double?
    /// Times spent in its queue, in nanoseconds.
    public let waits: Histogram
    /// The most payloads in one collector's queue at once, the one being sent included.
    public let longestQueue: Int
  }

  /// What was simulated.
  public let scenario: SimulationScenario
  /// Every flow, in the order of the scenario.
  public let flows: [Flow]
  /// What every flow shows about its demand; nil where nothing is demanded. The risk of a false FAIL
  /// is shared among them.
  public let verdicts: [SimulationVerdict?]
  /// Every link, in the order of the scenario.
  public let links: [Link]
  /// How many devices lost power in each outage.
  public let darkDevices: [UInt64]

  /// Payloads of all flows that were sent.
  public var payloads: UInt64 { flows.reduce(0) { $0 + $1.sent } }

  /// What no simulation may be quoted without.
  public static let caveat =
    "mode virtual: this follows from the scenario's numbers and says nothing of the field"

  init(_ plan: SimulationPlan, _ tally: SimulationTally) {
    let scenario = plan.scenario
    self.scenario = scenario
    flows = zip(scenario.flows, tally.flows).map { flow, tally in
      Flow(
        flow: flow, sent: tally.sent, silent: tally.silent, onTime: tally.onTime,
        late: tally.late, lost: tally.lost, overflowed: tally.overflowed,
        latencies: tally.latencies, sentByHour: tally.sentByHour,
        failedByHour: tally.failedByHour, sentByArea: tally.sentByArea,
        failedByArea: tally.failedByArea)
    }
    let rows = flows.count { $0.flow.reliability != nil }
    verdicts = flows.map { SimulationVerdict($0, rows: rows, seed: scenario.seed) }
    let time = Double(plan.horizon) * Double(scenario.fleet.collectors)
    links = zip(scenario.links, tally.links).map { link, tally in
      Link(
        link: link, passed: tally.passed, lost: tally.lost, overflowed: tally.overflowed,
        utilization: link.queue == .collector ? Double(tally.busy) / time : nil,
        waits: tally.waits, longestQueue: tally.longestQueue)
    }
    darkDevices = tally.affectedDevices
  }
}
