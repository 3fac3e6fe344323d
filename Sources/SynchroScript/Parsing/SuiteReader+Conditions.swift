import SynchroJSON
import SynchroText

extension SuiteReader {
  /// Takes claims joined by `and` and `or`; `and` binds tighter.
  mutating func condition() throws(Refusal) -> Condition {
    var alternatives: [Condition] = []
    repeat {
      var parts = [Condition.claim(try claim())]
      while take(word: "and") { parts.append(.claim(try claim())) }
      alternatives.append(parts.count == 1 ? parts[0] : .all(parts))
    } while take(word: "or")
    return alternatives.count == 1 ? alternatives[0] : .any(alternatives)
  }

  private mutating func claim() throws(Refusal) -> Claim {
    skipBlanks()
    let start = at
    var quantifier: Ranged<Claim.Quantifier>?
    if let word = peekWord(), let known = Claim.Quantifier(rawValue: word) {
      _ = take(word: word)
      quantifier = Ranged(known, at: SourceRange(start, at))
    }
    let subject = try value()
    skipBlanks()
    let place = at
    let predicate = try predicate()
    return Claim(
      quantifier: quantifier, subject: subject,
      predicate: Ranged(predicate, at: SourceRange(place, lastEnd)),
      range: SourceRange(start, lastEnd))
  }

  private mutating func predicate() throws(Refusal) -> Predicate {
    if let comparison = takeComparison() { return .compare(comparison, try value()) }
    guard let word = peekWord() else { throw unexpected("a predicate such as == or is") }
    guard let keyword = PredicateKeyword(rawValue: word) else {
      throw Refusal(fault: .unknownPredicate(word), range: foundRange())
    }
    _ = take(word: word)
    switch keyword {
    case .is: return try predicateOfIs()
    case .exists: return .exists
    case .contains: return .contains(try value(), negated: false)
    case .starts:
      try expect(word: "with")
      return .startsWith(try value())
    case .ends:
      try expect(word: "with")
      return .endsWith(try value())
    case .matches: return .matches(try pattern(), negated: false)
    case .has:
      try expect(word: "unique")
      try expect(word: "names")
      return .hasUniqueNames
    case .does:
      try expect(word: "not")
      if take(word: "contain") { return .contains(try value(), negated: true) }
      if take(word: "match") { return .matches(try pattern(), negated: true) }
      throw unexpected("'contain' or 'match'")
    }
  }

  private mutating func takeComparison() -> Predicate.Comparison? {
    // The longer operators come first, so that `<=` is not read as `<`.
    let all = Predicate.Comparison.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
    return all.first { take(symbol: $0.rawValue) }
  }

  private mutating func predicateOfIs() throws(Refusal) -> Predicate {
    let negated = take(word: "not")
    if take(words: "one", "of") { return .isOneOf(try value(), negated: negated) }
    let place = at
    if let word = peekWord(), let keyword = IsKeyword(rawValue: word) {
      let range = foundRange()
      guard !negated else { throw Refusal(fault: .cannotBeNegated(word), range: range) }
      _ = take(word: word)
      return try predicate(of: keyword)
    }
    if take(words: "array", "of") {
      return .isType(try types(), isArray: true, negated: negated)
    }
    at = max(at, place)
    let types = try types()
    if types.count == 1, types[0].value == .builtIn(.empty) { return .isEmpty(negated: negated) }
    return .isType(types, isArray: false, negated: negated)
  }

  private mutating func predicate(of keyword: IsKeyword) throws(Refusal) -> Predicate {
    switch keyword {
    case .absent: return .isAbsent
    case .unique: return .isUnique
    case .sorted: return try sorting()
    case .subset:
      try expect(word: "of")
      return .relatesTo(.subset, try value())
    case .superset:
      try expect(word: "of")
      return .relatesTo(.superset, try value())
    case .same:
      if take(words: "set", "as") { return .relatesTo(.same, try value()) }
      if take(words: "media", "type", "as") { return .isSameMediaType(try value()) }
      throw unexpected("'set as' or 'media type as'")
    case .within:
      let tolerance = try value()
      try expect(word: "of")
      return .isWithin(tolerance, of: try value())
    case .one:
      throw unexpected("'of'")
    }
  }

