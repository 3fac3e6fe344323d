import SynchroDevices
import SynchroJSON
import SynchroPXB
import Testing

/// A harness in miniature: it says things to a world of devices at virtual times, and keeps what
/// they answer.
struct Bench {
  static let start = PXBTime(clamping: 1_800_000_000_000_000)

  var world: DeviceWorld
  var now = Bench.start
  private(set) var heard: [(at: PXBTime, message: Message)] = []
  private var count = 0
  /// The run that messages belong to.
  var run = "r"
  private var said: Set<String> = []
  /// Whether payloads of the devices are receipted, as a harness does.
  var receipts = true

  init(
    _ cast: [DeviceCast], defects: [String] = [], seed: UInt64 = 1,
    _ change: (inout DeviceSettings) -> Void = { _ in }
  ) throws {
    let model = try ShippedModel.model.get()
    var settings = DeviceSettings()
    let played = Set(cast.map(\.actor))
    settings.peers = model.actors.filter { !played.contains($0) }
      .map { DeviceCast($0, [Bench.name($0)]) }
    change(&settings)
    let chosen = defects.compactMap { model.defect($0) }
    world = DeviceWorld(
      model: model, cast: cast, seed: seed, defects: chosen, settings: settings,
      born: Bench.start - .seconds(86_400))
  }

  // MARK: - Saying

  private mutating func header(_ id: String? = nil) -> Header {
    count += 1
    return Header(run: run, id: id ?? "h\(count)", sequence: count, clock: "h", at: now)
  }

  /// Sends a payload; gives its id.
  @discardableResult
  mutating func say(
    _ name: String, from sender: Sender, to party: Party, _ attributes: JSONValue = [],
    id: String? = nil, answering correlation: String? = nil, kind: PayloadType = .command,
    expires: PXBTime? = nil, priority: Priority? = nil
  ) -> String {
    let header = header(id)
    let payload = PayloadMessage(
      header: header, name: name, kind: kind, from: sender, to: party, correlation: correlation,
      via: [], expires: expires, priority: priority, attributes: attributes,
      body: FillBody.make(size: 25, seed: 1))
    said.insert(name)
    give(.payload(payload))
    return header.id
  }

  mutating func say(
    _ name: String, _ from: String, to actor: String, _ instance: String,
    _ attributes: JSONValue = [], expires: PXBTime? = nil, priority: Priority? = nil,
    kind: PayloadType = .command, answering: String? = nil, id: String? = nil
  ) -> String {
    say(
      name, from: Sender(actor: from, instance: Bench.name(from)),
      to: Party(actor: actor, scope: .instance(instance)), attributes, id: id,
      answering: answering, kind: kind, expires: expires, priority: priority)
  }

  @discardableResult
  mutating func order(_ verb: ControlVerb) -> ControlResult.Outcome? {
    let control = Control(header: header(), verb: verb)
    let before = heard.count
    give(.control(control))
    return heard[before...].lazy.compactMap { entry -> ControlResult.Outcome? in
      if case .controlResult(let result) = entry.message { return result.outcome }
      return nil
    }.first
  }

  mutating func trigger(
    _ event: EventName, _ instance: String? = nil, _ arguments: JSONValue = []
  ) -> ControlResult.Outcome? {
    order(.trigger(event, instance: instance, arguments: arguments))
  }

  mutating func state(_ name: StateName, _ instance: String? = nil) -> JSONValue? {
    if case .done(let value)? = order(.state(name, instance: instance)) { return value }
    return nil
  }

  mutating func give(_ message: Message) {
    world.receive(message, at: now)
    collect()
  }

  /// The harness's greeting and choice, with the parties that it plays.
  mutating func shake() {
    give(.hello(Hello(header: header(), nonce: "n", time: now)))
  }

  // MARK: - Time

  /// Lets time pass, waking the world whenever it wants to be.
  mutating func pass(_ length: Duration) {
    let end = now + length
    while let next = world.nextWake, next <= end {
      now = max(now, next)
      world.wake(at: now)
      collect()
    }
    now = end
  }

  private mutating func collect() {
    for message in world.takeOutgoing() {
      heard.append((now, message))
      let bytes = MessageCodec.encode(message)
      do throws(PXBFault) {
        #expect(try MessageCodec.decode(bytes) == message)
      } catch {
        Issue.record("\(String(decoding: bytes, as: UTF8.self)): \(error)")
      }
      guard receipts, case .payload(let payload) = message else { continue }
      count += 1
      let receipt = Receipt(
        header: Header(run: "r", id: "hr\(count)", sequence: count, clock: "h", at: now),
        from: Sender(actor: payload.to.actor, instance: payload.to.sender?.instance ?? "all"),
        correlation: payload.header.id, stage: .consumed, received: now, done: now,
        crc: payload.body.crc)
      world.receive(.receipt(receipt), at: now)
    }
  }

  // MARK: - Hearing

  /// The payloads that either side has sent.
  var spokenOf: Set<String> { said.union(payloads.map(\.name)) }

  var payloads: [PayloadMessage] {
    heard.compactMap { entry in
      if case .payload(let payload) = entry.message { return payload }
      return nil
    }
  }

  func payloads(_ name: String, answering id: String? = nil) -> [PayloadMessage] {
    payloads.filter { $0.name == name && (id == nil || $0.correlation == id) }
  }

  var receiptsHeard: [Receipt] {
    heard.compactMap { entry in
      if case .receipt(let receipt) = entry.message { return receipt }
      return nil
    }
  }

  var errors: [ErrorMessage] {
    heard.compactMap { entry in
      if case .error(let error) = entry.message { return error }
      return nil
    }
  }

  mutating func forget() { heard = [] }

  /// What was heard, as the binding writes it: two worlds can be compared by it.
  var lines: [String] {
    heard.map { String(decoding: MessageCodec.encode($0.message), as: UTF8.self) }
  }
}
