/// Reads ECMA-262 patterns as they are with the `u` flag: the strict grammar without Annex B.
struct ECMAScriptPatternParser {
  private var reader: PatternReader
  private var builder = PatternTreeBuilder()
  private var names = GroupNames()
  /// Backreferences, to be checked when all groups are known.
  private var references: [(PatternReference, offset: Int)] = []

  init(_ scalars: [Unicode.Scalar]) {
    reader = PatternReader(scalars)
  }

  mutating func parse() throws(PatternError) -> PatternTree {
    while let scalar = reader.next {
      switch scalar {
      case "|":
        reader.offset += 1
        builder.beginAlternative()
        names.beginAlternative()
      case "(": try parseGroupStart()
      case ")": try parseGroupEnd()
      case "^": parseAssertion(.start, length: 1)
      case "$": parseAssertion(.end, length: 1)
      case "\\" where reader.peek(1) == "b": parseAssertion(.wordBoundary, length: 2)
      case "\\" where reader.peek(1) == "B": parseAssertion(.noWordBoundary, length: 2)
      default:
        let groups = builder.groupCount
        try appendQuantified(try parseAtom(), groupsBefore: groups)
      }
    }
    let root = try builder.finish()
    for (reference, offset) in references { try check(reference, at: offset) }
    return PatternTree(root: root, groupCount: builder.groupCount, groupsByName: names.groups)
  }

  private func check(_ reference: PatternReference, at offset: Int) throws(PatternError) {
    switch reference {
    case .number(let number):
      guard number <= builder.groupCount else {
        throw PatternError(.unknownGroup(String(number)), at: offset)
      }
    case .name(let name):
      guard names.groups[name] != nil else {
        throw PatternError(.unknownGroup(name.text), at: offset)
      }
    }
  }

  // MARK: - Terms

  private mutating func parseAssertion(_ assertion: PatternAssertion, length: Int) {
    reader.offset += length
    builder.append(.assertion(assertion))
  }

  private mutating func parseGroupStart() throws(PatternError) {
    let start = reader.offset
    reader.offset += 1
    let kind: PatternTreeBuilder.OpenGroup.Kind
    if !reader.take("?") {
      kind = .capture(builder.nextGroupNumber())
    } else if reader.take(":") {
      kind = .plain
    } else if reader.take("=") {
      kind = .look(PatternLook(isBehind: false, isNegative: false))
    } else if reader.take("!") {
      kind = .look(PatternLook(isBehind: false, isNegative: true))
    } else if reader.take("<=") {
      kind = .look(PatternLook(isBehind: true, isNegative: false))
    } else if reader.take("<!") {
      kind = .look(PatternLook(isBehind: true, isNegative: true))
    } else if reader.next == "<" {
      let nameStart = reader.offset
      let name = try parseGroupName()
      let number = builder.nextGroupNumber()
      guard names.add(name, number: number) else {
        throw PatternError(.duplicateGroupName(name.text), at: nameStart)
      }
      kind = .capture(number)
    } else if let flag = reader.next, "ims-".unicodeScalars.contains(flag) {
      throw PatternError(.inlineFlags, at: start)
    } else {
      throw PatternError(.unknownGroupKind, at: start)
    }
    try builder.openGroup(kind, at: start)
    names.openGroup()
  }

  private mutating func parseGroupEnd() throws(PatternError) {
    let (group, node) = try builder.closeGroup(at: reader.offset)
    names.closeGroup()
    reader.offset += 1
    if case .look = group.kind {
      // Lookarounds are assertions, and with the `u` flag those are never repeated.
      builder.append(node)
    } else {
      try appendQuantified(node, groupsBefore: group.groupsBefore)
    }
  }

  private mutating func appendQuantified(
    _ node: PatternNode, groupsBefore: Int
  ) throws(PatternError) {
    guard var repetition = try parseQuantifier() else {
      builder.append(node)
      return
    }
    repetition.isLazy = reader.take("?")
    repetition.groups = groupsBefore + 1..<builder.groupCount + 1
    builder.append(.repetition(node, repetition))
  }

