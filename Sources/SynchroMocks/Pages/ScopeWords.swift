import SynchroJSON

/// Scopes and authorization details in words, for those who are to agree to them.
struct ScopeWords {
  let seed: CDSSeed

  /// A list of everything that is asked for, as HTML.
  func list(_ scopes: [String], _ details: [JSONValue]) -> String {
    let items = scopes.map { item($0, nil) } + details.map { item($0.detailTypeName, $0) }
    return "<ul class=\"plain\">\n" + items.joined(separator: "\n") + "\n</ul>"
  }

  private func item(_ id: String, _ detail: JSONValue?) -> String {
    let description = description(of: id, isType: detail != nil)
    let name = HTMLPage.escape(text(description?["name"]) ?? id)
    let words = text(description?["description"]).map { "<p>\(HTMLPage.escape($0))</p>" } ?? ""
    return "<li><strong>\(name)</strong>\(words)\(facts(detail, description))</li>"
  }

  /// The members of an entry of authorization details, by the names that the scope's description
  /// gives them. CDS-WG1-02, section 3.8.
  private func facts(_ detail: JSONValue?, _ description: JSONValue?) -> String {
    guard case .object(let members)? = detail else { return "" }
    var lines: [String] = []
    for member in members where member.key != "type" {
      let field = field(member.key, of: description)
      let name = text(field?["name"]) ?? member.key
      let value = value(member.value, choices: field?["choices"])
      lines.append("<dt>\(HTMLPage.escape(name))</dt><dd>\(HTMLPage.escape(value))</dd>")
    }
    return lines.isEmpty ? "" : "<dl>" + lines.joined() + "</dl>"
  }

  private func description(of id: String, isType: Bool) -> JSONValue? {
    let descriptions = seed.authorizationServer.scopeDescriptions
    guard isType else { return descriptions.first { $0.key == id }?.value }
    return descriptions.first { field in
      elements(field.value["authorization_details_types_supported"]).contains(.string(id))
    }?.value
  }

  private func field(_ id: String, of description: JSONValue?) -> JSONValue? {
    elements(description?["authorization_details_fields_supported"]).first {
      $0["id"] == .string(id)
    }
  }

  private func value(_ value: JSONValue, choices: JSONValue?) -> String {
    switch value {
    case .null: return "none"
    case .bool(let isTrue): return isTrue ? "yes" : "no"
    case .number, .object: return JSONPrinter.compact(value)
    case .array(let values):
      return values.map { self.value($0, choices: choices) }.joined(separator: ", ")
    case .string(let string):
      let choice = elements(choices).first { $0["id"] == value }
      return text(choice?["name"]) ?? string
    }
  }

  private func elements(_ value: JSONValue?) -> [JSONValue] {
    if case .array(let elements)? = value { elements } else { [] }
  }

  private func text(_ value: JSONValue?) -> String? {
    if case .string(let text)? = value { text } else { nil }
  }
}

extension JSONValue {
  fileprivate var detailTypeName: String {
    if case .string(let type)? = self["type"] { type } else { "" }
  }
}
