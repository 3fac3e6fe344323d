import SynchroJSON

/// A registration, read and found right. CDS-WG1-02, section 4.1; RFC 7591, section 3.1.
struct RegistrationRequest: Sendable {
  /// The scopes that were asked for, once each, in their order.
  let scopes: [ScopeTerms]
  let metadata: ClientMetadata
  /// The values of registration fields, with the defaults of those that were left out.
  let fields: [JSONField]
  /// What was sent for `redirect_uris`, which is not to be looked at.
  let redirectURIs: JSONValue?

  init(reading object: JSONValue, _ seed: CDSSeed, _ call: CDSCall) throws(CDSProblem) {
    scopes = try Self.scopes(object["scope"], seed, call)
    metadata = try ClientMetadata(reading: object, call)
    fields = try Self.fields(object, seed.registrationValues(for: scopes), call)
    redirectURIs = object["redirect_uris"]
  }

  private static func scopes(
    _ value: JSONValue?, _ seed: CDSSeed, _ call: CDSCall
  ) throws(CDSProblem) -> [ScopeTerms] {
    guard case .string(let text)? = value else {
      throw .metadata("scope", "must be a string that has the scope 'cds_client_admin' in it")
    }
    var scopes: [ScopeTerms] = []
    for id in try ScopeList.read(text) where !scopes.contains(where: { $0.id == id }) {
      guard let terms = seed.scope(id) else {
        if call.has(.unknownScopesDropped) { continue }
        if call.has(.unknownScopesKept) {
          scopes.append(ScopeTerms(id, ["grant_types_supported": ["client_credentials"]]))
          continue
        }
        throw .metadata(
          "scope", "has '\(id)' in it, which is none of the cds_scope_descriptions")
      }
      scopes.append(terms)
    }
    if !scopes.contains(where: { $0.purpose == .clientAdministration }) {
      guard call.has(.adminScopeAdded), let admin = seed.scope("cds_client_admin") else {
        throw .metadata("scope", "must have the scope 'cds_client_admin' in it")
      }
      scopes.insert(admin, at: 0)
    }
    return scopes
  }

  private static func fields(
    _ object: JSONValue, _ values: [RegistrationValue], _ call: CDSCall
  ) throws(CDSProblem) -> [JSONField] {
    var fields: [JSONField] = []
    for value in values {
      let name = call.has(.fieldsByID) ? value.id : value.name
      guard let submitted = object[name], submitted != .null || value.format.takesNull else {
        if value.isRequired || call.has(.defaultsRequired) {
          guard call.has(.requirementsSkipped) || call.has(.fieldsUnchecked) else {
            throw .metadata(name, "is missing; one of the scopes requires it")
          }
        }
        if let standard = value.standard {
          fields.append(JSONField(value.name, call.has(.defaultsForgotten) ? .null : standard))
        }
        continue
      }
      if let fault = value.fault(of: submitted, call) { throw .metadata(name, fault) }
      fields.append(JSONField(value.name, submitted))
    }
    return fields
  }
}

/// A list of scopes as one string. RFC 6749, section 3.3.
enum ScopeList {
  /// More is nobody's wish, and every scope is looked up.
  private static let limit = 1_000

  static func read(_ text: String) throws(CDSProblem) -> [String] {
    if text.isEmpty { return [] }
    let words = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count <= limit else { throw .metadata("scope", "may have up to \(limit) scopes") }
    let isRight = words.allSatisfy { word in
      !word.isEmpty
        && word.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
    }
    guard isRight else {
      throw .metadata("scope", "must be scopes of printable ASCII with one space between them")
    }
    return words.map { String(decoding: $0, as: UTF8.self) }
  }
}
