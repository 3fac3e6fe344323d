/// Reads I-Regexp patterns, strictly by the grammar of RFC 9485, section 4.
struct IRegexpParser {
  private var reader: PatternReader
  private var builder = PatternTreeBuilder()

  init(_ scalars: [Unicode.Scalar]) {
    reader = PatternReader(scalars)
  }

  mutating func parse() throws(PatternError) -> PatternTree {
    while let scalar = reader.next {
      let start = reader.offset
      reader.offset += 1
      switch scalar {
      case "|": builder.beginAlternative()
      case "(": try builder.openGroup(.plain, at: start)
      case ")": try appendQuantified(try builder.closeGroup(at: start).1)
      // Read as assertions, which nothing repeats: see `Pattern.Dialect.iRegexp`.
      case "^": builder.append(.assertion(.start))
      case "$": builder.append(.assertion(.end))
      case ".": try appendQuantified(.set(.iRegexpDot))
      case "[": try appendQuantified(.set(try parseClass(from: start)))
      case "\\":
        switch try parseEscape(from: start) {
        case .scalar(let value): try appendQuantified(.scalar(value))
        case .property(let test): try appendQuantified(.set(ScalarSet([], properties: [test])))
        }
      case "*", "+", "?": throw PatternError(.nothingToRepeat, at: start)
      case "]", "{", "}": throw PatternError(.unescaped(scalar), at: start)
      default: try appendQuantified(.scalar(scalar.value))
      }
    }
    return PatternTree(root: try builder.finish())
  }

  private mutating func appendQuantified(_ node: PatternNode) throws(PatternError) {
    if reader.take("*") {
      builder.append(.repetition(node, PatternRepetition(minimum: 0, maximum: nil)))
    } else if reader.take("+") {
      builder.append(.repetition(node, PatternRepetition(minimum: 1, maximum: nil)))
    } else if reader.take("?") {
      builder.append(.repetition(node, PatternRepetition(minimum: 0, maximum: 1)))
    } else if reader.next == "{" {
      builder.append(.repetition(node, try reader.takeBraces()))
    } else {
      builder.append(node)
    }
  }

  // MARK: - Classes

  /// `charClassExpr = "[" [ "^" ] ( "-" / CCE1 ) *CCE1 [ "-" ] "]"`
  private mutating func parseClass(from start: Int) throws(PatternError) -> ScalarSet {
    // Of `[^]` the grammar has one reading only: the class of the circumflex.
    let isNegated = reader.next == "^" && reader.peek(1) != "]" && reader.take("^")
    var ranges: [ClosedRange<UInt32>] = []
    var properties: [ScalarSet.PropertyTest] = []
    var isFirst = true
    while isFirst || !reader.take("]") {
      let place = reader.offset
      if reader.take("-") {
        guard isFirst || reader.next == "]" else {
          throw PatternError(.misplacedHyphen, at: place)
        }
        ranges.append(0x2D...0x2D)
        isFirst = false
        continue
      }
      isFirst = false
      switch try parseClassMember(classStart: start) {
      case .property(let test): properties.append(test)
      case .scalar(let from):
        // A hyphen before the bracket is the class's last member, not a range.
        guard reader.next == "-", let after = reader.peek(1), after != "]" else {
          ranges.append(from...from)
          continue
        }
        reader.offset += 1
        guard after != "-" else { throw PatternError(.misplacedHyphen, at: reader.offset) }
        guard case .scalar(let to) = try parseClassMember(classStart: start) else {
          throw PatternError(.rangeOfSet, at: place)
        }
        guard from <= to else { throw PatternError(.rangeOutOfOrder, at: place) }
        ranges.append(from...to)
      }
    }
    return ScalarSet(ranges, properties: properties, isNegated: isNegated)
  }

  private mutating func parseClassMember(classStart: Int) throws(PatternError) -> Escaped {
    let start = reader.offset
    guard let scalar = reader.take() else { throw PatternError(.unclosedClass, at: classStart) }
    switch scalar {
    case "\\": return try parseEscape(from: start)
    case "[", "]": throw PatternError(.unescaped(scalar), at: start)
    default: return .scalar(scalar.value)
    }
  }

  // MARK: - Escapes, behind their backslash

  private enum Escaped {
    case scalar(UInt32)
    case property(ScalarSet.PropertyTest)
  }

  private mutating func parseEscape(from start: Int) throws(PatternError) -> Escaped {
    guard let scalar = reader.take() else { throw PatternError(.trailingBackslash, at: start) }
    switch scalar {
    case "n": return .scalar(0x0A)
    case "r": return .scalar(0x0D)
    case "t": return .scalar(0x09)
    case "(", ")", "*", "+", "-", ".", "?", "[", "\\", "]", "^", "{", "|", "}":
      return .scalar(scalar.value)
    case "p", "P":
      let category = try parseCategory(from: start)
      return .property(.init(property: .category(category), isWanted: scalar == "p"))
    default: throw PatternError(.unknownEscape(scalar), at: start)
    }
  }

  /// One or two letters; the grammar leaves out the surrogates, `Cs`.
  private mutating func parseCategory(from start: Int) throws(PatternError) -> GeneralCategorySet {
    guard reader.take("{") else { throw PatternError(.incompleteProperty, at: start) }
    var name = ""
    while let letter = reader.next, letter.isLetter {
      name.unicodeScalars.append(letter)
      reader.offset += 1
    }
    guard reader.take("}"), !name.isEmpty else {
      throw PatternError(.incompleteProperty, at: start)
    }
    guard name.utf8.count <= 2, name != "LC", name != "Cs",
      let category = GeneralCategorySet.byName[name]
    else { throw PatternError(.unknownProperty(name), at: start) }
    return category
  }
}
