internal import SynchroText

/// Keywords that look at the members of an object: core, section 10.3.2; validation, section 6.5.
extension SchemaEvaluator {
  mutating func apply(_ rules: ObjectRules, _ index: Int, _ id: Int, marks: Int) -> Breach {
    var breach: Breach = []
    var present = PresentKeys(count: rules.keys.keys.count)
    let end = Int(tape[id].next)
    var key = id + 1
    var position = 0
    while key < end {
      let value = key + 1
      let slot = find(key, in: rules.keys)
      if let slot { present.insert(slot) }
      var isEvaluated = false
      if let slot, rules.properties[slot] >= 0 {
        isEvaluated = true
        breach.formUnion(evaluate(rules.properties[slot], value).fromOutside)
      }
      if !rules.patterns.isEmpty {
        breach.formUnion(applyPatterns(rules, index, key, &isEvaluated))
      }
      if !isEvaluated, let additional = rules.additional {
        isEvaluated = true
        breach.formUnion(
          applyRest(additional, .additionalProperties, index, key, among: rules))
      }
      if isEvaluated, marks >= 0 { evaluated[marks].insert(position) }
      if let names = rules.names, !evaluate(names, key).isEmpty { breach.insert(.here) }
      if !breach.isEmpty, stopsEarly { return breach }
      key = Int(tape[value].next)
      position += 1
    }
    breach.formUnion(applyPresence(rules, index, id, present))
    for dependency in rules.dependencies where present.contains(dependency.key) {
      if let schema = dependency.schema {
        breach.formUnion(evaluate(schema, id, marks: marks))
      }
    }
    return breach
  }

  /// Counts and demanded members.
  private mutating func applyPresence(
    _ rules: ObjectRules, _ index: Int, _ id: Int, _ present: PresentKeys
  ) -> Breach {
    var breach: Breach = []
    let count = tape[id].count
    if count < rules.minProperties {
      breach = .here
      report(
        index, .minProperties, id, .tooFewMembers(minimum: rules.minProperties, received: count))
    }
    if let limit = rules.maxProperties, count > limit {
      breach = .here
      report(index, .maxProperties, id, .tooManyMembers(maximum: limit, received: count))
    }
    for key in rules.required where !present.contains(key) {
      breach = .here
      guard keepsFindings else {
        if isReporting { report(index, .required, id, .missingMember("", near: nil)) }
        continue
      }
      let name = rules.name(key)
      report(index, .required, id, .missingMember(name, near: strayName(like: name, id, rules)))
    }
    for dependency in rules.dependencies where present.contains(dependency.key) {
      for key in dependency.required where !present.contains(key) {
        breach = .here
        report(
          index, .dependentRequired, id,
          .missingDependent(rules.name(key), of: rules.name(dependency.key)))
      }
    }
    return breach
  }

  private mutating func applyPatterns(
    _ rules: ObjectRules, _ index: Int, _ key: Int, _ isEvaluated: inout Bool
  ) -> Breach {
    let text = KeyText.text(tape[key], bytes)
    var breach: Breach = []
    for (pattern, schema) in rules.patterns {
      guard let matches = matches(pattern, text, index, key) else { return .here }
      guard matches else { continue }
      isEvaluated = true
      breach.formUnion(evaluate(schema, key + 1).fromOutside)
    }
    return breach
  }

  /// A member that no other keyword looked at. One that is simply not allowed is reported at its
  /// key, with the name that was perhaps meant.
  private mutating func applyRest(
    _ schema: Int, _ keyword: SchemaKeyword, _ index: Int, _ key: Int, among rules: ObjectRules?
  ) -> Breach {
    guard self.schema.subschemas[schema].refusesAll else {
      return evaluate(schema, key + 1).fromOutside
    }
    if keepsFindings {
      let name = KeyText.text(tape[key], bytes)
      let known = rules.map { rules in
        rules.properties.indices.filter { rules.properties[$0] >= 0 }.map { rules.name($0) }
      }
      report(
        index, keyword, key,
        .unexpectedMember(name, near: NearestName.find(name, among: known ?? [])))
    } else {
      report(index, keyword, key, .nothingAllowed)
    }
    return .here
  }

  mutating func applyUnevaluatedProperties(
    _ subschema: Subschema, _ index: Int, _ id: Int, marks: Int
  ) -> Breach {
    guard let schema = subschema.unevaluatedProperties else { return [] }
    var breach: Breach = []
    let end = Int(tape[id].next)
    var key = id + 1
    var position = 0
    while key < end {
      if !evaluated[marks].contains(position) {
        breach.formUnion(
          applyRest(schema, .unevaluatedProperties, index, key, among: subschema.objects))
        if !breach.isEmpty, stopsEarly { return breach }
      }
      key = Int(tape[key + 1].next)
      position += 1
    }
    evaluated[marks].insertAll()
    return breach
  }

  // MARK: - Keys

  /// The index of a key among those that a schema names.
  private func find(_ key: Int, in table: KeyTable) -> Int? {
    let entry = tape[key]
    guard entry.isEscaped else {
      return table.find(KeyText.content(entry, bytes), hash: entry.next)
    }
    var text = KeyText.text(entry, bytes)
    return text.withUTF8 { table.find($0, hash: KeyHash.of($0)) }
  }

  /// A member that the schema does not name and whose name looks like the missing one.
  private func strayName(like name: String, _ id: Int, _ rules: ObjectRules) -> String? {
    var strays: [String] = []
    let end = Int(tape[id].next)
    var key = id + 1
    while key < end, strays.count < 100 {
      if find(key, in: rules.keys) == nil { strays.append(KeyText.text(tape[key], bytes)) }
      key = Int(tape[key + 1].next)
    }
    return NearestName.find(name, among: strays)
  }
}

/// Which of the keys that a schema names an object has; 64 of them without memory of their own.
private struct PresentKeys {
  private var first: UInt64 = 0
  private var more: [UInt64] = []

  init(count: Int) {
    if count > 64 { more = Array(repeating: 0, count: (count - 1) / 64) }
  }

  mutating func insert(_ index: Int) {
    if index < 64 {
      first |= 1 << UInt64(index)
    } else {
      more[index / 64 - 1] |= 1 << UInt64(index & 63)
    }
  }

  func contains(_ index: Int) -> Bool {
    (index < 64 ? first : more[index / 64 - 1]) & 1 << UInt64(index & 63) != 0
  }
}
