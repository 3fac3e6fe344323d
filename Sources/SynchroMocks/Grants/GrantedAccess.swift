import SynchroJSON

extension CDSWorld {
  /// What scopes and authorization details give access to, so that two of them can be compared.
  ///
  /// An entry whose type belongs to a scope says more than the scope, and replaces it (CDS-WG1-02,
  /// sections 3.3.2 and 3.3.3); a scope alone stands for the defaults of its fields (section 3.8).
  func access(_ scopes: [String], _ details: [JSONValue]) -> Set<JSONValue> {
    var access = Set(details)
    for scope in scopes {
      let description = scopeDescription(scope)
      let types = description.map(Self.detailsTypes) ?? []
      let isSpelledOut = details.contains { entry in
        if case .string(let type)? = entry["type"] { types.contains(type) } else { false }
      }
      if !isSpelledOut { access.insert(standardEntry(of: scope, description)) }
    }
    return access
  }

  /// An entry with the defaults of the fields that it leaves out.
  func completed(_ entry: JSONValue) -> JSONValue {
    guard case .object(let given) = entry, case .string(let type)? = entry["type"],
      let description = seed.authorizationServer.scopeDescriptions.first(where: {
        Self.detailsTypes(of: $0.value).contains(type)
      })?.value
    else { return entry }
    var members = given
    for field in Self.fields(of: description) where entry[field.id] == nil {
      if field.belongs(to: type), let standard = field.standard {
        members.append(JSONField(field.id, standard))
      }
    }
    return .object(members)
  }

  private func standardEntry(of scope: String, _ description: JSONValue?) -> JSONValue {
    var members = [JSONField("type", .string(scope))]
    for field in description.map(Self.fields) ?? [] where field.belongs(to: scope) {
      if let standard = field.standard { members.append(JSONField(field.id, standard)) }
    }
    return .object(members)
  }

  /// Whether an entry of what `access` returns needs a user who agrees.
  func needsUser(_ entry: JSONValue) -> Bool {
    guard case .string(let type)? = entry["type"] else { return false }
    return seed.authorizationServer.scopeDescriptions.contains { scope in
      guard scope.key == type || Self.detailsTypes(of: scope.value).contains(type),
        case .array(let types)? = scope.value["grant_types_supported"]
      else { return false }
      return types.contains("authorization_code")
    }
  }
}
