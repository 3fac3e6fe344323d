import SynchroFlows
import SynchroTiming

extension SimulationPlan {
  /// A fleet beyond this is refused; payloads have a limit of their own.
  static let deviceLimit = 1_000_000_000_000

  /// Numbers and names of a scenario, whoever made it.
  static func check(_ scenario: SimulationScenario) throws(SimulationFault) {
    let fleet = scenario.fleet
    try check("the number of devices", fleet.devices, 1...deviceLimit)
    try check("the number of devices of a collector", fleet.devicesPerCollector, 1...1_000_000)
    try check("the number of days", scenario.days, 1...366)
    try check("the number of flows", scenario.flows.count, 1...1000)
    try check("the number of links", scenario.links.count, 0...250)
    try check("the number of outages", scenario.outages.count, 0...1000)
    try checkNames(scenario.links.map(\.name))
    try checkNames(scenario.flows.map(\.id))
    try checkNames(scenario.outages.map(\.name))
    try checkNames(fleet.classes.map(\.name))
    let shares = fleet.classes.reduce(0) { $0 + $1.share.millionths }
    guard shares <= 1_000_000 else { throw .surplusShares(shares) }
    for link in scenario.links { try check(link) }
    for outage in scenario.outages {
      try check("the day of outage '\(outage.name)'", outage.day, 1...scenario.days)
    }
    for (index, flow) in scenario.flows.enumerated() {
      if let share = flow.reliability, share == .none || share == .whole {
        throw .emptyDemand(share, flow: index)
      }
      try check("the number of links of '\(flow.id)'", flow.path.links.count, 0...64)
      try check("the size of '\(flow.id)'", flow.size.lowerBound, 0...sizeLimit)
      try check("the size of '\(flow.id)'", flow.size.upperBound, 0...sizeLimit)
    }
  }

  private static let sizeLimit = 1 << 30

  /// A payload that is sent for a day, or a queue that is full for a year, is a slip of the pen; and
  /// the virtual clock has an end.
  static func checkDurations(
    _ flow: SimulationScenario.Flow, _ path: [SimulationScenario.Link]
  ) throws(SimulationFault) {
    for link in path {
      guard let rate = link.bitsPerSecond else { continue }
      let seconds = Double(flow.size.upperBound + link.overhead) * 8 / Double(rate)
      let waiting = link.queue == .collector ? seconds * Double(link.queueLimit) : seconds
      if seconds > 86_400 || waiting > 366 * 86_400 {
        throw .tooSlow(link.name, flow: flow.id, isQueue: seconds <= 86_400)
      }
    }
  }

  private static func check(_ link: SimulationScenario.Link) throws(SimulationFault) {
    let name = "link '\(link.name)'"
    try check("the overhead of \(name)", link.overhead, 0...sizeLimit)
    try check("the limit of the queue of \(name)", link.queueLimit, 1...1_000_000)
    guard (0...1).contains(link.loss) else { throw .noProbability(link.name) }
    if let rate = link.bitsPerSecond {
      try check("the rate of \(name)", rate, 1...1_000_000_000_000)
    } else if link.queue != .none {
      throw .queueWithoutRate(link.name)
    }
  }

  private static func check(
    _ name: String, _ number: Int, _ range: ClosedRange<Int>
  ) throws(SimulationFault) {
    guard range.contains(number) else { throw .beyond(name, number, range) }
  }

  private static func checkNames(_ names: [String]) throws(SimulationFault) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted { throw .repeated(name) }
  }
}
