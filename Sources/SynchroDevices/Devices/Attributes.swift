package import SynchroJSON
import SynchroPXB

/// The attributes that a device reads from a payload, or puts together for one.
struct Attributes: Sendable, Equatable {
  private(set) var values: [String: JSONValue] = [:]

  init(_ values: [String: JSONValue] = [:]) { self.values = values }

  init(of payload: PayloadMessage) {
    if case .object(let fields) = payload.attributes {
      for field in fields { values[field.key] = field.value }
    }
  }

  subscript(key: String) -> JSONValue? {
    get { values[key] }
    set { values[key] = newValue }
  }

  func text(_ key: String) -> String? {
    if case .string(let text) = values[key] { return text }
    return nil
  }

  func number(_ key: String) -> Double? {
    guard case .number(let number) = values[key], let value = Double(number.lexeme),
      value.isFinite
    else { return nil }
    return value
  }

  /// The whole part of a number; nil where no integer holds it, however a peer came by it.
  func integer(_ key: String) -> Int? {
    number(key).flatMap { Int(exactly: $0.rounded(.towardZero)) }
  }

  func seconds(_ key: String) -> Duration? {
    guard let number = number(key), number >= 0, number < 4e9 else { return nil }
    return .microseconds(Int64(number * 1e6))
  }

  func texts(_ key: String) -> [String]? {
    guard case .array(let elements) = values[key] else { return nil }
    return elements.compactMap { element in
      if case .string(let text) = element { return text }
      return nil
    }
  }

  /// A moment: seconds since 1970, or microseconds where it is too large for seconds.
  func moment(_ key: String) -> PXBTime? {
    guard let number = number(key), number >= 0, number < 9e15 else { return nil }
    return PXBTime(clamping: number > 1e11 ? Int64(number) : Int64(number * 1e6))
  }

  /// What is missing here is taken from there.
  func completed(by other: Attributes) -> Attributes {
    Attributes(values.merging(other.values) { own, _ in own })
  }
}

extension JSONValue {
  /// A number with a given count of digits behind the point; whole numbers have none.
  package static func decimal(_ value: Double, digits: Int = 3) -> JSONValue {
    guard value.isFinite, abs(value) < 1e12 else { return .null }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (value * scale).rounded()
    let whole = Int64(scaled / scale)
    let rest = Int64(abs(scaled) - abs((scaled / scale).rounded(.towardZero)) * scale)
    if rest == 0 { return .integer(Int(whole)) }
    var fraction = String(rest)
    while fraction.utf8.count < digits { fraction = "0" + fraction }
    while fraction.utf8.last == 0x30 { fraction.removeLast() }
    let sign = scaled < 0 && whole == 0 ? "-" : ""
    return JSONNumber("\(sign)\(whole).\(fraction)").map { .number($0) } ?? .null
  }

  /// A moment in whole seconds since 1970, as attributes have it.
  static func moment(_ time: PXBTime) -> JSONValue {
    .integer(Int(time.microseconds / 1_000_000))
  }

  /// A moment in seconds since 1970 to the millisecond, as states have it.
  static func exactly(_ time: PXBTime) -> JSONValue {
    .decimal(Double(time.microseconds / 1000) / 1000, digits: 3)
  }
}
