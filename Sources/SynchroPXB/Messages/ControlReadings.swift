public import SynchroJSON

/// What the verb `clock` tells.
public struct ClockReading: Sendable, Hashable {
  /// What time it is at the target.
  public var now: PXBTime
  /// When its next timer is due; nil when none is set. The harness need not stop before.
  public var next: PXBTime?

  /// A reading by its parts.
  public init(now: PXBTime, next: PXBTime?) {
    self.now = now
    self.next = next
  }

  /// Reads a result; nil when it is none of a clock.
  public init?(_ result: JSONValue) {
    guard let now = result["now"].flatMap(PXBTime.init(value:)) else { return nil }
    var next: PXBTime?
    if let value = result["next"] {
      // A timer that cannot be read is not the same as none: the harness would run past it.
      guard let time = PXBTime(value: value) else { return nil }
      next = time
    }
    self.init(now: now, next: next)
  }

  /// The result as it is written.
  public var result: JSONValue {
    var fields = [JSONField("now", now.value)]
    if let next { fields.append(JSONField("next", next.value)) }
    return .object(fields)
  }
}

/// A payload that the target's application believes it received: what the verb `observe` tells.
public struct Observed: Sendable, Hashable {
  /// Counts what was received from 1.
  public var number: Int
  /// The id of the payload.
  public var id: String
  /// Its name.
  public var name: String
  /// Which instance received it.
  public var instance: String
  /// When.
  public var time: PXBTime

  /// An observation by its parts.
  public init(number: Int, id: String, name: String, instance: String, time: PXBTime) {
    self.number = number
    self.id = id
    self.name = name
    self.instance = instance
    self.time = time
  }

  /// Reads a result; nil when it is none of observations.
  public static func list(_ result: JSONValue) -> [Observed]? {
    guard case .array(let items) = result["items"] else { return nil }
    var list: [Observed] = []
    for item in items {
      guard case .number(let number) = item["n"], let count = number.int,
        case .string(let id) = item["id"], case .string(let name) = item["name"],
        case .string(let instance) = item["inst"],
        let time = item["t"].flatMap(PXBTime.init(value:))
      else { return nil }
      list.append(
        Observed(number: count, id: id, name: name, instance: instance, time: time))
    }
    return list
  }

  /// A result as it is written.
  public static func result(_ list: [Observed]) -> JSONValue {
    let items = list.map { item in
      JSONValue.object([
        JSONField("n", .integer(item.number)), JSONField("id", .string(item.id)),
        JSONField("name", .string(item.name)), JSONField("inst", .string(item.instance)),
        JSONField("t", item.time.value),
      ])
    }
    return .object([JSONField("items", .array(items))])
  }
}

extension PXBTime {
  /// Reads a number of microseconds.
  public init?(value: JSONValue) {
    guard case .number(let number) = value, let microseconds = number.int else { return nil }
    self.init(microseconds: Int64(microseconds))
  }

  /// The moment as a number of microseconds.
  public var value: JSONValue { .integer(Int(microseconds)) }
}
