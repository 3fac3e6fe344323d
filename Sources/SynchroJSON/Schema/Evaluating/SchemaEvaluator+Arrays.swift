/// Keywords that look at the elements of an array: core, section 10.3.1; validation, section 6.4.
extension SchemaEvaluator {
  mutating func apply(_ rules: ArrayRules, _ index: Int, _ id: Int, marks: Int) -> Breach {
    var breach: Breach = []
    let count = tape[id].count
    if count < rules.minItems {
      breach = .here
      report(index, .minItems, id, .tooFewItems(minimum: rules.minItems, received: count))
    }
    if let limit = rules.maxItems, count > limit {
      breach = .here
      report(index, .maxItems, id, .tooManyItems(maximum: limit, received: count))
    }
    if stopsEarly, !breach.isEmpty { return breach }
    breach.formUnion(applyElements(rules, index, id, marks: marks))
    if stopsEarly, !breach.isEmpty { return breach }
    if let contained = rules.contains {
      breach.formUnion(apply(contained, rules, index, id, marks: marks))
    }
    if rules.isUnique { breach.formUnion(applyUniqueness(index, id)) }
    return breach
  }

  private mutating func applyElements(
    _ rules: ArrayRules, _ index: Int, _ id: Int, marks: Int
  ) -> Breach {
    guard rules.items != nil || !rules.prefix.isEmpty else { return [] }
    var breach: Breach = []
    let end = Int(tape[id].next)
    var element = id + 1
    var position = 0
    while element < end {
      if position < rules.prefix.count {
        breach.formUnion(evaluate(rules.prefix[position], element).fromOutside)
        if marks >= 0 { evaluated[marks].insert(position) }
      } else if let items = rules.items {
        breach.formUnion(applyRest(items, .items, index, element, position))
      } else {
        break
      }
      if !breach.isEmpty, stopsEarly { return breach }
      element = Int(tape[element].next)
      position += 1
    }
    if rules.items != nil, marks >= 0 { evaluated[marks].insertAll() }
    return breach
  }

  /// An element behind those that have a schema of their own.
  private mutating func applyRest(
    _ schema: Int, _ keyword: SchemaKeyword, _ index: Int, _ element: Int, _ position: Int
  ) -> Breach {
    guard self.schema.subschemas[schema].refusesAll else {
      return evaluate(schema, element).fromOutside
    }
    report(index, keyword, element, .unexpectedItem(index: position))
    return .here
  }

  private mutating func apply(
    _ contained: Int, _ rules: ArrayRules, _ index: Int, _ id: Int, marks: Int
  ) -> Breach {
    var matches = 0
    let end = Int(tape[id].next)
    var element = id + 1
    var position = 0
    while element < end {
      if probe(contained, element) {
        matches += 1
        if marks >= 0 { evaluated[marks].insert(position) }
      }
      element = Int(tape[element].next)
      position += 1
    }
    if matches < rules.minContains {
      report(
        index, rules.minContains == 1 ? .contains : .minContains, id,
        .tooFewMatches(minimum: rules.minContains, received: matches))
      return .here
    }
    if let limit = rules.maxContains, matches > limit {
      report(index, .maxContains, id, .tooManyMatches(maximum: limit, received: matches))
      return .here
    }
    return []
  }

  mutating func applyUnevaluatedItems(
    _ subschema: Subschema, _ index: Int, _ id: Int, marks: Int
  ) -> Breach {
    guard let schema = subschema.unevaluatedItems else { return [] }
    var breach: Breach = []
    let end = Int(tape[id].next)
    var element = id + 1
    var position = 0
    while element < end {
      if !evaluated[marks].contains(position) {
        breach.formUnion(applyRest(schema, .unevaluatedItems, index, element, position))
        if !breach.isEmpty, stopsEarly { return breach }
      }
      element = Int(tape[element].next)
      position += 1
    }
    evaluated[marks].insertAll()
    return breach
  }

  // MARK: - Uniqueness

  /// Equal elements have equal hashes, so only those are compared.
  private mutating func applyUniqueness(_ index: Int, _ id: Int) -> Breach {
    let end = Int(tape[id].next)
    guard tape[id].count > 1, spend(end - id, index, id) else { return [] }
    var seen: [Int: [(position: Int, element: Int)]] = [:]
    seen.reserveCapacity(tape[id].count)
    var element = id + 1
    var position = 0
    while element < end {
      let hash = hash(of: element)
      for earlier in seen[hash] ?? [] where node(earlier.element).isEqual(to: node(element)) {
        report(
          index, .uniqueItems, element,
          .duplicateItems(first: earlier.position, again: position))
        return .here
      }
      seen[hash, default: []].append((position, element))
      element = Int(tape[element].next)
      position += 1
    }
    return []
  }

  /// A hash of the JSON value: whatever `isEqual` cannot tell apart hashes alike. Swift seeds it
  /// anew in each process, so nobody can prepare collisions.
  private func hash(of id: Int) -> Int {
    var hasher = Hasher()
    let entry = tape[id]
    hasher.combine(entry.kind)
    switch entry.kind {
    case .null: break
    case .boolean: hasher.combine(entry.end - entry.start)
    case .number:
      if let int = fastInt(entry) {
        hasher.combine(int)
      } else if let number = node(id).number {
        if let int = number.int { hasher.combine(int) } else { hasher.combine(number) }
      }
    case .string: combine(id, into: &hasher)
    case .array:
      var element = id + 1
      while element < Int(entry.next) {
        hasher.combine(hash(of: element))
        element = Int(tape[element].next)
      }
    case .object:
      // A sum does not depend on the order of members.
      var sum = 0
      var key = id + 1
      while key < Int(entry.next) {
        var member = Hasher()
        combine(key, into: &member)
        member.combine(hash(of: key + 1))
        sum &+= member.finalize()
        key = Int(tape[key + 1].next)
      }
      hasher.combine(sum)
    }
    return hasher.finalize()
  }

  private func combine(_ id: Int, into hasher: inout Hasher) {
    let entry = tape[id]
    if entry.isEscaped {
      var text = KeyText.text(entry, bytes)
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    } else {
      hasher.combine(bytes: UnsafeRawBufferPointer(KeyText.content(entry, bytes)))
    }
  }
}
