import SynchroTiming

/// The days of one collector after another: its devices, its links, its queues.
///
/// Collectors share nothing, so each is simulated by itself, with memory for its devices and for the
/// payloads that are on their way, never for a day's payloads.
struct CollectorSimulation {
  /// A payload on its way.
  private struct Payload {
    var random: CounterRandom
    var intended: Int64
    var flow: Int32
    /// Index into the path of the flow.
    var hop: Int32
    var device: Int32
    var size: Int32
  }

  /// What will be intended: the index of an instant of a device's flow.
  private struct Intent {
    let flow: Int32
    let device: Int32
    let index: UInt64
  }

  private let plan: SimulationPlan
  private(set) var tally: SimulationTally

  private var intents = EventHeap<Intent>()
  private var arrivals = EventHeap<Int32>()
  private var payloads: ContiguousArray<Payload> = []
  private var vacant: ContiguousArray<Int32> = []
  private var sequence: UInt64 = 0
  private var queues: ContiguousArray<LinkQueue>
  /// By link, for links on which the payloads of a device wait for each other.
  private var deviceFree: [ContiguousArray<Int64>]
  /// By link; nil for links without bad spells.
  private var fadings: [LinkFading?]
  private var area = 0
  private var firstDevice = 0
  private var deviceCount = 0
  /// The outages that reach this collector.
  private var outages: [Int] = []

  init(_ plan: SimulationPlan) {
    self.plan = plan
    tally = SimulationTally(plan)
    queues = ContiguousArray(plan.links.map { _ in LinkQueue() })
    deviceFree = plan.links.map { _ in [] }
    fadings = plan.scenario.links.map { $0.fading.map(LinkFading.init) }
  }

  /// Simulates one collector from the first midnight until its last payload is through.
  mutating func run(collector: Int) {
    begin(collector)
    while true {
      // At one moment what is on its way goes first, so that queues see one order on any machine.
      if let arrival = arrivals.first,
        intents.first.map({ arrival.time <= $0.time }) ?? true
      {
        _ = arrivals.pop()
        arrive(arrival.payload, at: arrival.time)
      } else if let intent = intents.first {
        let next = following(intent.payload, after: intent.time)
        if let next { intents.replaceFirst(with: next) } else { _ = intents.pop() }
        send(intent.payload, at: intent.time)
      } else {
        return
      }
    }
  }

  // MARK: - Intents

  private mutating func begin(_ collector: Int) {
    let fleet = plan.scenario.fleet
    let areas = min(SimulationTally.areaLimit, fleet.collectors)
    area = collector * areas / fleet.collectors
    firstDevice = collector * fleet.devicesPerCollector
    deviceCount = min(fleet.devicesPerCollector, fleet.devices - firstDevice)
    intents.removeAll()
    arrivals.removeAll()
    payloads.removeAll(keepingCapacity: true)
    vacant.removeAll(keepingCapacity: true)
    sequence = 0
    for index in queues.indices { queues[index].reset() }
    for index in fadings.indices {
      fadings[index]?.reset(plan.spells.child(UInt64(index)).child(UInt64(collector)))
    }
    for (index, link) in plan.links.enumerated() where link.queue == .device {
      deviceFree[index] = ContiguousArray(repeating: 0, count: deviceCount)
    }
    outages = plan.outages.indices.filter { index in
      let outage = plan.outages[index]
      return Self.hits(outage.collectors, outage.random.child(0).word(UInt64(collector)))
    }
    for index in outages {
      for device in 0..<deviceCount where isDark(device, index) {
        tally.affectedDevices[index] += 1
      }
    }
    for flow in plan.flows.indices { addIntents(flow) }
  }

