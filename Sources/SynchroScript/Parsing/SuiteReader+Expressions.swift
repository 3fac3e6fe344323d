import SynchroJSON
import SynchroText

extension SuiteReader {
  /// `count of` and its like inside each other, and `plus` in a row, are bounded.
  private static let expressionLimit = 16

  /// Takes a value: an operand with what is added to it.
  mutating func value(depth: Int = 0) throws(Refusal) -> Expression {
    var left = try operand(depth: depth)
    var count = 0
    while let word = peekWord(), ["plus", "minus", "without"].contains(word) {
      let start = at
      _ = take(word: word)
      count += 1
      guard count <= Self.expressionLimit else {
        throw Refusal(fault: .expressionTooDeep, range: SourceRange(start, at))
      }
      let right = try operand(depth: depth)
      let range = left.range.union(right.range)
      let kind: Expression.Kind =
        switch word {
        case "plus": .plus(left, right)
        case "minus": .minus(left, right)
        default: .without(left, right)
        }
      left = Expression(kind, at: range)
    }
    return left
  }

  /// Whether a value can start with the byte that comes next and is no word.
  private func startsLiteral(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "-") || Self.isDigit(byte)
  }

  private mutating func operand(depth: Int) throws(Refusal) -> Expression {
    skipBlanks()
    guard let byte = next else { throw unexpected("a value") }
    let start = at
    if byte == UInt8(ascii: "$") { return try referenceOrQuery() }
    if Self.isDigit(byte), let quantity = try quantity() {
      switch quantity.value {
      case .duration(let duration): return Expression(.duration(duration), at: quantity.range)
      case .size(let size): return Expression(.size(size), at: quantity.range)
      }
    }
    if startsLiteral(byte) {
      let template = try jsonLiteral()
      return Expression(.literal(template), at: template.range)
    }
    guard let word = peekWord() else { throw unexpected("a value") }
    if let keyword = ValueKeyword(rawValue: word) {
      return try keywordValue(keyword, from: start, depth: depth)
    }
    if let fact = takeFact() { return Expression(.fact(fact), at: SourceRange(start, at)) }
    throw Refusal(fault: .unknownValue(word), range: foundRange())
  }

  private mutating func takeFact() -> Fact? {
    for fact in Fact.allCases {
      let words = fact.rawValue.split(separator: " ").map(String.init)
      if words.count == 2 ? take(words: words[0], words[1]) : take(word: words[0]) { return fact }
    }
    return nil
  }

  private mutating func keywordValue(
    _ keyword: ValueKeyword, from start: Int, depth: Int
  ) throws(Refusal) -> Expression {
    switch keyword {
    case .true, .false, .null:
      let template = try jsonLiteral()
      return Expression(.literal(template), at: template.range)
    case .header, .headers:
      _ = take(word: keyword.rawValue)
      let name = try fieldName()
      let range = SourceRange(start, at)
      return Expression(keyword == .header ? .header(name) : .headers(name), at: range)
    case .count, .members, .words, .join, .s256, .unix, .json, .parameter:
      _ = take(word: keyword.rawValue)
      let name = keyword == .parameter ? try fieldName() : nil
      try expect(word: "of")
      guard depth < Self.expressionLimit else {
        throw Refusal(fault: .expressionTooDeep, range: SourceRange(start, at))
      }
      let inner = try operand(depth: depth + 1)
      let range = SourceRange(start, inner.range.end)
      if let name { return Expression(.parameter(name, of: inner), at: range) }
      let kind: Expression.Kind =
        switch keyword {
        case .members: .members(inner)
        case .words: .words(inner)
        case .join: .join(inner)
        case .s256: .s256(inner)
        case .unix: .unix(inner)
        case .json: .json(inner)
        default: .count(inner)
        }
      return Expression(kind, at: range)
    }
  }

  /// Takes the name of a header field.
  mutating func fieldName() throws(Refusal) -> Ranged<String> {
    skipBlanks()
    let start = at
    while let byte = next, Self.isFieldNameByte(byte) { at += 1 }
    guard at > start else { throw unexpected("the name of a header") }
    let range = token(.word, from: start)
    return Ranged(text(range), at: range)
  }

  /// RFC 9110, section 5.6.2: the characters of a token.
  static func isFieldNameByte(_ byte: UInt8) -> Bool {
    isWordByte(byte) || "!#$%&'*+.^`|~".utf8.contains(byte)
  }

  // MARK: - References and queries

  private mutating func referenceOrQuery() throws(Refusal) -> Expression {
    let start = at
    if isAtReference {
      let root = try reference()
      guard next == UInt8(ascii: ".") || next == UInt8(ascii: "[") else {
        token(.word, from: start)
        return Expression(.reference(root), at: root.range)
      }
      return try query(root: root, SourceRange(at, queryEnd(from: at)), from: start)
    }
    return try query(root: nil, SourceRange(start, queryEnd(from: at)), from: start)
  }

  private mutating func query(
    root: Reference?, _ written: SourceRange, from start: Int
  ) throws(Refusal) -> Expression {
    let parts = try queryParts(written)
    let template =
      parts.count > 1
      ? TextTemplate((root == nil ? [] : [.text("$")]) + parts, at: written) : nil
    // What will be filled in is a text for now, whose length keeps the places of what follows.
    let text = parts.reduce(into: root == nil ? "" : "$") { text, part in
      switch part {
      case .text(let piece): text += piece
      case .reference(let reference):
        text += "'" + String(repeating: "x", count: reference.range.count - 2) + "'"
      }
    }
    let (shift, stop) = (root == nil ? written.start : written.start - 1, written.end)
    do throws(JSONPathError) {
      let path = try JSONPath(parsing: text)
      at = stop
      let range = token(.word, from: start)
      let query = Query(root: root, path: path, template: template, range: range)
      return Expression(.query(query), at: range)
    } catch {
      // What the query's reader sees of `${name}` is a lone '$'.
      let from = min(max(error.range.start + shift, start), stop)
      let to = min(max(error.range.end + shift, from), stop)
      throw Refusal(fault: .badQuery(error.diagnostic), range: SourceRange(from, to))
    }
  }

  /// A query in pieces, with the interpolations that stand in its brackets and in no text.
  private mutating func queryParts(
    _ range: SourceRange
  ) throws(Refusal) -> [TextTemplate.Part] {
    var parts: [TextTemplate.Part] = []
    let before = at
    defer { at = before }
    at = range.start
    var piece = at
    var open = 0
    var quote: UInt8?
    while at < range.end {
      let byte = bytes[at]
      if let mark = quote {
        if byte == UInt8(ascii: "\\") { at += 1 } else if byte == mark { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "[") {
        open += 1
      } else if byte == UInt8(ascii: "]") {
        open -= 1
      } else if open > 0, isAtReference {
        parts.append(.text(text(SourceRange(piece, at))))
        parts.append(.reference(try reference()))
        piece = at
        continue
      }
      at += 1
    }
    parts.append(.text(text(SourceRange(min(piece, range.end), range.end))))
    return parts
  }

  /// Where a query ends: before a blank or a closing mark that no bracket of its own holds.
  private func queryEnd(from place: Int) -> Int {
    var index = place
    var open = 0
    var quote: UInt8?
    while index < end {
      let byte = bytes[index]
      if let mark = quote {
        if byte == UInt8(ascii: "\\") {
          index += 1
        } else if byte == mark {
          quote = nil
        } else if byte == UInt8(ascii: "\n") {
          break
        }
      } else {
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
          if open == 0 { return index }
          quote = byte
        case UInt8(ascii: "["), UInt8(ascii: "("): open += 1
        case UInt8(ascii: "]"), UInt8(ascii: ")"):
          guard open > 0 else { return index }
          open -= 1
        case UInt8(ascii: "\n"): return index
        case UInt8(ascii: ","), UInt8(ascii: "}"):
          if open == 0 { return index }
        default: if open == 0, Self.isBlank(byte) { return index }
        }
      }
      index += 1
    }
    return min(index, end)
  }
}
