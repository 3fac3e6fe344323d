import SynchroJSON

/// One small change of a JSON document, at every place that a pointer names.
///
/// The pointer is that of RFC 6901, with `*` for every element or member, and `type=some_type` for
/// those whose member of that name has that value: a string, `true` or `false`.
struct DocumentEdit: Sendable {
  enum Change: Sendable {
    /// Takes the member or element away.
    case remove
    /// Puts a value there, whether there was one or not.
    case set(JSONValue)
    /// Puts a value in the place of another; does nothing where there was none.
    case replace(JSONValue)
    /// Gives the member another name.
    case rename(String)
    /// Adds an element to the array.
    case append(JSONValue)
    /// Adds a second member of the same name.
    case repeatMember(JSONValue)
    /// Makes another value out of the one that is there.
    case transform(@Sendable (JSONValue) -> JSONValue)

    /// Gives the second object of an array the member that the first one has.
    static func repeatFirst(_ member: String) -> Change {
      .transform { value in
        guard case .array(var elements) = value, elements.count > 1, let first = elements[0][member]
        else { return value }
        DocumentEdit("/\(member)", .set(first)).apply(to: &elements[1])
        return .array(elements)
      }
    }

    /// Changes the objects of which something holds.
    static func when(
      _ holds: @escaping @Sendable (JSONValue) -> Bool, _ pointer: String, _ change: Change
    ) -> Change {
      .transform { value in
        guard holds(value) else { return value }
        var changed = value
        DocumentEdit(pointer, change).apply(to: &changed)
        return changed
      }
    }
  }

  let tokens: [String]
  let change: Change

  init(_ pointer: String, _ change: Change) {
    guard let parsed = JSONPointer(pointer) else {
      preconditionFailure("a defect's pointer is no JSON Pointer: \(pointer)")
    }
    tokens = parsed.tokens
    self.change = change
  }

  func apply(to document: inout JSONValue) {
    document = edited(document, tokens[...])
  }

  /// The same, with what the edit itself puts in filled in first.
  func apply(to document: inout JSONValue, filling: (JSONValue) -> JSONValue) {
    DocumentEdit(tokens, change.filled(filling)).apply(to: &document)
  }

  private init(_ tokens: [String], _ change: Change) {
    self.tokens = tokens
    self.change = change
  }

  private func edited(_ value: JSONValue, _ path: ArraySlice<String>) -> JSONValue {
    guard let token = path.first else { return changed(value) }
    let rest = path.dropFirst()
    switch value {
    case .array(let elements):
      var result: [JSONValue] = []
      for (index, element) in elements.enumerated() {
        guard names(token, element, as: String(index)) else {
          result.append(element)
          continue
        }
        if rest.isEmpty, case .remove = change { continue }
        result.append(edited(element, rest))
      }
      return .array(result)
    case .object(let fields): return .object(edited(fields, token, rest))
    case .null, .bool, .number, .string: return value
    }
  }

  private func edited(
    _ fields: [JSONField], _ token: String, _ rest: ArraySlice<String>
  ) -> [JSONField] {
    var result: [JSONField] = []
    var isFound = false
    for field in fields {
      guard names(token, field.value, as: field.key) else {
        result.append(field)
        continue
      }
      isFound = true
      guard rest.isEmpty else {
        result.append(JSONField(field.key, edited(field.value, rest)))
        continue
      }
      switch change {
      case .remove: break
      case .rename(let name): result.append(JSONField(name, field.value))
      case .repeatMember(let second): result += [field, JSONField(field.key, second)]
      case .set, .replace, .append, .transform:
        result.append(JSONField(field.key, changed(field.value)))
      }
    }
    let isName = token != "*" && !token.contains("=")
    if !isFound, isName, rest.isEmpty, case .set(let value) = change {
      result.append(JSONField(token, value))
    }
    return result
  }

  /// Whether a token means this element or member.
  private func names(_ token: String, _ value: JSONValue, as name: String) -> Bool {
    if token == "*" || token == name { return true }
    let parts = token.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else { return false }
    switch value[String(parts[0])] {
    case .string(let text): return text == parts[1]
    case .bool(let bool): return String(bool) == parts[1]
    default: return false
    }
  }

  private func changed(_ value: JSONValue) -> JSONValue {
    switch change {
    case .set(let new), .replace(let new): return new
    case .append(let element):
      guard case .array(let elements) = value else { return value }
      return .array(elements + [element])
    case .transform(let make): return make(value)
    case .remove, .rename, .repeatMember: return value
    }
  }
}

extension DocumentEdit.Change {
  fileprivate func filled(_ fill: (JSONValue) -> JSONValue) -> Self {
    switch self {
    case .set(let value): .set(fill(value))
    case .replace(let value): .replace(fill(value))
    case .append(let value): .append(fill(value))
    case .repeatMember(let value): .repeatMember(fill(value))
    case .remove, .rename, .transform: self
    }
  }
}