  private mutating func addIntents(_ index: Int) {
    let flow = plan.flows[index]
    if let schedule = flow.schedule {
      for device in 0..<deviceCount where isMember(device, of: flow) {
        let random = flow.random.child(UInt64(firstDevice + device))
        if let time = schedule.instant(0, after: nil, random), time < plan.horizon {
          let intent = Intent(flow: Int32(index), device: Int32(device), index: 0)
          intents.push(.init(time: time, order: Self.order(intent), payload: intent))
        }
      }
    } else if let outage = flow.outage, outages.contains(outage.index) {
      let start = plan.outages[outage.index].start
      for device in 0..<deviceCount
      where isMember(device, of: flow) && isDark(device, outage.index) {
        let random = flow.random.child(UInt64(firstDevice + device))
        let time = start + outage.after.draw(random, 0)
        let intent = Intent(flow: Int32(index), device: Int32(device), index: 0)
        intents.push(.init(time: time, order: Self.order(intent), payload: intent))
      }
    }
  }

  @inline(__always)
  private func following(_ intent: Intent, after time: Int64) -> EventHeap<Intent>.Event? {
    let flow = plan.flows[Int(intent.flow)]
    guard let schedule = flow.schedule else { return nil }
    let random = flow.random.child(UInt64(firstDevice + Int(intent.device)))
    guard let next = schedule.instant(intent.index + 1, after: time, random), next < plan.horizon
    else { return nil }
    let successor = Intent(flow: intent.flow, device: intent.device, index: intent.index + 1)
    return .init(time: next, order: Self.order(successor), payload: successor)
  }

  /// Devices that intend something at the same moment take turns by flow and number.
  @inline(__always)
  private static func order(_ intent: Intent) -> UInt64 {
    UInt64(intent.flow) << 32 | UInt64(intent.device)
  }

  @inline(__always)
  private func isMember(_ device: Int, of flow: SimulationPlan.Flow) -> Bool {
    flow.places.contains(SimulationPlan.place(ofDevice: firstDevice + device))
  }

  /// Whether an outage that reaches this collector takes the power of a device.
  private func isDark(_ device: Int, _ outage: Int) -> Bool {
    let random = plan.outages[outage].random.child(1)
    return Self.hits(plan.outages[outage].devices, random.word(UInt64(firstDevice + device)))
  }

  /// True for so many millionths of all words.
  private static func hits(_ millionths: Int, _ word: UInt64) -> Bool {
    word.multipliedFullWidth(by: 1_000_000).high < UInt64(millionths)
  }

  // MARK: - Payloads

  @inline(__always)
  private mutating func send(_ intent: Intent, at time: Int64) {
    let index = Int(intent.flow)
    let flow = plan.flows[index]
    if flow.schedule != nil, isSilent(Int(intent.device), at: time) {
      tally.flows[index].silent += 1
      return
    }
    tally.flows[index].sent += 1
    tally.flows[index].sentByHour[Self.hour(time)] += 1
    tally.flows[index].sentByArea[area] += 1
    // The schedule draws from words of the device's stream, the payload from a child of it.
    let random = flow.random.child(UInt64(firstDevice + Int(intent.device))).child(intent.index)
    let payload = Payload(
      random: random, intended: time, flow: intent.flow, hop: 0, device: intent.device,
      size: Self.size(flow.size, random))
    approach(payload, from: time, now: time)
  }

  private func isSilent(_ device: Int, at time: Int64) -> Bool {
    for index in outages where time >= plan.outages[index].start && time < plan.outages[index].end {
      if isDark(device, index) { return true }
    }
    return false
  }

  @inline(__always)
  private static func size(_ range: ClosedRange<Int>, _ random: CounterRandom) -> Int32 {
    let width = UInt64(range.upperBound - range.lowerBound)
    guard width > 0 else { return Int32(range.lowerBound) }
    return Int32(range.lowerBound + Int(random.word(0).multipliedFullWidth(by: width + 1).high))
  }