  private mutating func parseQuantifier() throws(PatternError) -> PatternRepetition? {
    if reader.take("*") { return PatternRepetition(minimum: 0, maximum: nil) }
    if reader.take("+") { return PatternRepetition(minimum: 1, maximum: nil) }
    if reader.take("?") { return PatternRepetition(minimum: 0, maximum: 1) }
    return reader.next == "{" ? try reader.takeBraces() : nil
  }

  private mutating func parseAtom() throws(PatternError) -> PatternNode {
    let start = reader.offset
    guard let scalar = reader.take() else { return .empty }
    switch scalar {
    case ".": return .set(.ecmaScriptDot)
    case "[": return .set(try parseClass(from: start))
    case "\\": return try parseAtomEscape(from: start)
    case "*", "+", "?": throw PatternError(.nothingToRepeat, at: start)
    case "{":
      reader.offset = start
      _ = try reader.takeBraces()
      throw PatternError(.nothingToRepeat, at: start)
    case "]", "}": throw PatternError(.unescaped(scalar), at: start)
    default: return .scalar(scalar.value)
    }
  }

  private mutating func parseAtomEscape(from start: Int) throws(PatternError) -> PatternNode {
    guard let scalar = reader.next else { throw PatternError(.trailingBackslash, at: start) }
    if ("1"..."9").contains(scalar), let number = reader.takeDecimal() {
      return refer(to: .number(number), at: start)
    }
    if scalar == "k" {
      reader.offset += 1
      return refer(to: .name(try parseGroupName()), at: start)
    }
    if let set = try parseSetEscape(from: start) { return .set(set) }
    return .scalar(try parseCharacterEscape(from: start))
  }

  private mutating func refer(to reference: PatternReference, at offset: Int) -> PatternNode {
    references.append((reference, offset))
    return .backreference(reference)
  }

  /// `<name>`, in which an identifier may be written with escapes.
  private mutating func parseGroupName() throws(PatternError) -> [Unicode.Scalar] {
    let start = reader.offset
    guard reader.take("<") else { throw PatternError(.badGroupName, at: start) }
    var name: [Unicode.Scalar] = []
    while !reader.take(">") {
      let place = reader.offset
      guard var scalar = reader.take() else { throw PatternError(.badGroupName, at: start) }
      if scalar == "\\" {
        guard reader.take("u"), let escaped = Unicode.Scalar(try parseUnicodeEscape(from: place))
        else { throw PatternError(.badGroupName, at: place) }
        scalar = escaped
      }
      guard name.isEmpty ? scalar.startsIdentifier : scalar.continuesIdentifier else {
        throw PatternError(.badGroupName, at: place)
      }
      name.append(scalar)
    }
    guard !name.isEmpty else { throw PatternError(.badGroupName, at: start) }
    return name
  }

  // MARK: - Classes

  private mutating func parseClass(from start: Int) throws(PatternError) -> ScalarSet {
    let isNegated = reader.take("^")
    var ranges: [ClosedRange<UInt32>] = []
    var properties: [ScalarSet.PropertyTest] = []
    while !reader.take("]") {
      let place = reader.offset
      let first = try parseClassAtom(classStart: start)
      if reader.next == "-", let after = reader.peek(1), after != "]" {
        reader.offset += 1
        let last = try parseClassAtom(classStart: start)
        guard case .scalar(let from) = first, case .scalar(let to) = last else {
          throw PatternError(.rangeOfSet, at: place)
        }
        guard from <= to else { throw PatternError(.rangeOutOfOrder, at: place) }
        ranges.append(from...to)
        continue
      }
      switch first {
      case .scalar(let value): ranges.append(value...value)
      case .set(let set):
        ranges += set.members.ranges
        properties += set.members.properties
      }
    }
    return ScalarSet(ranges, properties: properties, isNegated: isNegated)
  }

  private enum ClassAtom {
    case scalar(UInt32)
    case set(ScalarSet)
  }

  private mutating func parseClassAtom(classStart: Int) throws(PatternError) -> ClassAtom {
    let start = reader.offset
    guard let scalar = reader.take() else { throw PatternError(.unclosedClass, at: classStart) }
    guard scalar == "\\" else { return .scalar(scalar.value) }
    if reader.take("b") { return .scalar(0x08) }
    if reader.take("-") { return .scalar(0x2D) }
    if let set = try parseSetEscape(from: start) { return .set(set) }
    return .scalar(try parseCharacterEscape(from: start))
  }

