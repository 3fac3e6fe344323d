import Glibc
import SynchroJSON
import SynchroLinks
import SynchroPXB
import SynchroTiming
import Synchronization
import Testing

let harness = Sender(actor: "CIS/Billing - Utility", instance: "cis")
let meter = Sender(actor: "2-Way Meter - Electr", instance: "m1")

/// A payload of a test.
func payload(
  _ id: String, from: Sender = harness, to: Sender = meter, sequence: Int = 1,
  at time: PXBTime = .epoch, correlation: String? = nil, size: Int = 25
) -> Message {
  .payload(
    PayloadMessage(
      header: Header(run: "r1", id: id, sequence: sequence, clock: "h", at: time),
      name: "on-demand_Mtr-read_cmd", kind: .command, from: from, to: Party(to),
      correlation: correlation, attributes: .object([]),
      body: PackedBody(mode: .fill, bytes: [UInt8](repeating: 7, count: size))))
}

/// A device that answers every payload by one of its own, and orders by their results.
struct EchoParty: Participant, LinkAware, Sendable {
  var me = meter
  var delay = Duration.zero
  var received: [String] = []
  var faults: [PXBFault] = []
  var ends: [LinkEnd] = []
  var senders: [RoutePlace] = []
  var departed: [RoutePlace] = []
  private var planned: [(due: PXBTime, message: Message)] = []
  private var outgoing: [Message] = []
  private var sent = 0

  init(_ me: Sender = meter, delay: Duration = .zero) {
    self.me = me
    self.delay = delay
  }

  mutating func receive(_ message: Message, at now: PXBTime) {
    received.append(message.header.id)
    sent += 1
    let header = Header(
      run: "r1", id: "\(me.instance)-\(sent)", sequence: sent, clock: "h", at: now + delay)
    switch message {
    case .payload(let asked):
      guard asked.correlation == nil else { return }
      let answer = PayloadMessage(
        header: header, name: "on-demand_Mtr-read_resp-data", kind: .responseData, from: me,
        to: Party(asked.from), correlation: asked.header.id, attributes: .object([]),
        body: PackedBody(mode: .fill, bytes: [1, 2, 3]))
      planned.append((now + delay, .payload(answer)))
    case .control(let order):
      let result = ControlResult(
        header: header, correlation: order.header.id, outcome: .done(.object([])))
      outgoing.append(.controlResult(result))
    default: break
    }
  }

  mutating func receive(_ fault: PXBFault, at now: PXBTime) {
    if faults.count < 1_000 { faults.append(fault) }
  }

  mutating func linkEnded(_ end: LinkEnd, at now: PXBTime) {
    ends.append(end)
  }

  mutating func expect(from place: RoutePlace) { senders.append(place) }

  mutating func peerLeft(_ place: RoutePlace, _ end: LinkEnd, at now: PXBTime) {
    departed.append(place)
  }

  mutating func wake(at now: PXBTime) {
    while let first = planned.first, first.due <= now {
      outgoing.append(first.message)
      planned.removeFirst()
    }
  }

  var nextWake: PXBTime? { planned.first?.due }

  mutating func takeOutgoing() -> [Message] {
    defer { outgoing = [] }
    return outgoing
  }

  /// Sends something by itself.
  mutating func say(_ message: Message) {
    outgoing.append(message)
  }
}

/// What a link delivered, and the means to wait for it without sleeping.
final class Listening: Sendable {
  private struct State {
    var events: [LinkEvent] = []
    var waiting: [(test: @Sendable ([LinkEvent]) -> Bool, CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  var deliver: @Sendable (LinkEvent) -> Void {
    { [self] event in
      let resumed = state.withLock { state in
        state.events.append(event)
        let ready = state.waiting.filter { $0.test(state.events) }
        state.waiting.removeAll { $0.test(state.events) }
        return ready
      }
      for (_, continuation) in resumed { continuation.resume() }
    }
  }

  var events: [LinkEvent] { state.withLock { $0.events } }

  /// Returns when the events fulfil a test.
  func until(_ test: @escaping @Sendable ([LinkEvent]) -> Bool) async {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        if test(state.events) { return true }
        state.waiting.append((test, continuation))
        return false
      }
      if isReady { continuation.resume() }
    }
  }

  /// How the link ended.
  func end() async -> LinkEnd? {
    await until { $0.last?.end != nil }
    return events.last?.end
  }

  /// The first so many arrivals; fewer when the link ended before.
  func arrivals(_ count: Int) async -> [Arrival] {
    await until { $0.last?.end != nil || $0.compactMap(\.arrival).count >= count }
    return Array(events.compactMap(\.arrival).prefix(count))
  }
}

extension LinkEvent {
  var arrival: Arrival? {
    if case .received(let arrival) = self { return arrival }
    return nil
  }

  var end: LinkEnd? {
    if case .ended(let end) = self { return end }
    return nil
  }

  var departure: LinkEnd? {
    if case .closed(_, let end) = self { return end }
    return nil
  }

  var isOpening: Bool {
    if case .opened = self { return true }
    return false
  }
}

extension Arrival {
  var id: String? { try? outcome.get().header.id }

  var fault: PXBFault? {
    if case .failure(let fault) = outcome { return fault }
    return nil
  }
}

/// The file behind a descriptor, by a number that no other file of its kind has.
func fileNumber(_ raw: Int32) -> UInt64? {
  var facts = stat()
  return fstat(raw, &facts) == 0 ? UInt64(facts.st_ino) : nil
}

/// Whether any descriptor of this process leads to a pipe.
func isOpen(pipe number: UInt64) -> Bool {
  (0..<Int32(1_024)).contains { raw in
    var facts = stat()
    return fstat(raw, &facts) == 0 && facts.st_mode & S_IFMT == S_IFIFO && facts.st_ino == number
  }
}

/// How many descriptors this process has open.
func openDescriptors() -> Int {
  (0..<1_024).filter { fcntl(Int32($0), F_GETFD) >= 0 }.count
}
