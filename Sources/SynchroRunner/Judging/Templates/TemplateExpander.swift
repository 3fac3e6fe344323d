import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroText

/// Fills templates in, escaping each value for the place where it stands, so that no value can
/// leave its place.
struct TemplateExpander: Sendable {
  let scope: Scope

  /// An expander that knows these values.
  init(scope: Scope) {
    self.scope = scope
  }

  /// A request's URL: an absolute URL may stand at its start, everything else is percent-encoded.
  /// Parameters go to the end of its query.
  func url(
    _ template: TextTemplate, query: [RequestStep.Parameter] = []
  ) throws(TemplateFault) -> Expanded<String> {
    try URLExpansion(expander: self).url(template, query: query)
  }

  /// The content of a form.
  func form(
    _ parameters: [RequestStep.Parameter]
  ) throws(TemplateFault) -> Expanded<String> {
    var secrets: [String] = []
    var fields: [HTTPForm.Field] = []
    for parameter in parameters {
      fields.append(
        HTTPForm.Field(
          try text(parameter.name, secrets: &secrets), try text(parameter.value, secrets: &secrets))
      )
    }
    return Expanded(HTTPForm(fields).encoded, secretNames: secrets)
  }

  /// The value of a header line.
  func header(_ template: TextTemplate) throws(TemplateFault) -> Expanded<String> {
    var secrets: [String] = []
    let value = try joined(template, secrets: &secrets) { text, reference throws(TemplateFault) in
      // A line end would begin another header, or the body.
      if text.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) {
        throw TemplateFault(
          .unfit(reason: "a value with a line end or NUL cannot stand in a header"),
          reference: reference.spelling, at: reference.range)
      }
      return text
    }
    return Expanded(value, secretNames: secrets)
  }

  /// Text in which nothing needs escaping: a raw body, a question to a person.
  func raw(_ template: TextTemplate) throws(TemplateFault) -> Expanded<String> {
    var secrets: [String] = []
    return Expanded(try text(template, secrets: &secrets), secretNames: secrets)
  }

  /// A JSON body.
  func json(_ template: JSONTemplate) throws(TemplateFault) -> Expanded<JSONValue> {
    var secrets: [String] = []
    return Expanded(try json(template, secrets: &secrets), secretNames: secrets)
  }

  /// A literal of an expression: a secret stays one.
  func value(_ template: JSONTemplate) throws(TemplateFault) -> RuntimeValue {
    if case .reference(let reference) = template.kind { return try value(of: reference) }
    let expanded = try json(template)
    guard let name = expanded.secretNames.first else { return .json(expanded.value) }
    guard case .string(let text) = expanded.value else {
      throw TemplateFault(
        .unfit(reason: "a secret cannot stand inside an array or object that is compared"),
        reference: name, at: template.range)
    }
    return .secret(Secret(text, label: Secret.Label(name)))
  }

  // MARK: - Pieces

  /// A template as text, nothing escaped.
  func text(_ template: TextTemplate, secrets: inout [String]) throws(TemplateFault) -> String {
    try joined(template, secrets: &secrets) { text, _ throws(TemplateFault) in text }
  }

  private func joined(
    _ template: TextTemplate, secrets: inout [String],
    escape: (String, Reference) throws(TemplateFault) -> String
  ) throws(TemplateFault) -> String {
    var result = ""
    for part in template.parts {
      switch part {
      case .text(let text): result += text
      case .reference(let reference):
        result += try escape(try scalarText(of: reference, secrets: &secrets), reference)
      }
    }
    return result
  }

  private func json(
    _ template: JSONTemplate, secrets: inout [String]
  ) throws(TemplateFault) -> JSONValue {
    switch template.kind {
    case .null: return .null
    case .bool(let bool): return .bool(bool)
    case .number(let number): return .number(number)
    case .string(let text): return .string(try self.text(text, secrets: &secrets))
    case .array(let elements):
      var values: [JSONValue] = []
      for element in elements {
        if case .spread(let reference) = element.kind {
          values += try elementsToSpread(of: reference)
        } else {
          values.append(try json(element, secrets: &secrets))
        }
      }
      return .array(values)
    case .object(let members):
      var fields: [JSONField] = []
      for member in members {
        if case .spread(let reference) = member.value.kind {
          for field in try membersToSpread(of: reference) { fields.put(field) }
        } else {
          fields.put(
            JSONField(
              try text(member.name, secrets: &secrets), try json(member.value, secrets: &secrets)))
        }
      }
      return .object(fields)
    case .spread(let reference):
      throw unfit(reference, "'...' stands in a list or an object only")
    case .reference(let reference):
      let value = try self.value(of: reference)
      if case .secret = value {
        return .string(try scalarText(of: reference, secrets: &secrets))
      }
      guard let json = value.json else {
        throw unfit(reference, "\(ValueText.kind(value)) cannot be written as JSON")
      }
      return json
    }
  }

  private func elementsToSpread(of reference: Reference) throws(TemplateFault) -> [JSONValue] {
    guard case .array(let elements)? = try value(of: reference).json else {
      throw unfit(reference, "only the elements of a list can be spread in a list")
    }
    return elements
  }

  private func membersToSpread(of reference: Reference) throws(TemplateFault) -> [JSONField] {
    guard case .object(let fields)? = try value(of: reference).json else {
      throw unfit(reference, "only the members of an object can be spread in an object")
    }
    return fields
  }

  /// A value of which a text can be made: a string, a number, a boolean or a secret.
  func scalarText(
    of reference: Reference, secrets: inout [String]
  ) throws(TemplateFault) -> String {
    let value = try self.value(of: reference)
    switch value {
    case .json(.string(let text)): return text
    case .json(.number(let number)): return number.lexeme
    case .json(.bool(let bool)): return bool ? "true" : "false"
    case .size(let bytes): return String(bytes)
    case .secret(let secret):
      guard let text = secret.revealText(for: "a request of the suite") else {
        throw unfit(reference, "the secret is no UTF-8 text")
      }
      if !secrets.contains(reference.spelling) { secrets.append(reference.spelling) }
      return text
    case .json, .list, .duration, .group, .absent:
      throw unfit(
        reference,
        "\(ValueText.kind(value)) cannot stand inside text; only a string, number or boolean can")
    }
  }

  func value(of reference: Reference) throws(TemplateFault) -> RuntimeValue {
    let reason: String
    switch scope.resolve(reference) {
    case .one(let found): return found.value
    case .many(let all): return .list(all.map(\.value))
    case .nothing(let words): reason = words
    case .undecided(let why): reason = why.reason
    }
    throw TemplateFault(
      .missing(reason: reason), reference: reference.spelling, at: reference.range)
  }

  func unfit(_ reference: Reference, _ reason: String) -> TemplateFault {
    TemplateFault(.unfit(reason: reason), reference: reference.spelling, at: reference.range)
  }
}

extension [JSONField] {
  /// Adds a member; one of the same name that stands before gives its place to it.
  fileprivate mutating func put(_ field: JSONField) {
    if let place = firstIndex(where: { $0.key == field.key }) {
      self[place] = field
    } else {
      append(field)
    }
  }
}
