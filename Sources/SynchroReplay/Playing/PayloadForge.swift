import SynchroFlows
import SynchroJSON
import SynchroPXB
import SynchroTiming

/// Makes the payloads that the harness sends, and looks at the insides of those that it gets.
struct PayloadForge: Sendable {
  /// A body larger than this would not fit a message of the binding.
  static let largestBody = 600_000

  /// The run's id.
  let run: String
  /// The elements of payloads by their names, in order.
  let elements: [String: [AttributeKey]]
  /// What payloads are for, by their names.
  let kinds: [String: PayloadKind]
  /// What the target's clock is worth.
  let clock: ClockTrust
  /// What made-up values are drawn from.
  let seed: UInt64

  /// What a payload is for, as the binding types it.
  func kind(of name: String) -> PayloadType {
    kinds[name].flatMap { PayloadType(rawValue: $0.rawValue) } ?? .command
  }

  /// The check number of a body.
  func crc(of body: PackedBody) -> UInt32 { body.crc }

  // MARK: - Attributes

  /// The attributes that the suite gives, and made-up ones for the rest of the payload's elements, which are
  /// those of a device.
  func attributes(
    of name: String, given: JSONValue?, about device: Sender, round: Round
  ) -> JSONValue {
    var fields: [JSONField] = []
    if case .object(let known)? = given { fields = known }
    let present = Set(fields.map(\.key))
    let trial = round.number
    for key in elements[name] ?? [] where !present.contains(key.name) {
      let value = madeUp(key, for: device, trial: trial, at: round.start)
      fields.append(JSONField(key.name, value))
    }
    return .object(fields)
  }

  private func madeUp(
    _ key: AttributeKey, for device: Sender, trial: Int, at time: PXBTime
  ) -> JSONValue {
    let seconds = Int(time.microseconds / 1_000_000)
    switch key.kind {
    case .id: return .string(identifier(key.name, device, trial))
    case .ids: return .array([.string(identifier(key.name, device, trial))])
    case .mac: return .string(device.usualAddress)
    case .macs: return .array([.string(device.usualAddress)])
    case .code: return .integer(0)
    case .percent: return .integer(50)
    case .number: return .integer(1 + trial % 100)
    case .numbers: return .array([.integer(1 + trial % 100)])
    case .seconds: return .integer(3600)
    case .time: return .integer(seconds)
    case .text: return .string("\(key.name) \(trial + 1)")
    case .image: return .string("1.0.\(trial)")
    }
  }

  private func identifier(_ key: String, _ device: Sender, _ trial: Int) -> String {
    let isDevice = ["meter_id", "device_id", "device_ids", "esi_id", "sending_device_id"]
    if isDevice.contains(key) { return device.instance }
    if key.hasPrefix("event") { return "E\(trial + 1)" }
    return "\(key.prefix { $0 != "_" })-\(device.instance)"
  }

  // MARK: - Bodies

  /// A body of the size that the row allows: the attributes where they fit, else noise.
  func body(
    of name: String, attributes: JSONValue, size: ClosedRange<Int>?, round: Int
  ) -> PackedBody {
    let largest = min(size?.upperBound ?? Self.largestBody, Self.largestBody)
    let smallest = min(size?.lowerBound ?? 0, largest)
    let needed = (try? AttributePacking.neededSize(of: attributes)) ?? .max
    guard needed <= largest else {
      return FillBody.make(size: smallest, seed: seed &+ UInt64(round))
    }
    let wanted = size == nil ? needed : max(needed, smallest)
    let packed = try? AttributePacking.pack(attributes, size: wanted)
    return packed ?? FillBody.make(size: wanted, seed: seed &+ UInt64(round))
  }

  /// What is wrong with the insides of a payload; nil when nothing is.
  func fault(in payload: PayloadMessage, demandsElements: Bool) -> TrialFailure? {
    if !AttributePacking.matches(payload.body, payload.attributes) {
      return TrialFailure(
        .corrupt, expected: "a body that holds the attributes",
        received: "a body of \(payload.body.size) octets that does not", location: "app")
    }
    guard demandsElements else { return nil }
    for key in elements[payload.name] ?? [] {
      guard let value = payload.attributes[key.name] else {
        return TrialFailure(
          .wrongAttributes, expected: "the element \(key.name)", received: "none",
          location: "/\(key.name)")
      }
      guard key.kind.accepts(value) else {
        return TrialFailure(
          .wrongAttributes, expected: "\(key.name) to be \(key.kind.words)",
          received: JSONPrinter.compact(value), location: "/\(key.name)")
      }
    }
    return nil
  }
}

extension AttributeKey.Kind {
  /// Whether a value is of the kind.
  fileprivate func accepts(_ value: JSONValue) -> Bool {
    switch self {
    case .id, .mac, .text, .image: value.isText || value.isNumber
    case .ids, .macs: value.isArray || value.isText
    case .code, .percent, .number, .seconds, .time: value.isNumber || value.isText
    case .numbers: value.isNumber || value.isArray || value.isText
    }
  }

  fileprivate var words: String {
    switch self {
    case .id, .mac, .text, .image: "a text"
    case .ids, .macs: "a list of texts"
    case .code, .percent, .number, .seconds, .time: "a number"
    case .numbers: "numbers"
    }
  }
}

extension JSONValue {
  fileprivate var isText: Bool { if case .string = self { true } else { false } }
  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
  fileprivate var isArray: Bool { if case .array = self { true } else { false } }
}
