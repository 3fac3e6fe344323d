internal import SynchroText

/// Assertions on single values: validation, sections 6.1 to 6.3, and formats, section 7.
extension SchemaEvaluator {
  func fits(_ kinds: SchemaKinds, _ entry: TapeEntry, _ id: Int) -> Bool {
    if kinds.contains(SchemaKinds(entry.kind)) { return true }
    guard entry.kind == .number, kinds.contains(.integer) else { return false }
    return fastInt(entry) != nil || node(id).number?.isInteger == true
  }

  mutating func contains(
    _ list: Enumeration, _ entry: TapeEntry, _ index: Int, _ id: Int
  ) -> Bool {
    if entry.kind == .string {
      guard !list.strings.isEmpty else { return false }
      guard !entry.isEscaped else {
        var text = KeyText.text(entry, bytes)
        return text.withUTF8 { list.strings.find($0, hash: KeyHash.of($0)) != nil }
      }
      let content = KeyText.content(entry, bytes)
      return list.strings.find(content, hash: KeyHash.of(content)) != nil
    }
    let node = node(id)
    let isContainer = entry.kind == .array || entry.kind == .object
    if isContainer, !list.others.isEmpty {
      guard spend(Int(entry.next) - id, index, id) else { return false }
    }
    return list.hashed.isEmpty
      ? list.others.contains { $0.isEqual(to: node) } : list.hashed.contains(node.value)
  }

  /// The number as an `Int` when it is written as a short whole one, as most are.
  func fastInt(_ entry: TapeEntry) -> Int? {
    var at = Int(entry.start)
    let end = Int(entry.end)
    let isNegative = bytes[at] == UInt8(ascii: "-")
    if isNegative { at += 1 }
    guard end - at <= 18 else { return nil }
    var value = 0
    while at < end {
      let digit = bytes[at] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
      at += 1
    }
    return isNegative ? -value : value
  }

  // MARK: - Numbers

  mutating func apply(_ rules: NumberRules, _ index: Int, _ id: Int) -> Breach {
    let int = fastInt(tape[id])
    var breach: Breach = []
    if let bound = rules.minimum, order(id, int, bound) < 0 {
      breach = .here
      if isReporting { report(index, .minimum, id, below(bound, isExclusive: false, id)) }
    }
    if let bound = rules.exclusiveMinimum, order(id, int, bound) <= 0 {
      breach = .here
      if isReporting { report(index, .exclusiveMinimum, id, below(bound, isExclusive: true, id)) }
    }
    if let bound = rules.maximum, order(id, int, bound) > 0 {
      breach = .here
      if isReporting { report(index, .maximum, id, above(bound, isExclusive: false, id)) }
    }
    if let bound = rules.exclusiveMaximum, order(id, int, bound) >= 0 {
      breach = .here
      if isReporting { report(index, .exclusiveMaximum, id, above(bound, isExclusive: true, id)) }
    }
    if let divisor = rules.multipleOf, let number = node(id).number,
      !number.isMultiple(of: divisor.number)
    {
      breach = .here
      if isReporting {
        report(
          index, .multipleOf, id,
          .notMultiple(of: divisor.number.lexeme, received: ValueWords.describe(node(id))))
      }
    }
    return breach
  }

  /// Negative, zero or positive, as the value lies below, at or above a bound.
  private func order(_ id: Int, _ int: Int?, _ bound: NumberRules.Bound) -> Int {
    if let int, let limit = bound.int { return int < limit ? -1 : int == limit ? 0 : 1 }
    guard let number = node(id).number else { return 0 }
    return number < bound.number ? -1 : number == bound.number ? 0 : 1
  }

  private func below(_ bound: NumberRules.Bound, isExclusive: Bool, _ id: Int) -> SchemaFault {
    .belowMinimum(
      bound.number.lexeme, isExclusive: isExclusive, received: ValueWords.describe(node(id)))
  }

  private func above(_ bound: NumberRules.Bound, isExclusive: Bool, _ id: Int) -> SchemaFault {
    .aboveMaximum(
      bound.number.lexeme, isExclusive: isExclusive, received: ValueWords.describe(node(id)))
  }

  // MARK: - Strings

  mutating func apply(_ rules: StringRules, _ index: Int, _ id: Int) -> Breach {
    let entry = tape[id]
    var breach: Breach = []
    if rules.minLength > 0 || rules.maxLength != nil {
      let length = length(of: entry)
      if length < rules.minLength {
        breach = .here
        report(index, .minLength, id, .tooShort(minimum: rules.minLength, received: length))
      }
      if let limit = rules.maxLength, length > limit {
        breach = .here
        report(index, .maxLength, id, .tooLong(maximum: limit, received: length))
      }
    }
    guard rules.pattern != nil || rules.format != nil || rules.custom != nil else {
      return breach
    }
    let text = KeyText.text(entry, bytes)
    if let pattern = rules.pattern {
      guard let matches = matches(pattern, text, index, id) else { return .here }
      if !matches {
        breach = .here
        if isReporting {
          report(
            index, .pattern, id,
            .patternMismatch(pattern.text, received: ValueWords.describe(node(id))))
        }
      }
    }
    if let format = rules.format, let fault = format.check(text) {
      breach = .here
      if isReporting {
        report(
          index, .format, id,
          .formatMismatch(format, fault, received: ValueWords.describe(node(id))))
      }
    }
    if let format = rules.custom, let fault = format.check(text) {
      breach = .here
      if isReporting {
        report(
          index, .format, id,
          .customFormatMismatch(format.name, fault, received: ValueWords.describe(node(id))))
      }
    }
    return breach
  }

  /// Whether a pattern matches; nil when finding out took too long, which ends the evaluation.
  mutating func matches(_ pattern: Pattern, _ text: String, _ index: Int, _ id: Int) -> Bool? {
    guard spend(1 + text.utf8.count / 64, index, id) else { return nil }
    do throws(PatternBudgetExceeded) {
      return try pattern.firstMatch(anywhereIn: text)
    } catch {
      _ = give(up: .patternTooCostly(pattern.text), index, id)
      return nil
    }
  }

  /// Length in code points (validation, section 6.3.1), which is not Swift's count of characters.
  private func length(of entry: TapeEntry) -> Int {
    guard !entry.isEscaped else { return KeyText.text(entry, bytes).unicodeScalars.count }
    var count = 0
    for byte in KeyText.content(entry, bytes) where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