  // MARK: - Escapes, behind their backslash

  private mutating func parseSetEscape(from start: Int) throws(PatternError) -> ScalarSet? {
    let ranges: [ClosedRange<UInt32>]
    switch reader.next {
    case "d": ranges = ScalarSet.digits
    case "D": ranges = ScalarSet.complement(of: ScalarSet.digits)
    case "s": ranges = ScalarSet.whiteSpace
    case "S": ranges = ScalarSet.complement(of: ScalarSet.whiteSpace)
    case "w": ranges = ScalarSet.wordCharacters
    case "W": ranges = ScalarSet.complement(of: ScalarSet.wordCharacters)
    case "p", "P":
      let isWanted = reader.take() == "p"
      let property = try parseProperty(from: start)
      return ScalarSet([], properties: [.init(property: property, isWanted: isWanted)])
    default: return nil
    }
    reader.offset += 1
    return ScalarSet(ranges)
  }

  private mutating func parseProperty(from start: Int) throws(PatternError) -> ScalarProperty {
    guard reader.take("{") else { throw PatternError(.incompleteProperty, at: start) }
    var expression = ""
    while let scalar = reader.take() {
      if scalar == "}", !expression.isEmpty {
        return try ScalarProperty.ecmaScript(expression, at: start)
      }
      guard scalar.isLetter || scalar.isDigit || scalar == "_" || scalar == "=" else { break }
      expression.unicodeScalars.append(scalar)
    }
    throw PatternError(.incompleteProperty, at: start)
  }

  private mutating func parseCharacterEscape(from start: Int) throws(PatternError) -> UInt32 {
    guard let scalar = reader.take() else { throw PatternError(.trailingBackslash, at: start) }
    switch scalar {
    case "t": return 0x09
    case "n": return 0x0A
    case "v": return 0x0B
    case "f": return 0x0C
    case "r": return 0x0D
    case "0":
      // Octal escapes are no part of the language that the `u` flag selects.
      if reader.next?.isDigit == true { throw PatternError(.unknownEscape(scalar), at: start) }
      return 0
    case "c":
      guard let letter = reader.next, letter.isLetter else {
        throw PatternError(.incompleteEscape(scalar), at: start)
      }
      reader.offset += 1
      return letter.value % 32
    case "x":
      guard let value = reader.takeHex(2) else {
        throw PatternError(.incompleteEscape(scalar), at: start)
      }
      return value
    case "u": return try parseUnicodeEscape(from: start)
    case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/":
      return scalar.value
    default: throw PatternError(.unknownEscape(scalar), at: start)
    }
  }

  /// What follows `\u`. A surrogate that is alone is read, as the language demands, and matches
  /// nothing, for no text of ours holds one.
  private mutating func parseUnicodeEscape(from start: Int) throws(PatternError) -> UInt32 {
    guard reader.take("{") else {
      guard let lead = reader.takeHex(4) else {
        throw PatternError(.incompleteEscape("u"), at: start)
      }
      guard (0xD800...0xDBFF).contains(lead) else { return lead }
      let place = reader.offset
      if reader.take("\\u"), let trail = reader.takeHex(4), (0xDC00...0xDFFF).contains(trail) {
        return 0x10000 + (lead - 0xD800) << 10 + (trail - 0xDC00)
      }
      reader.offset = place
      return lead
    }
    var value: UInt32 = 0
    var count = 0
    while let digit = reader.next?.hexValue {
      value = value << 4 | digit
      guard value <= 0x10FFFF else { break }
      reader.offset += 1
      count += 1
    }
    guard count > 0, reader.take("}") else { throw PatternError(.incompleteEscape("u"), at: start) }
    return value
  }
}

extension [Unicode.Scalar] {
  fileprivate var text: String {
    var text = ""
    text.unicodeScalars.append(contentsOf: self)
    return text
  }
}

extension Unicode.Scalar {
  fileprivate var startsIdentifier: Bool {
    self == "$" || self == "_" || properties.isIDStart
  }

  fileprivate var continuesIdentifier: Bool {
    self == "$" || value == 0x200C || value == 0x200D || properties.isIDContinue
  }
}
