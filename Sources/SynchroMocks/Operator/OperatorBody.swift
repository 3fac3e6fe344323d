import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroTiming

/// What the operator sends with an action; members that nobody reads are refused, because a
/// misspelt one would otherwise change nothing without a word.
struct OperatorBody {
  private let fields: [JSONField]
  private var unread: [String]

  init(_ object: JSONValue) {
    if case .object(let fields) = object { self.fields = fields } else { fields = [] }
    unread = fields.map(\.key)
  }

  mutating func value(_ name: String) -> JSONValue? {
    unread.removeAll { $0 == name }
    return fields.first { $0.key == name }?.value
  }

  /// Whether a member is there.
  func has(_ name: String) -> Bool { fields.contains { $0.key == name } }

  mutating func optionalString(_ name: String) throws(CDSProblem) -> String? {
    switch value(name) {
    case nil, .null: return nil
    case .string(let text): return text
    default: throw CDSProblem(.badRequest, "'\(name)' must be a string")
    }
  }

  mutating func string(_ name: String) throws(CDSProblem) -> String {
    guard let text = try optionalString(name) else {
      throw CDSProblem(.badRequest, "'\(name)' is missing; it must be a string")
    }
    return text
  }

  mutating func strings(_ name: String) throws(CDSProblem) -> [String] {
    guard let found = value(name) else { return [] }
    guard case .array(let elements) = found else {
      throw CDSProblem(.badRequest, "'\(name)' must be an array of strings")
    }
    var texts: [String] = []
    for element in elements {
      guard case .string(let text) = element else {
        throw CDSProblem(.badRequest, "'\(name)' must be an array of strings")
      }
      texts.append(text)
    }
    return texts
  }

  mutating func array(_ name: String) throws(CDSProblem) -> [JSONValue] {
    switch value(name) {
    case nil, .null: return []
    case .array(let elements): return elements
    default: throw CDSProblem(.badRequest, "'\(name)' must be an array")
    }
  }

  mutating func count(_ name: String, in range: ClosedRange<Int>) throws(CDSProblem) -> Int {
    guard case .number(let number)? = value(name), let count = Int(number.lexeme),
      range.contains(count)
    else {
      throw CDSProblem(
        .badRequest,
        "'\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return count
  }

  /// One of the cases of an enumeration.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, of type: Choice.Type
  ) throws(CDSProblem) -> Choice where Choice.RawValue == String {
    let text = try string(name)
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      throw CDSProblem(.badRequest, "'\(name)' must be one of \(known), not '\(text)'")
    }
    return choice
  }

  mutating func time(_ name: String) throws(CDSProblem) -> Timestamp? {
    guard let text = try optionalString(name) else { return nil }
    do {
      return try Timestamp(rfc3339: text)
    } catch {
      throw CDSProblem(.badRequest, "'\(name)' must be a date and time of RFC 3339")
    }
  }

  mutating func base64(_ name: String) throws(CDSProblem) -> [UInt8] {
    let text = try string(name)
    do {
      return try Base64.decode(text)
    } catch {
      throw CDSProblem(.badRequest, "'\(name)' must be Base64: \(error)")
    }
  }

  /// Refuses members that no one has read.
  func finish() throws(CDSProblem) {
    guard let first = unread.first else { return }
    throw CDSProblem(.badRequest, "there is no '\(first)' here; GET /operator lists what there is")
  }
}
