import SynchroJSON
import SynchroText

/// An object of a message, read member by member; what is wrong is thrown with its place.
///
/// The way to the object is not kept: it is looked for in the document when a fault has to name it.
struct ObjectReader {
  let node: JSONNode

  /// Takes a value that must be an object.
  init(_ node: JSONNode) throws(PXBFault) {
    guard node.kind == .object else {
      throw PXBFault(.badEnvelope, "an object is needed here, not \(node.kind)", at: node)
    }
    self.node = node
  }

  // MARK: - Any member

  func has(_ key: String) -> Bool { node[key] != nil }

  func fault(_ key: String, _ detail: String) -> PXBFault {
    guard let member = node[key] else {
      let pointer = JSONPointer(to: node).appending(key)
      return PXBFault(.badEnvelope, detail, at: pointer, offset: node.range.start)
    }
    return PXBFault(.badEnvelope, detail, at: member)
  }

  private func member(_ key: String, _ kind: JSONKind) throws(PXBFault) -> JSONNode {
    guard let member = node[key] else { throw fault(key, "the key '\(key)' is missing") }
    guard member.kind == kind else {
      throw fault(key, "'\(key)' is to be \(Self.article(kind)), not \(member.kind)")
    }
    return member
  }

  private static func article(_ kind: JSONKind) -> String {
    switch kind {
    case .array, .object: "an \(kind)"
    case .boolean, .number, .string: "a \(kind)"
    case .null: "null"
    }
  }

  // MARK: - Text

  func text(_ key: String) throws(PXBFault) -> String {
    try member(key, .string).string ?? ""
  }

  /// The ids, instances and names of clocks and groups.
  func token(_ key: String) throws(PXBFault) -> String {
    let text = try text(key)
    guard Token.isValid(text) else { throw fault(key, "'\(key)' is to be \(Token.rule)") }
    return text
  }

  /// The names of actors and payloads.
  func name(_ key: String) throws(PXBFault) -> String {
    let text = try text(key)
    guard Name.isValid(text) else { throw fault(key, "'\(key)' is to be \(Name.rule)") }
    return text
  }

  func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Word.Type = Word.self
  ) throws(PXBFault) -> Word where Word.RawValue == String {
    let text = try text(key)
    guard let word = Word(rawValue: text) else {
      let words = Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      throw fault(key, "'\(key)' is to be one of \(words)")
    }
    return word
  }

  func tokens(_ key: String) throws(PXBFault) -> [String] {
    try texts(key, Token.isValid, Token.rule)
  }

  func names(_ key: String) throws(PXBFault) -> [String] {
    try texts(key, Name.isValid, Name.rule)
  }

  private func texts(
    _ key: String, _ isValid: (String) -> Bool, _ rule: String
  ) throws(PXBFault) -> [String] {
    var texts: [String] = []
    for element in try member(key, .array).elements {
      guard let text = element.string, isValid(text) else {
        throw PXBFault(
          .badEnvelope, "each element of '\(key)' is to be \(rule)", at: element)
      }
      texts.append(text)
    }
    return texts
  }

  // MARK: - Numbers

  func integer(_ key: String, in range: ClosedRange<Int>) throws(PXBFault) -> Int {
    guard let value = try member(key, .number).number?.int, range.contains(value) else {
      throw fault(
        key, "'\(key)' is to be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A number of things; bounded so that sums of a few never overflow.
  func count(_ key: String, from least: Int = 0) throws(PXBFault) -> Int {
    try integer(key, in: least...Int(PXBTime.latest.microseconds))
  }

  func time(_ key: String) throws(PXBFault) -> PXBTime {
    PXBTime(clamping: Int64(try count(key)))
  }

  func microseconds(_ key: String) throws(PXBFault) -> Duration {
    .microseconds(try count(key))
  }

  func flag(_ key: String) throws(PXBFault) -> Bool {
    try member(key, .boolean).bool ?? false
  }

  // MARK: - Structures

  func object(_ key: String) throws(PXBFault) -> ObjectReader {
    try ObjectReader(try member(key, .object))
  }

  func value(_ key: String, _ kind: JSONKind) throws(PXBFault) -> JSONValue {
    try member(key, kind).value
  }

  func list<Element>(
    _ key: String, _ read: (ObjectReader) throws(PXBFault) -> Element
  ) throws(PXBFault) -> [Element] {
    var list: [Element] = []
    for element in try member(key, .array).elements {
      list.append(try read(try ObjectReader(element)))
    }
    return list
  }

  // MARK: - Members that may be absent

  func optional<Value>(
    _ key: String, _ read: (String) throws(PXBFault) -> Value
  ) throws(PXBFault) -> Value? {
    guard has(key) else { return nil }
    return try read(key)
  }
}

/// Ids, instances, runs, clocks and groups: 1 to 64 of `A-Z a-z 0-9 . _ : -`.
enum Token {
  static let rule = "1 to 64 of A-Z a-z 0-9 . _ : -"

  static func isValid(_ text: String) -> Bool {
    let utf8 = text.utf8
    return (1...64).contains(utf8.count) && utf8.allSatisfy(isTokenByte)
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

/// Actors, payloads, faults, events: 1 to 128 printable ASCII characters, so that no two names look
/// alike.
enum Name {
  static let rule = "1 to 128 printable ASCII characters"

  static func isValid(_ text: String) -> Bool {
    let utf8 = text.utf8
    return (1...128).contains(utf8.count) && utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }
}
