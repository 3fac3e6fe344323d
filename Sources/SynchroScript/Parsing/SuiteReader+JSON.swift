import SynchroJSON
import SynchroText

extension SuiteReader {
  /// Takes a JSON value with interpolations and records one token for all of it.
  mutating func jsonLiteral() throws(Refusal) -> JSONTemplate {
    skipBlanks()
    let start = at
    let isLong = next == UInt8(ascii: "{") || next == UInt8(ascii: "[")
    let value = try jsonValue(depth: 0)
    token(isLong ? .json : .word, from: start)
    return value
  }

  /// Takes a JSON value; no token is recorded.
  mutating func jsonValue(depth: Int) throws(Refusal) -> JSONTemplate {
    skipJSONBlanks()
    let start = at
    let kind: JSONTemplate.Kind
    switch next {
    case UInt8(ascii: "{"): kind = .object(try jsonMembers(depth: depth + 1))
    case UInt8(ascii: "["): kind = .array(try jsonElements(depth: depth + 1))
    case UInt8(ascii: "\""): kind = .string(try stringTemplate())
    case UInt8(ascii: "$") where isAtReference: kind = .reference(try reference())
    case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte):
      kind = .number(try jsonNumber())
    default: kind = try jsonWord()
    }
    return JSONTemplate(kind, at: SourceRange(start, at))
  }

  private mutating func skipJSONBlanks() {
    while let byte = next, Self.isBlank(byte) { at += 1 }
  }

  private mutating func jsonWord() throws(Refusal) -> JSONTemplate.Kind {
    let range = SourceRange(at, wordEnd(from: at))
    let kind: JSONTemplate.Kind
    switch text(range) {
    case "null": kind = .null
    case "true": kind = .bool(true)
    case "false": kind = .bool(false)
    default: throw jsonUnexpected("a JSON value")
    }
    at = range.end
    return kind
  }

  private mutating func jsonNumber() throws(Refusal) -> JSONNumber {
    let start = at
    while let byte = next,
      Self.isWordByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
    {
      at += 1
    }
    let range = SourceRange(start, at)
    guard range.count <= 1000, let number = JSONNumber(text(range)) else {
      throw Refusal(fault: .badNumber, range: range)
    }
    return number
  }

  private mutating func jsonElements(depth: Int) throws(Refusal) -> [JSONTemplate] {
    let open = try openJSON(depth)
    var elements: [JSONTemplate] = []
    skipJSONBlanks()
    if next == UInt8(ascii: "]") {
      at += 1
      return []
    }
    while true {
      if let spread = try spread() {
        elements.append(spread)
      } else {
        elements.append(try jsonValue(depth: depth))
      }
      if try closesJSON(UInt8(ascii: "]"), openedAt: open) { return elements }
    }
  }

  private mutating func jsonMembers(depth: Int) throws(Refusal) -> [JSONTemplate.Member] {
    let open = try openJSON(depth)
    var members: [JSONTemplate.Member] = []
    var names: [String: SourceRange] = [:]
    skipJSONBlanks()
    if next == UInt8(ascii: "}") {
      at += 1
      return []
    }
    while true {
      skipJSONBlanks()
      if let spread = try spread() {
        members.append(
          JSONTemplate.Member(name: TextTemplate([], at: spread.range), value: spread))
        if try closesJSON(UInt8(ascii: "}"), openedAt: open) { return members }
        continue
      }
      guard next == UInt8(ascii: "\"") else {
        if next == nil { throw Refusal(fault: .unclosedJSON, range: open) }
        throw jsonUnexpected("a member's name in quotation marks")
      }
      let name = try stringTemplate()
      if let constant = name.constant, let first = names.updateValue(name.range, forKey: constant) {
        throw Refusal(fault: .duplicateMember(constant, first: first), range: name.range)
      }
      skipJSONBlanks()
      guard next == UInt8(ascii: ":") else { throw jsonUnexpected("':'") }
      at += 1
      members.append(JSONTemplate.Member(name: name, value: try jsonValue(depth: depth)))
      if try closesJSON(UInt8(ascii: "}"), openedAt: open) { return members }
    }
  }

  /// Takes `...${x}`, if it comes next.
  private mutating func spread() throws(Refusal) -> JSONTemplate? {
    skipJSONBlanks()
    let start = at
    guard at + 2 < end, bytes[at..<at + 3].elementsEqual("...".utf8) else { return nil }
    at += 3
    guard isAtReference else { throw jsonUnexpected("'${' behind '...'") }
    let reference = try reference()
    return JSONTemplate(.spread(reference), at: SourceRange(start, at))
  }

  private mutating func openJSON(_ depth: Int) throws(Refusal) -> SourceRange {
    let range = SourceRange(at, at + 1)
    guard depth <= SuiteParser.jsonLimit else { throw Refusal(fault: .jsonTooDeep, range: range) }
    at += 1
    return range
  }

  private mutating func closesJSON(
    _ close: UInt8, openedAt open: SourceRange
  ) throws(Refusal) -> Bool {
    skipJSONBlanks()
    switch next {
    case close:
      at += 1
      return true
    case UInt8(ascii: ","):
      let comma = at
      at += 1
      skipJSONBlanks()
      if next == close {
        throw Refusal(fault: .trailingComma, range: SourceRange(comma, comma + 1))
      }
      return false
    case nil:
      throw Refusal(fault: .unclosedJSON, range: open)
    default:
      throw jsonUnexpected("',' or '\(Character(UnicodeScalar(close)))'")
    }
  }

  private mutating func jsonUnexpected(_ expected: String) -> Refusal {
    guard at < end else {
      return Refusal(fault: .endsEarly(expected: expected), range: SourceRange(at: at))
    }
    if next == UInt8(ascii: "#") {
      return Refusal(fault: .commentInJSON, range: SourceRange(at, at + 1))
    }
    return Refusal(fault: .unexpected(expected: expected, found: foundText()), range: foundRange())
  }
}
