import SynchroJSON
import SynchroTiming

extension CDSWorld {
  /// How many bytes the authorization details of one request may have, written without spaces.
  static let detailsLimit = 16_384
  /// How many values they may have, those inside other values and defaults included: many small ones
  /// take far more memory than bytes on their way.
  static let detailsValueLimit = 500

  /// What is wrong with the size of authorization details, as a sentence; nil when it is right.
  static func excess(of details: [JSONValue]) -> String? {
    guard JSONPrinter.compact(.array(details)).utf8.count <= detailsLimit else {
      return "they may have up to \(detailsLimit) bytes"
    }
    guard details.reduce(0, { $0 + $1.nodes }) <= detailsValueLimit else {
      return "they may have up to \(detailsValueLimit) values in all"
    }
    return nil
  }

  /// What the server says about a scope.
  func scopeDescription(_ scope: String) -> JSONValue? {
    seed.authorizationServer.scopeDescriptions.first { $0.key == scope }?.value
  }

  /// Authorization details as the server takes them: of types that the client may use, with fields
  /// that the scope descriptions announce, every value of its format and within its limits, and the
  /// defaults of fields that were left out. RFC 9396, section 5; CDS-WG1-02, sections 3.8 and 3.9.
  func validDetails(
    _ details: [JSONValue], for client: ClientObject, at now: Timestamp
  ) throws(CDSProblem) -> [JSONValue] {
    if let sentence = Self.excess(of: details) { throw Self.wrongDetails(sentence) }
    let moment = local(now)
    var valid: [JSONValue] = []
    for entry in details { valid.append(try validEntry(entry, for: client, at: moment)) }
    // Defaults have come in.
    if let sentence = Self.excess(of: valid) { throw Self.wrongDetails(sentence) }
    return valid
  }

  /// RFC 9396, section 5.
  static func wrongDetails(_ sentence: String) -> CDSProblem {
    .oauth("invalid_authorization_details", "the authorization_details are wrong: \(sentence)")
  }

  /// Refuses scopes that mean nothing without authorization details, when there are none of their
  /// types (CDS-WG1-02, section 3.8, `is_required`).
  func requireDetails(of scopes: [String], in details: [JSONValue]) throws(CDSProblem) {
    for scope in scopes {
      guard let description = scopeDescription(scope) else { continue }
      let types = Self.detailsTypes(of: description)
      let isSpelledOut = details.contains { entry in
        if case .string(let type)? = entry["type"] { types.contains(type) } else { false }
      }
      guard !isSpelledOut, let field = Self.fields(of: description).first(where: \.isRequired)
      else { continue }
      throw Self.wrongDetails("the scope '\(scope)' needs an entry with '\(field.id)'")
    }
  }

  /// The types of entries that a scope description announces.
  static func detailsTypes(of description: JSONValue) -> [String] {
    guard case .array(let types)? = description["authorization_details_types_supported"] else {
      return []
    }
    return types.compactMap { if case .string(let type) = $0 { type } else { nil } }
  }

  /// The fields of entries that a scope description announces.
  static func fields(of description: JSONValue) -> [DetailsField] {
    guard case .array(let fields)? = description["authorization_details_fields_supported"] else {
      return []
    }
    return fields.compactMap(DetailsField.init)
  }

  /// The fields that entries of a type may have; nil for types that no scope of the client has.
  func fields(ofType type: String, for client: ClientObject) -> [DetailsField]? {
    guard client.detailsTypes.contains(type), !has(.detailsTypesUnknown) else { return nil }
    let own = client.scopes.compactMap(scopeDescription)
    let all = own + seed.authorizationServer.scopeDescriptions.map(\.value)
    guard let description = all.first(where: { Self.detailsTypes(of: $0).contains(type) }) else {
      return nil
    }
    return Self.fields(of: description).filter { $0.belongs(to: type) }
  }

  private func validEntry(
    _ entry: JSONValue, for client: ClientObject, at now: LocalMoment
  ) throws(CDSProblem) -> JSONValue {
    guard case .object(let given) = entry, case .string(let type)? = entry["type"] else {
      throw Self.wrongDetails("each must be an object with a 'type', which is a string")
    }
    guard let fields = fields(ofType: type, for: client) else {
      throw Self.wrongDetails("the type '\(type)' is none that this client may use")
    }
    var members: [JSONField] = []
    var seen: Set<String> = []
    for member in given {
      guard seen.insert(member.key).inserted else {
        throw Self.wrongDetails("'\(member.key)' stands twice in one of them")
      }
      guard member.key != "type" else {
        members.append(member)
        continue
      }
      let key = has(.detailsKeyedByName) ? \DetailsField.name : \DetailsField.id
      guard let field = fields.first(where: { $0[keyPath: key] == member.key }) else {
        throw Self.wrongDetails("an entry of the type '\(type)' has no field '\(member.key)'")
      }
      members.append(JSONField(member.key, try validValue(member.value, of: field, at: now)))
    }
    for field in fields where !seen.contains(field.id) {
      if let standard = field.standard {
        let most = has(.detailsDefaultMaximum) ? field.maximum : nil
        members.append(JSONField(field.id, most ?? standard))
      } else if field.isRequired, !has(.requiredFieldsDefaulted) {
        throw Self.wrongDetails("an entry of the type '\(type)' needs '\(field.id)'")
      }
    }
    return .object(members)
  }

  private func validValue(
    _ value: JSONValue, of field: DetailsField, at now: LocalMoment
  ) throws(CDSProblem) -> JSONValue {
    guard !quirks.isEmpty else {
      return try rightValue(value, of: field, at: now)
    }
    if let taken = misjudged(value, of: field) {
      guard taken else { throw Self.wrongDetails("'\(field.id)' must \(field.demand)") }
      return value
    }
    let checked = try rightValue(value, of: field, at: now)
    return distorted(checked, of: field)
  }

  private func rightValue(
    _ value: JSONValue, of field: DetailsField, at now: LocalMoment
  ) throws(CDSProblem) -> JSONValue {
    guard field.hasForm(value) else {
      throw Self.wrongDetails("'\(field.id)' must \(field.demand)")
    }
    let isWithin =
      if has(.detailsAboveMaximum) {
        field.respectsMinimum(value, at: now)
      } else if has(.detailsBelowMinimum) {
        field.respectsMaximum(value, at: now)
      } else {
        field.isWithinLimits(value, at: now)
      }
    guard isWithin else {
      let limits = [field.minimum, field.maximum].map { $0.map { "\($0)" } ?? "nothing" }
      throw Self.wrongDetails(
        "'\(field.id)' must be within its limits, from \(limits[0]) to \(limits[1])")
    }
    return value
  }
}
