import SynchroText

/// What a name is the name of, and with that its form.
enum NameKind: Equatable {
  case suite, edition, test, fragment, table, tag, value, column, parameter, element, credentials
  case hook, neededTest, binding, flow, actor, group, fault, event, state, step
  case verb

  var words: String {
    switch self {
    case .suite: "suite"
    case .edition: "edition"
    case .test: "test"
    case .fragment: "fragment"
    case .table: "table"
    case .tag: "tag"
    case .value: "value"
    case .column: "column"
    case .parameter: "parameter"
    case .element: "element"
    case .credentials: "credentials"
    case .hook: "hook"
    case .neededTest: "test"
    case .binding: "binding"
    case .flow: "flow"
    case .actor: "party"
    case .group: "group"
    case .fault: "fault"
    case .event: "event"
    case .state: "state"
    case .step: "step"
    case .verb: "verb"
    }
  }
}

extension SuiteReader {
  /// Takes a name of the given kind.
  mutating func name(_ kind: NameKind) throws(Refusal) -> Ranged<String> {
    skipBlanks()
    let start = at
    while let byte = next, Self.isNameByte(byte) { at += 1 }
    guard at > start else { throw unexpected("the name of a \(kind.words)") }
    let range = SourceRange(start, at)
    guard isWellFormed(range, as: kind) else {
      throw Refusal(fault: .badName(kind, text(range)), range: range)
    }
    token(.word, from: start)
    return Ranged(text(range), at: range)
  }

  /// Takes names with commas between them.
  mutating func names(_ kind: NameKind) throws(Refusal) -> [Ranged<String>] {
    var names = [try name(kind)]
    while take(symbol: ",", as: .separator) { names.append(try name(kind)) }
    return names
  }

  /// What a name can hold at most; which of it may stand where is judged afterwards, so that a
  /// diagnostic shows the whole of what was meant as a name.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    isWordByte(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "#")
      || byte == UInt8(ascii: ".") || byte >= 0x80
  }

  private func isWellFormed(_ range: SourceRange, as kind: NameKind) -> Bool {
    let name = bytes[range.start..<range.end]
    switch kind {
    case .suite: return isPath(name)
    case .neededTest:
      guard let mark = name.firstIndex(of: UInt8(ascii: "#")) else { return isPart(name) }
      return isPath(name[..<mark]) && isPart(name[(mark + 1)...])
    case .edition, .test, .fragment, .table, .tag, .hook, .binding, .flow, .group, .fault, .event,
      .state, .verb:
      return isPart(name)
    case .credentials: return name.allSatisfy(Self.isWordByte)
    case .value, .column, .parameter, .element, .actor, .step: return isValue(name)
    }
  }

  private func isPath(_ name: ArraySlice<UInt8>) -> Bool {
    name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy(isPart)
  }

  private func isPart(_ name: ArraySlice<UInt8>) -> Bool {
    guard let first = name.first, Self.isLower(first) else { return false }
    return name.allSatisfy { Self.isLower($0) || Self.isDigit($0) || $0 == UInt8(ascii: "-") }
  }

  private func isValue(_ name: ArraySlice<UInt8>) -> Bool {
    guard let first = name.first, Self.isLower(first) else { return false }
    return name.allSatisfy { Self.isLower($0) || Self.isDigit($0) || $0 == UInt8(ascii: "_") }
  }

  // MARK: - Numbers with units

  /// Takes a whole number.
  mutating func count(_ what: String, in allowed: ClosedRange<Int>) throws(Refusal) -> Ranged<Int> {
    skipBlanks()
    let start = at
    while let byte = next, Self.isDigit(byte) { at += 1 }
    let range = SourceRange(start, at)
    guard at > start, next.map(Self.isWordByte) != true else {
      at = start
      throw unexpected("a whole number (\(what))")
    }
    guard range.count <= 18, let value = Int(text(range)), allowed.contains(value) else {
      throw Refusal(fault: .numberOutOfRange(what, allowed), range: range)
    }
    token(.word, from: start)
    return Ranged(value, at: range)
  }

  /// Takes a duration such as `250ms`.
  mutating func duration() throws(Refusal) -> Ranged<Duration> {
    skipBlanks()
    guard let quantity = try quantity() else { throw unexpected("a duration such as 250ms or 5s") }
    guard case .duration(let value) = quantity.value else {
      throw Refusal(fault: .wrongUnit(wanted: .duration), range: quantity.range)
    }
    return Ranged(value, at: quantity.range)
  }

  /// Takes a size such as `5MB`.
  mutating func size() throws(Refusal) -> Ranged<Int> {
    skipBlanks()
    guard let quantity = try quantity() else { throw unexpected("a size such as 10KB or 5MB") }
    guard case .size(let value) = quantity.value else {
      throw Refusal(fault: .wrongUnit(wanted: .size), range: quantity.range)
    }
    return Ranged(value, at: quantity.range)
  }

  /// A number with a unit.
  enum Quantity: Equatable {
    case duration(Duration)
    case size(Int)
  }

  /// Takes digits with letters behind them, if they come next.
  mutating func quantity() throws(Refusal) -> Ranged<Quantity>? {
    var index = at
    while index < end, Self.isDigit(bytes[index]) { index += 1 }
    let digits = SourceRange(at, index)
    while index < end, Self.isWordByte(bytes[index]) { index += 1 }
    let unit = text(SourceRange(digits.end, index))
    guard digits.count > 0, !unit.isEmpty, !Self.isExponent(unit) else { return nil }
    let range = SourceRange(at, index)
    guard let known = QuantityUnit(rawValue: unit) else {
      throw Refusal(fault: .unknownUnit(unit), range: SourceRange(digits.end, index))
    }
    guard digits.count <= 9, let number = Int(text(digits)) else {
      throw Refusal(fault: .numberOutOfRange(known.words, 0...999_999_999), range: range)
    }
    let start = at
    at = index
    token(.word, from: start)
    return Ranged(known.quantity(number), at: range)
  }

  private static func isExponent(_ unit: String) -> Bool {
    guard let first = unit.utf8.first, first | 0x20 == UInt8(ascii: "e") else { return false }
    return unit.utf8.dropFirst().allSatisfy { isDigit($0) || $0 == UInt8(ascii: "-") }
  }
}

/// The units of durations and sizes; a kilobyte has 1000 bytes.
enum QuantityUnit: String, CaseIterable {
  case ms, s, m, h
  case bytes = "B"
  case kilobytes = "KB"
  case megabytes = "MB"

  var words: String {
    switch self {
    case .ms, .s, .m, .h: "a duration"
    case .bytes, .kilobytes, .megabytes: "a size"
    }
  }

  func quantity(_ number: Int) -> SuiteReader.Quantity {
    switch self {
    case .ms: .duration(.milliseconds(number))
    case .s: .duration(.seconds(number))
    case .m: .duration(.seconds(60 * number))
    case .h: .duration(.seconds(3600 * number))
    case .bytes: .size(number)
    case .kilobytes: .size(number * 1000)
    case .megabytes: .size(number * 1_000_000)
    }
  }
}
