import SynchroJSON
import SynchroTiming

/// What can be wrong with one member of a JSON document.
enum CDSValueDamage {
  /// Changes a value somewhere in a document.
  static func apply(to value: inout JSONValue, _ random: inout SplitMix64) {
    let goesDeeper = Int.random(in: 0..<8, using: &random) != 0
    switch value {
    case .object(var fields) where goesDeeper:
      guard let index = fields.indices.randomElement(using: &random) else {
        value = odd(&random)
        return
      }
      switch Int.random(in: 0..<8, using: &random) {
      case 0: fields.remove(at: index)
      case 1: fields.append(fields[index])
      case 2: fields.append(JSONField(fields[index].key, odd(&random)))
      case 3: fields.append(JSONField(oddText(&random), fields[index].value))
      default: apply(to: &fields[index].value, &random)
      }
      value = .object(fields)
    case .array(var elements) where goesDeeper && !elements.isEmpty:
      let index = Int.random(in: elements.indices, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: elements.remove(at: index)
      case 1: elements += Array(repeating: elements[index], count: 500)
      case 2: elements.append(odd(&random))
      default: apply(to: &elements[index], &random)
      }
      value = .array(elements)
    default: value = odd(&random)
    }
  }

  private static func odd(_ random: inout SplitMix64) -> JSONValue {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: .null
    case 1: .bool(Bool.random(using: &random))
    case 2:
      JSONNumber(oddNumbers[Int.random(in: oddNumbers.indices, using: &random)])
        .map(JSONValue.number) ?? .null
    case 3: .array([])
    case 4: .object([])
    case 5: nested(Int.random(in: 1...300, using: &random))
    default: .string(oddText(&random))
    }
  }

  private static func oddText(_ random: inout SplitMix64) -> String {
    CDSDamage.oddTexts[Int.random(in: CDSDamage.oddTexts.indices, using: &random)]
  }

  private static func nested(_ depth: Int) -> JSONValue {
    var value: JSONValue = [:]
    for _ in 0..<depth { value = ["a": [value]] }
    return value
  }

  private static let oddNumbers = [
    "0", "-0", "-1", "1", "1.5", "1E2", "1e400", "-1e-400", "4102444800", "253402300800",
    "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551616",
    "1" + String(repeating: "0", count: 400), "0." + String(repeating: "0", count: 400) + "1",
  ]
}
