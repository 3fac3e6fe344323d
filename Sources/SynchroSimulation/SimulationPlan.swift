import SynchroFlows
import SynchroText
import SynchroTiming

/// A scenario whose names are resolved and whose numbers are in the form that is used a million
/// times.
struct SimulationPlan: Sendable {
  struct Link {
    let queue: SimulationScenario.Link.Queue
    /// Zero when size costs no time.
    let nanosecondsPerByte: Double
    let overhead: Int
    let processing: DelaySampler
    let delay: DelaySampler
    let loss: Double
    /// How much is lost in bad spells; nil when there are none.
    let fadedLoss: Double?
    let queueLimit: Int

    /// Whether payloads have to come to it in the order of time.
    var isOrdered: Bool { queue != .none || fadedLoss != nil }
  }

  struct Flow {
    let random: CounterRandom
    /// Where in ``hops`` its path stands.
    let path: Range<Int>
    /// Devices whose place in the fleet's order lies in these millionths.
    let places: Range<Int>
    let schedule: DailySchedule?
    /// Index of the outage, and the delay behind it.
    let outage: (index: Int, after: DelaySampler)?
    let size: ClosedRange<Int>
    let consumer: DelaySampler
    /// In nanoseconds; `.max` when nothing is demanded.
    let latency: Int64
  }

  struct Outage {
    let random: CounterRandom
    let start: Int64
    let end: Int64
    let collectors: Int
    let devices: Int
  }

  /// A billion payloads take minutes; ten of them are beyond what anybody waits for.
  static let payloadLimit = 10e9

  /// Devices that hardly ever send have to be asked all the same, for each flow.
  static let visitLimit = 20_000_000_000

  let scenario: SimulationScenario
  let links: [Link]
  let flows: [Flow]
  /// The links of all paths, one path behind the other.
  let hops: [Int]
  let outages: [Outage]
  /// Streams of the links' spells.
  let spells: CounterRandom
  /// The end of the last day; nothing is intended from then on.
  let horizon: Int64

  init(_ scenario: SimulationScenario) throws(SimulationFault) {
    try Self.check(scenario)
    self.scenario = scenario
    horizon = DailySchedule.day * Int64(scenario.days)
    links = scenario.links.map(Link.init)
    let random = CounterRandom(seed: scenario.seed)
    // Outages have the first child, flows those behind it, and links the last.
    spells = random.child(.max)
    outages = scenario.outages.enumerated().map { index, outage in
      let start =
        DailySchedule.day * Int64(outage.day - 1) + outage.time.sinceMidnight.wholeNanoseconds
      return Outage(
        random: random.child(0).child(UInt64(index)), start: start,
        end: start + outage.duration.wholeNanoseconds, collectors: outage.collectors.millionths,
        devices: outage.devices.millionths)
    }
    var flows: [Flow] = []
    var hops: [Int] = []
    for (index, flow) in scenario.flows.enumerated() {
      let path = try Self.path(flow, index, scenario)
      try Self.checkDurations(flow, path.map { scenario.links[$0] })
      let range = hops.count..<hops.count + path.count
      hops += path
      flows.append(try Self.flow(flow, index, scenario, random.child(UInt64(index) + 1), range))
    }
    self.flows = flows
    self.hops = hops
    let visits = scenario.fleet.devices.multipliedReportingOverflow(by: scenario.flows.count)
    guard !visits.overflow, visits.partialValue <= Self.visitLimit else {
      throw .tooManyDevices(scenario.fleet.devices, limit: Self.visitLimit / scenario.flows.count)
    }
    let planned = Self.plannedPayloads(scenario)
    guard planned <= Self.payloadLimit else {
      throw .tooManyPayloads(planned, limit: Self.payloadLimit)
    }
  }

  /// About how many payloads the scenario has.
  static func plannedPayloads(_ scenario: SimulationScenario) -> Double {
    scenario.flows.reduce(0) { sum, flow in
      let share = scenario.fleet.classes.first { $0.name == flow.deviceClass }?.share ?? .whole
      let devices = Double(scenario.fleet.devices) * share.fraction
      switch flow.trigger {
      case .schedule(let schedule):
        return sum + devices * schedule.perDay * Double(scenario.days)
      case .outage(let name, _):
        guard let outage = scenario.outages.first(where: { $0.name == name }) else { return sum }
        return sum + devices * outage.collectors.fraction * outage.devices.fraction
      }
    }
  }

  // MARK: - Devices

  /// Where a device stands when the fleet is ordered by classes, in millionths. Neighbours stand far
  /// apart, so that every collector has its share of each class; a million devices fill each place
  /// once, which makes the classes exact.
  @inline(__always)
  static func place(ofDevice device: Int) -> Int { device % 1_000_000 * 618_033 % 1_000_000 }

  // MARK: - Making

  private static func path(
    _ flow: SimulationScenario.Flow, _ index: Int, _ scenario: SimulationScenario
  ) throws(SimulationFault) -> [Int] {
    let names = scenario.links.map(\.name)
    return try flow.path.links.map { label throws(SimulationFault) in
      guard let link = names.firstIndex(of: label) else {
        throw .unknownLink(label, flow: index, advice: NearestName.advice(for: label, among: names))
      }
      return link
    }
  }

  private static func flow(
    _ flow: SimulationScenario.Flow, _ index: Int, _ scenario: SimulationScenario,
    _ random: CounterRandom, _ path: Range<Int>
  ) throws(SimulationFault) -> Flow {
    var schedule: DailySchedule?
    var trigger: (Int, DelaySampler)?
    switch flow.trigger {
    case .schedule(let own): schedule = own
    case .outage(let name, let after):
      let outages = scenario.outages.map(\.name)
      guard let outage = outages.firstIndex(of: name) else {
        throw .unknownOutage(
          name, flow: index, advice: NearestName.advice(for: name, among: outages))
      }
      trigger = (outage, after.sampler)
    }
    return Flow(
      random: random, path: path, places: try places(flow.deviceClass, index, scenario),
      schedule: schedule, outage: trigger, size: flow.size, consumer: flow.consumer.sampler,
      latency: flow.latency?.wholeNanoseconds ?? .max)
  }

  private static func places(
    _ name: String?, _ flow: Int, _ scenario: SimulationScenario
  ) throws(SimulationFault) -> Range<Int> {
    guard let name else { return 0..<1_000_000 }
    var start = 0
    for kind in scenario.fleet.classes {
      if kind.name == name { return start..<start + kind.share.millionths }
      start += kind.share.millionths
    }
    let names = scenario.fleet.classes.map(\.name)
    throw .unknownClass(name, flow: flow, advice: NearestName.advice(for: name, among: names))
  }
}

extension SimulationPlan.Link {
  init(_ link: SimulationScenario.Link) {
    queue = link.queue
    nanosecondsPerByte = link.bitsPerSecond.map { 8e9 / Double($0) } ?? 0
    overhead = link.overhead
    processing = link.processing.sampler
    delay = link.delay.sampler
    loss = link.loss
    fadedLoss = link.fading?.loss
    queueLimit = link.queueLimit
  }

  /// How long a payload occupies the link.
  @inline(__always)
  func transmission(of bytes: Int) -> Int64 {
    Int64(Double(bytes + overhead) * nanosecondsPerByte)
  }
}
