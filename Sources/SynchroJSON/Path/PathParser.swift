import SynchroText

/// Reads queries by the grammar of RFC 9535, byte by byte: the text is a `String`'s, so every byte
/// above 0x7F is part of a character that a name may hold.
struct PathParser {
  let source: SourceText
  let bytes: [UInt8]
  var at = 0
  private var depth = 0
  private var slotCount = 0
  var warnings: [Diagnostic] = []

  init(_ source: SourceText) {
    self.source = source
    bytes = source.bytes
  }

  mutating func parse() throws(JSONPathError) -> PathQuery {
    guard bytes.count <= JSONPath.lengthLimit else {
      throw error(.tooLong(limit: JSONPath.lengthLimit), SourceRange(at: JSONPath.lengthLimit))
    }
    guard next == UInt8(ascii: "$") else {
      throw error(isBlank(next) ? .blanksAround : .missingRoot, range(ofNextFrom: at))
    }
    let query = try parseQuery()
    guard at < bytes.count else { return query }
    let end = at
    skipBlanks()
    if at == bytes.count { throw error(.blanksAround, SourceRange(end, at)) }
    throw unexpected("'.', '[' or the end of the query")
  }

  // MARK: - Queries and segments

  /// The query whose `$` or `@` comes next.
  mutating func parseQuery() throws(JSONPathError) -> PathQuery {
    let start = at
    let anchor: PathQuery.Anchor = bytes[at] == UInt8(ascii: "$") ? .root : .current
    at += 1
    var segments: [PathSegment] = []
    while true {
      let end = at
      skipBlanks()
      guard next == UInt8(ascii: ".") || next == UInt8(ascii: "[") else {
        // Blanks belong to the query only when a segment follows.
        at = end
        break
      }
      if next == UInt8(ascii: "[") {
        segments.append(try parseBrackets(.child, from: at))
      } else {
        segments.append(try parseDotted())
      }
    }
    var query = PathQuery(anchor: anchor, segments: segments, range: SourceRange(start, at))
    if anchor == .root, depth > 0 {
      query.slot = slotCount
      slotCount += 1
    }
    return query
  }

  private mutating func parseDotted() throws(JSONPathError) -> PathSegment {
    let start = at
    at += 1
    var kind = PathSegment.Kind.child
    if take(".") {
      kind = .descendant
      if next == UInt8(ascii: "[") { return try parseBrackets(.descendant, from: start) }
    }
    let place = at
    let selector: PathSelector.Kind
    if take("*") {
      selector = .wildcard
    } else if let first = next, Self.isNameStart(first) {
      while let byte = next, Self.isNameStart(byte) || Self.isDigit(byte) { at += 1 }
      selector = .name(String(decoding: bytes[place..<at], as: UTF8.self))
    } else {
      throw unexpected(
        kind == .child ? "a member name or '*'" : "a member name, '*' or '['",
        advice: adviceOnName())
    }
    return PathSegment(
      kind: kind, selectors: [PathSelector(kind: selector, range: SourceRange(place, at))],
      range: SourceRange(start, at))
  }

  private func adviceOnName() -> JSONPathError.Advice? {
    guard let byte = next else { return nil }
    if byte == UInt8(ascii: "[") { return .dotBeforeBracket }
    if isBlank(byte) { return .blankAfterDot }
    return byte > 0x20 && byte != UInt8(ascii: ".") ? .quoteName : nil
  }

  private mutating func parseBrackets(
    _ kind: PathSegment.Kind, from start: Int
  ) throws(JSONPathError) -> PathSegment {
    let bracket = at
    at += 1
    var selectors: [PathSelector] = []
    var hasBlanks = skipBlanks()
    if next == UInt8(ascii: "]") { throw error(.emptyBrackets, SourceRange(bracket, at + 1)) }
    while true {
      selectors.append(try parseSelector())
      hasBlanks = skipBlanks() || hasBlanks
      if take("]") { break }
      guard take(",") else {
        if next == nil { throw error(.unclosedBracket, SourceRange(bracket, bracket + 1)) }
        throw unexpected("',' or ']'")
      }
      hasBlanks = skipBlanks() || hasBlanks
    }
    return PathSegment(
      kind: kind, selectors: selectors, range: SourceRange(start, at), hasBlanks: hasBlanks)
  }

  // MARK: - Selectors