  private mutating func sorting() throws(Refusal) -> Predicate {
    let descending: Bool
    if take(word: "descending") {
      descending = true
    } else if take(word: "ascending") {
      descending = false
    } else {
      throw unexpected("'ascending' or 'descending'")
    }
    guard take(word: "by") else { return .isSorted(descending: descending, by: nil) }
    skipBlanks()
    guard next == UInt8(ascii: ".") else { throw unexpected("a path such as .updated") }
    let start = at
    at += 1
    while let byte = next, Self.isWordByte(byte) || byte == UInt8(ascii: ".") { at += 1 }
    let range = SourceRange(start, at)
    let path = "$" + text(range)
    do throws(JSONPathError) {
      _ = try JSONPath(parsing: path)
    } catch {
      throw Refusal(fault: .badQuery(error.diagnostic), range: range)
    }
    token(.word, from: start)
    return .isSorted(descending: descending, by: Ranged(path, at: range))
  }

  // MARK: - Types

  private mutating func types() throws(Refusal) -> [Ranged<ValueType>] {
    var types = [try type()]
    while isOrBeforeType() {
      _ = take(word: "or")
      types.append(try type())
    }
    return types
  }

  private mutating func type() throws(Refusal) -> Ranged<ValueType> {
    guard let word = peekWord() else { throw unexpected("a type") }
    let start = at
    at = wordEnd(from: at)
    let range = token(.word, from: start)
    if let known = BuiltInType(rawValue: word) { return Ranged(.builtIn(known), at: range) }
    return Ranged(.schema(word), at: range)
  }

  /// Whether `or` comes next and a type behind it, not another claim: behind a type the list goes
  /// on or the condition is over.
  private func isOrBeforeType() -> Bool {
    let or = blankEnd(from: at)
    let orEnd = wordEnd(from: or)
    guard bytes[or..<orEnd].elementsEqual("or".utf8) else { return false }
    let type = blankEnd(from: orEnd)
    let typeEnd = wordEnd(from: type)
    guard typeEnd > type else { return false }
    let follower = blankEnd(from: typeEnd)
    guard follower < end, bytes[follower] != UInt8(ascii: "[") else { return true }
    let word = text(SourceRange(follower, wordEnd(from: follower)))
    return ["or", "and", "as", "else"].contains(word)
  }

  // MARK: - Patterns

  private mutating func pattern() throws(Refusal) -> Ranged<String> {
    skipBlanks()
    guard next == UInt8(ascii: "/") else { throw unexpected("a pattern between slashes") }
    let start = at
    var isInClass = false
    at += 1
    while let byte = next, byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: "/"), !isInClass {
        at += 1
        return try compiled(SourceRange(start, at))
      }
      if byte == UInt8(ascii: "\\"), at + 1 < end, bytes[at + 1] != UInt8(ascii: "\n") { at += 1 }
      if byte == UInt8(ascii: "[") { isInClass = true }
      if byte == UInt8(ascii: "]") { isInClass = false }
      at += 1
    }
    throw Refusal(fault: .unclosedPattern, range: SourceRange(start, start + 1))
  }

  private mutating func compiled(_ range: SourceRange) throws(Refusal) -> Ranged<String> {
    let inner = SourceRange(range.start + 1, range.end - 1)
    let text = text(inner)
    do throws(PatternError) {
      _ = try Pattern(text, dialect: .ecmaScript)
    } catch {
      let before = text.unicodeScalars.prefix(error.offset).reduce(0) {
        $0 + Unicode.UTF8.width($1)
      }
      let place = min(inner.start + before, inner.end)
      throw Refusal(
        fault: .badPattern(error.message),
        range: SourceRange(place, min(place + 1, inner.end)))
    }
    token(.word, from: range.start)
    return Ranged(text, at: range)
  }
}