  /// Takes a payload along its path up to the next queue, where it has to wait for its turn in time.
  @inline(__always)
  private mutating func approach(_ payload: Payload, from start: Int64, now: Int64) {
    var payload = payload
    var time = start
    let path = plan.flows[Int(payload.flow)].path
    while Int(payload.hop) < path.count {
      let index = plan.hops[path.lowerBound + Int(payload.hop)]
      let draws = Self.draws(payload.hop)
      time += plan.links[index].processing.draw(payload.random, draws)
      if plan.links[index].isOrdered, time > now {
        wait(payload, until: time)
        return
      }
      guard let end = pass(index, payload, at: time) else { return }
      time = end
      payload.hop += 1
    }
    consume(payload, at: time)
  }

  /// A payload stands before a queue now.
  @inline(__always)
  private mutating func arrive(_ slot: Int32, at now: Int64) {
    var payload = payloads[Int(slot)]
    vacant.append(slot)
    let index = plan.hops[plan.flows[Int(payload.flow)].path.lowerBound + Int(payload.hop)]
    guard let end = pass(index, payload, at: now) else { return }
    payload.hop += 1
    approach(payload, from: end, now: now)
  }

  private mutating func wait(_ payload: Payload, until time: Int64) {
    let slot: Int32
    if let free = vacant.popLast() {
      slot = free
      payloads[Int(free)] = payload
    } else {
      slot = Int32(payloads.count)
      payloads.append(payload)
    }
    sequence += 1
    arrivals.push(.init(time: time, order: sequence, payload: slot))
  }

  /// When a payload that comes to a link leaves it at the other end; nil when it is lost.
  @inline(__always)
  private mutating func pass(_ index: Int, _ payload: Payload, at time: Int64) -> Int64? {
    let link = plan.links[index]
    let duration = link.transmission(of: Int(payload.size))
    var start = time
    switch link.queue {
    case .none: break
    case .device:
      start = max(time, deviceFree[index][Int(payload.device)])
      // A device that is never done must not run past the end of the virtual clock.
      deviceFree[index][Int(payload.device)] = min(start + duration, Int64.max / 4)
      tally.links[index].waits.record(UInt64(start - time))
    case .collector:
      guard let begin = queues[index].enter(at: time, for: duration, limit: link.queueLimit) else {
        tally.links[index].overflowed += 1
        fail(payload)
        tally.flows[Int(payload.flow)].overflowed += 1
        return nil
      }
      start = begin
      tally.links[index].waits.record(UInt64(start - time))
      tally.links[index].longestQueue = max(tally.links[index].longestQueue, queues[index].count)
    }
    tally.links[index].busy += UInt64(duration)
    let draws = Self.draws(payload.hop)
    var loss = link.loss
    if let faded = link.fadedLoss, fadings[index]?.isBad(at: time) == true { loss = faded }
    if loss > 0, payload.random.unit(draws + 2) <= loss {
      tally.links[index].lost += 1
      fail(payload)
      tally.flows[Int(payload.flow)].lost += 1
      return nil
    }
    tally.links[index].passed += 1
    return start + duration + link.delay.draw(payload.random, draws + 3)
  }

  @inline(__always)
  private mutating func consume(_ payload: Payload, at time: Int64) {
    let index = Int(payload.flow)
    let end = time + plan.flows[index].consumer.draw(payload.random, 1)
    let latency = end - payload.intended
    tally.flows[index].latencies.record(UInt64(latency))
    // Section 4.18: bounds are always "less than".
    if latency < plan.flows[index].latency {
      tally.flows[index].onTime += 1
    } else {
      tally.flows[index].late += 1
      fail(payload)
    }
  }

  private mutating func fail(_ payload: Payload) {
    tally.flows[Int(payload.flow)].failedByHour[Self.hour(payload.intended)] += 1
    tally.flows[Int(payload.flow)].failedByArea[area] += 1
  }

  /// The first of the words that belong to a hop; those before belong to size and consumer.
  @inline(__always)
  private static func draws(_ hop: Int32) -> UInt64 { 4 + UInt64(hop) * 8 }

  @inline(__always)
  private static func hour(_ time: Int64) -> Int { Int(time / 3_600_000_000_000 % 24) }
}
