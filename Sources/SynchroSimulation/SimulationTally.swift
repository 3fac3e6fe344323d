import SynchroTiming

/// What is counted while payloads pass. Sums and maxima only, so that tallies of collectors can be
/// put together in any order and give the same.
struct SimulationTally: Sendable {
  struct Flow: Sendable {
    /// Intended and sent: the trials.
    var sent: UInt64 = 0
    /// Intended while the device had no power: no trials.
    var silent: UInt64 = 0
    /// Consumed before the bound.
    var onTime: UInt64 = 0
    /// Consumed at the bound or later.
    var late: UInt64 = 0
    /// Lost on a link.
    var lost: UInt64 = 0
    /// Turned away by a full queue.
    var overflowed: UInt64 = 0
    /// Latencies of all that were consumed, in nanoseconds.
    var latencies = Histogram()
    /// Trials and failures by the hour of the day in which they were intended.
    var sentByHour = [UInt64](repeating: 0, count: 24)
    var failedByHour = [UInt64](repeating: 0, count: 24)
    /// Trials and failures by area: neighbouring collectors, as failures of one have one cause.
    var sentByArea: [UInt64]
    var failedByArea: [UInt64]
  }

  /// More areas tell no more about clusters.
  static let areaLimit = 1000

  struct Link: Sendable {
    var passed: UInt64 = 0
    var lost: UInt64 = 0
    var overflowed: UInt64 = 0
    /// Nanoseconds in which it sent, over all collectors.
    var busy: UInt64 = 0
    /// Waiting times in its queue, in nanoseconds.
    var waits = Histogram()
    /// Most payloads in one collector's queue at once, the one being sent included.
    var longestQueue = 0
  }

  var flows: [Flow]
  var links: [Link]
  var affectedDevices: [UInt64]

  init(_ plan: SimulationPlan) {
    let areas = min(Self.areaLimit, plan.scenario.fleet.collectors)
    let none = [UInt64](repeating: 0, count: areas)
    flows = plan.flows.map { _ in Flow(sentByArea: none, failedByArea: none) }
    links = plan.links.map { _ in Link() }
    affectedDevices = plan.outages.map { _ in 0 }
  }

  mutating func merge(_ other: SimulationTally) {
    for index in flows.indices { flows[index].merge(other.flows[index]) }
    for index in links.indices { links[index].merge(other.links[index]) }
    for index in affectedDevices.indices { affectedDevices[index] += other.affectedDevices[index] }
  }
}

extension SimulationTally.Flow {
  mutating func merge(_ other: SimulationTally.Flow) {
    sent += other.sent
    silent += other.silent
    onTime += other.onTime
    late += other.late
    lost += other.lost
    overflowed += other.overflowed
    latencies.merge(other.latencies)
    for hour in sentByHour.indices {
      sentByHour[hour] += other.sentByHour[hour]
      failedByHour[hour] += other.failedByHour[hour]
    }
    for area in sentByArea.indices {
      sentByArea[area] += other.sentByArea[area]
      failedByArea[area] += other.failedByArea[area]
    }
  }
}

extension SimulationTally.Link {
  mutating func merge(_ other: SimulationTally.Link) {
    passed += other.passed
    lost += other.lost
    overflowed += other.overflowed
    busy += other.busy
    waits.merge(other.waits)
    longestQueue = max(longestQueue, other.longestQueue)
  }
}
