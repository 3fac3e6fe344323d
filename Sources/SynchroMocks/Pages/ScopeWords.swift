import SynchroJSON

/// Scopes and authorization details in words, for those who are to agree to them.
struct ScopeWords {
  let seed: CDSSeed

  /// A list of everything that is asked for, as HTML: each scope with the details that refine it, and
  /// behind them the details of other scopes.
  func list(_ scopes: [String], _ details: [JSONValue]) -> String {
    var rest = details
    var items: [String] = []
    for scope in scopes {
      let description = seed.authorizationServer.scopeDescriptions.first { $0.key == scope }?.value
      let types = elements(description?["authorization_details_types_supported"])
      let own = rest.filter { types.contains($0["type"] ?? .null) }
      rest.removeAll { types.contains($0["type"] ?? .null) }
      items.append(item(scope, description, own))
    }
    for detail in rest {
      let type = detail["type"] ?? .null
      items.append(item(text(type) ?? "", description(ofType: type), [detail]))
    }
    return "<ul class=\"plain\">\n" + items.joined(separator: "\n") + "\n</ul>"
  }

  private func item(_ id: String, _ description: JSONValue?, _ details: [JSONValue]) -> String {
    let name = HTMLPage.escape(text(description?["name"]) ?? id)
    let words = text(description?["description"]).map { "<p>\(HTMLPage.escape($0))</p>" } ?? ""
    let facts = details.map { self.facts($0, description) }.joined()
    return "<li><strong>\(name)</strong>\(words)\(facts)</li>"
  }

  /// The members of an entry of authorization details, by the names that the scope's description
  /// gives them. CDS-WG1-02, section 3.8.
  private func facts(_ detail: JSONValue, _ description: JSONValue?) -> String {
    guard case .object(let members) = detail else { return "" }
    var lines: [String] = []
    for member in members where member.key != "type" {
      let field = field(member.key, of: description)
      let name = text(field?["name"]) ?? member.key
      let value = value(member.value, of: field)
      lines.append("<dt>\(HTMLPage.escape(name))</dt><dd>\(HTMLPage.escape(value))</dd>")
    }
    return lines.isEmpty ? "" : "<dl>" + lines.joined() + "</dl>"
  }

  private func description(ofType type: JSONValue) -> JSONValue? {
    seed.authorizationServer.scopeDescriptions.first { field in
      elements(field.value["authorization_details_types_supported"]).contains(type)
    }?.value
  }

  private func field(_ id: String, of description: JSONValue?) -> JSONValue? {
    elements(description?["authorization_details_fields_supported"]).first {
      $0["id"] == .string(id)
    }
  }

  private func value(_ value: JSONValue, of field: JSONValue?) -> String {
    switch value {
    case .null: return "none"
    case .bool(let isTrue): return isTrue ? "yes" : "no"
    case .number, .object: return JSONPrinter.compact(value)
    case .array(let values):
      return values.map { self.value($0, of: field) }.joined(separator: ", ")
    case .string(let string):
      if text(field?["format"])?.hasPrefix("relative_or_absolute_") ?? false {
        return Self.words(ofMoment: string)
      }
      let choice = elements(field?["choices"]).first { $0["id"] == value }
      return text(choice?["name"]) ?? string
    }
  }

  /// A relative or absolute date or datetime (CDS-WG1-02, section 2). A span counts from the day on
  /// which somebody agrees.
  private static func words(ofMoment text: String) -> String {
    if text == "infinite" { return "no limit" }
    guard let span = CalendarSpan(text) else { return text }
    let amounts: [(Int64, String)] = [
      (span.months / 12, "year"), (span.months % 12, "month"), (span.days, "day"),
      (span.seconds / 3_600, "hour"), (span.seconds / 60 % 60, "minute"),
      (span.seconds % 60, "second"),
    ]
    let words = amounts.filter { $0.0 != 0 }.map { amount, unit in
      "\(amount) \(unit)\(amount == 1 ? "" : "s")"
    }
    let day = "the day of consent"
    return words.isEmpty ? day : words.joined(separator: ", ") + " from " + day
  }

  private func elements(_ value: JSONValue?) -> [JSONValue] {
    if case .array(let elements)? = value { elements } else { [] }
  }

  private func text(_ value: JSONValue?) -> String? {
    if case .string(let text)? = value { text } else { nil }
  }
}
