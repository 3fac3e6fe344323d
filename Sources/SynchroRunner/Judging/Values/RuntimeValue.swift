import SynchroDigest
import SynchroJSON

/// A value while a suite runs. Points in time are strings in the form of RFC 3339.
indirect enum RuntimeValue: Sendable, Equatable {
  /// Anything that JSON can say; numbers and texts are kept so as well.
  case json(JSONValue)
  /// The nodes of a query, the values of a header or what was collected.
  case list([RuntimeValue])
  /// A span of time.
  case duration(Duration)
  /// A number of bytes.
  case size(Int)
  /// A text that no output may show.
  case secret(Secret)
  /// Values under names that are no JSON object: `target`, `secret`, what a call gave.
  case group([String: RuntimeValue])
  /// There is nothing, and why.
  case absent(reason: String)

  /// A text.
  static func text(_ text: String) -> RuntimeValue { .json(.string(text)) }
  /// A whole number.
  static func number(_ number: Int) -> RuntimeValue { .json(.integer(number)) }

  /// The value as JSON when it can be written so; a secret cannot.
  var json: JSONValue? {
    switch self {
    case .json(let value): return value
    case .list(let values):
      var elements: [JSONValue] = []
      for value in values {
        guard let element = value.json else { return nil }
        elements.append(element)
      }
      return .array(elements)
    case .size(let bytes): return .integer(bytes)
    case .duration, .secret, .group, .absent: return nil
    }
  }
}