  private mutating func parseSelector() throws(JSONPathError) -> PathSelector {
    let start = at
    let kind: PathSelector.Kind
    switch next {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): kind = .name(try parseString())
    case UInt8(ascii: "*"):
      at += 1
      kind = .wildcard
    case UInt8(ascii: "?"):
      at += 1
      try enter(from: start)
      skipBlanks()
      kind = .filter(try parseCondition())
      leave()
    case UInt8(ascii: ":"): kind = .slice(try parseSlice(from: nil))
    case let byte? where Self.startsNumber(byte):
      let number = try parseInteger()
      let end = at
      skipBlanks()
      if next == UInt8(ascii: ":") {
        kind = .slice(try parseSlice(from: number))
      } else {
        at = end
        kind = .index(number)
      }
    default: throw unexpectedSelector()
    }
    return PathSelector(kind: kind, range: SourceRange(start, at))
  }

  private func unexpectedSelector() -> JSONPathError {
    let isWord = next.map(Self.isNameStart) ?? false
    return unexpected(
      "a quoted name, an index, a slice, '*' or '?'",
      advice: isWord ? .quoteName : next == UInt8(ascii: "@") ? .filterWithoutMark : nil)
  }

  /// `[start S] ":" S [end S] [":" [S step]]`, the first colon being next.
  private mutating func parseSlice(from start: Int?) throws(JSONPathError) -> PathSlice {
    var slice = PathSlice(start: start)
    at += 1
    slice.end = try parseSlicePart()
    let end = at
    skipBlanks()
    guard take(":") else {
      at = end
      return slice
    }
    slice.step = try parseSlicePart()
    return slice
  }

  private mutating func parseSlicePart() throws(JSONPathError) -> Int? {
    let end = at
    skipBlanks()
    if let byte = next, byte == UInt8(ascii: "-") || Self.isDigit(byte) {
      return try parseInteger()
    }
    at = end
    return nil
  }

  // MARK: - Bytes

  var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  mutating func take(_ word: StaticString) -> Bool {
    guard isNext(word) else { return false }
    at += word.utf8CodeUnitCount
    return true
  }

  func isNext(_ word: StaticString) -> Bool {
    word.withUTF8Buffer { wanted in
      at + wanted.count <= bytes.count && bytes[at..<at + wanted.count].elementsEqual(wanted)
    }
  }

  /// Skips `S` of the grammar; whether there was any.
  @discardableResult
  mutating func skipBlanks() -> Bool {
    let start = at
    while isBlank(next) { at += 1 }
    return at > start
  }

  func isBlank(_ byte: UInt8?) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D: true
    default: false
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  static func startsNumber(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || isDigit(byte) }

  static func isNameStart(_ byte: UInt8) -> Bool {
    byte | 0x20 &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  /// Begins a level inside the present one. Whoever fails inside never leaves: the first error ends
  /// the parse.
  mutating func enter(from start: Int) throws(JSONPathError) {
    guard depth < JSONPath.depthLimit else {
      throw error(.tooDeep(limit: JSONPath.depthLimit), SourceRange(start, start + 1))
    }
    depth += 1
  }

  mutating func leave() {
    depth -= 1
  }

  // MARK: - Errors

  func error(
    _ reason: JSONPathError.Reason, _ range: SourceRange, advice: JSONPathError.Advice? = nil
  ) -> JSONPathError {
    JSONPathError(reason, at: range, in: source, advice: advice)
  }

  /// What comes next is not what the grammar wants.
  func unexpected(_ expected: String, advice: JSONPathError.Advice? = nil) -> JSONPathError {
    let range = range(ofNextFrom: at)
    guard range.count > 0 else {
      return error(.unexpectedEnd(expected: expected), range, advice: advice)
    }
    return error(
      .unexpected(found: source.text(of: range), expected: expected), range, advice: advice)
  }

  /// A whole word, a run of digits, or one character; empty at the end.
  func range(ofNextFrom start: Int) -> SourceRange {
    guard start < bytes.count else { return SourceRange(at: bytes.count) }
    var end = start + 1
    if Self.isNameStart(bytes[start]) {
      while end < bytes.count, Self.isNameStart(bytes[end]) || Self.isDigit(bytes[end]) { end += 1 }
    } else if Self.isDigit(bytes[start]) {
      while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
    }
    return SourceRange(start, end)
  }
}
