import SynchroJSON
import SynchroPXB
import SynchroTiming

/// A meter of a few lines, good unless told otherwise, for tests of what the harness sees.
struct ScriptedMeter: Participant {
  /// What it does instead of what it should, with every command or with some.
  struct Script: Sendable {
    /// How long an answer takes.
    var reaction = Duration.seconds(1)
    /// How long a command takes until it is consumed.
    var reading = Duration.milliseconds(20)
    /// Changes the messages with which a command is answered, receipt first.
    var edit: @Sendable (_ command: PayloadMessage, _ answers: inout [Outgoing]) -> Void = { _, _ in
    }
    /// The share of commands that it drops without a word.
    var loss = 0.0
    var seed: UInt64 = 1
    /// What the control channel refuses.
    var refused: Set<String> = []
    /// Whether it greets at all.
    var isMute = false
    /// What a state is.
    var state: JSONValue = ["switch": "open"]
  }

  /// A message and how long from now it goes out.
  struct Outgoing {
    var message: Message
    var delay: Duration
    /// Whether it takes the next number of its sender; else it keeps its own.
    var isNumbered = true
  }

  let script: Script
  let roles: [Capability.Role]
  private var random: SplitMix64
  private var queue: [(due: PXBTime, order: Int, outgoing: Outgoing)] = []
  private var outbox: [Message] = []
  private var counts: [SequenceCounter: Int] = [:]
  private var ids = 0
  private(set) var now = PXBTime.epoch

  init(_ roles: [Capability.Role], script: Script = Script()) {
    self.roles = roles
    self.script = script
    random = SplitMix64(seed: script.seed)
  }

  var nextWake: PXBTime? { queue.map(\.due).min() }

  mutating func wake(at now: PXBTime) {
    self.now = now
    let due = queue.filter { $0.due <= now }.sorted { ($0.due, $0.order) < ($1.due, $1.order) }
    queue.removeAll { $0.due <= now }
    for item in due { send(item.outgoing) }
  }

  mutating func takeOutgoing() -> [Message] {
    defer { outbox = [] }
    return outbox
  }

  mutating func receive(_ message: Message, at now: PXBTime) {
    self.now = now
    switch message {
    case .hello(let hello) where !script.isMute:
      var capability = Capability(
        header: header(), correlation: hello.header.id,
        implementation: .init(vendor: "test", product: "scripted meter", version: "1"),
        roles: roles, payloads: [], clock: .init(name: "dut", synchronisation: .shared))
      capability.testing.hazards = roles.flatMap(\.instances)
      send(Outgoing(message: .capability(capability), delay: .zero))
    case .selection(let selection):
      let consent = Confirmation(header: header(), correlation: selection.header.id)
      send(Outgoing(message: .confirmation(consent), delay: .zero))
    case .payload(let payload): answer(payload)
    case .control(let control): answer(control)
    default: break
    }
  }

  // MARK: - Answers

  private mutating func answer(_ command: PayloadMessage) {
    if script.loss > 0, Double.random(in: 0..<1, using: &random) < script.loss { return }
    guard let me = command.to.sender else { return }
    let done = now + script.reading
    let receipt = Receipt(
      header: header(at: done), from: me, correlation: command.header.id, stage: .consumed,
      received: now, done: done, crc: command.body.crc)
    var answers = [Outgoing(message: .receipt(receipt), delay: script.reading)]
    if command.name == "on-demand_Mtr-read_cmd" {
      let data = reading(from: me, to: command.from, answering: command.header.id)
      answers.append(
        Outgoing(message: .payload(data), delay: script.reading + script.reaction))
    }
    script.edit(command, &answers)
    for answer in answers { plan(answer) }
  }

  func reading(from me: Sender, to receiver: Sender, answering id: String?) -> PayloadMessage {
    let attributes: JSONValue = ["meter_id": .string(me.instance), "reading": "18234.5"]
    let body = FillBody.make(size: 100, seed: 7)
    return PayloadMessage(
      header: header(), name: "on-demand_Mtr-read_resp-data", kind: .responseData, from: me,
      to: Party(receiver), correlation: id, attributes: attributes, body: body)
  }

  private mutating func answer(_ control: Control) {
    var outcome = ControlResult.Outcome.done(.object([]))
    if script.refused.contains(control.verb.name) {
      outcome = .refused(.controlUnsupported, detail: "not here")
    } else if case .state = control.verb {
      outcome = .done(script.state)
    } else if case .trigger(.send, let instance?, let arguments) = control.verb,
      case .string(let actor)? = arguments["to"]?["actor"],
      case .string(let other)? = arguments["to"]?["inst"]
    {
      let me = Sender(actor: roles[0].actor, instance: instance)
      let data = reading(from: me, to: Sender(actor: actor, instance: other), answering: nil)
      plan(Outgoing(message: .payload(data), delay: script.reaction))
    }
    let result = ControlResult(
      header: header(), correlation: control.header.id, outcome: outcome)
    plan(Outgoing(message: .controlResult(result), delay: .milliseconds(1)))
  }

  private mutating func plan(_ outgoing: Outgoing) {
    ids += 1
    queue.append((now + outgoing.delay, ids, outgoing))
  }

  private func header(at time: PXBTime? = nil) -> Header {
    Header(run: "test", id: "", sequence: 0, clock: "dut", at: time ?? now)
  }

  private mutating func send(_ outgoing: Outgoing) {
    ids += 1
    var header = outgoing.message.header
    if header.id.isEmpty { header.id = "d\(ids)" }
    if outgoing.isNumbered {
      counts[outgoing.message.counter, default: 0] += 1
      header.sequence = counts[outgoing.message.counter] ?? 1
    }
    if header.issued < now, header.intended < now { (header.intended, header.issued) = (now, now) }
    outbox.append(outgoing.message.with(header))
  }
}

extension Message {
  /// The same with another header.
  func with(_ header: Header) -> Message {
    switch self {
    case .payload(var message):
      message.header = header
      return .payload(message)
    case .receipt(var message):
      message.header = header
      return .receipt(message)
    case .error(var message):
      message.header = header
      return .error(message)
    case .capability(var message):
      message.header = header
      return .capability(message)
    case .confirmation(var message):
      message.header = header
      return .confirmation(message)
    case .controlResult(var message):
      message.header = header
      return .controlResult(message)
    case .hello, .selection, .control, .bye: return self
    }
  }
}
