import SynchroJSON
import SynchroTiming

/// What the content of a PUT makes of a client. CDS-WG1-02, section 5.5; RFC 7592, section 2.2.
///
/// What is left out, or null, goes back to the server's default.
struct ClientUpdate: Sendable {
  /// A value that somebody has to look at before it counts.
  struct Wish: Sendable {
    let member: String
    let previous: JSONValue
    let value: JSONValue
  }

  let old: ClientObject
  var new: ClientObject
  private(set) var wishes: [Wish] = []
  /// What was sent.
  let object: JSONValue
  private let registration: Registration
  let call: CDSCall

  init(
    reading object: JSONValue, of client: ClientObject, _ registration: Registration,
    _ world: CDSWorld, _ call: CDSCall
  ) throws(CDSProblem) {
    old = client
    new = client
    self.registration = registration
    self.call = call
    self.object = try ClientUpdate.spoilt(object, call.shown(client, world), call)
    try checkFixedMembers(world)
    try readMetadata(world.seed)
    try readScope(world.seed)
    try readRegistrationFields(world.seed)
    try readRedirects()
    try readDefaults(world)
    try readStatus()
  }

  /// What was sent for a member; nil when it was left out or is null.
  func member(_ name: String) -> JSONValue? {
    guard let value = object[name], value != .null else { return nil }
    return value
  }

  func string(_ name: String) throws(CDSProblem) -> String? {
    guard let value = member(name) else { return nil }
    guard case .string(let text) = value else { throw .metadata(name, "must be a string") }
    return text
  }

  // MARK: - What the server alone decides

  private mutating func checkFixedMembers(_ world: CDSWorld) throws(CDSProblem) {
    let shown = call.shown(old, world)
    for name in Self.fixed {
      guard let value = member(name), value != shown[name] else { continue }
      guard call.has(.immutableStored(name)) else {
        throw .metadata(name, "is decided by the server and cannot be changed; leave it out")
      }
      new.more.append(JSONField(name, value))
    }
    if let token = member("registration_access_token"),
      token != .string(registration.managementToken)
    {
      throw .metadata("registration_access_token", "cannot be changed; leave it out")
    }
    if member("client_secret_expires_at") != nil, !call.has(.secretExpiryStored) {
      throw .metadata(
        "client_secret_expires_at", "is changed in the Credentials API; leave it out")
    }
    // RFC 7592, section 2.2: the secret may be sent if it is the current one.
    if let secret = try string("client_secret"), !call.has(.secretOverwritten),
      world.credential(of: old, secret: secret, at: call.now) == nil
    {
      throw .metadata("client_secret", "is none of the client's, and cannot be chosen")
    }
  }

  /// `cds_modified` is none of these: whoever sends an older one back means no harm, and it is not
  /// looked at.
  private static let fixed: [String] = [
    "client_id", "client_id_issued_at", "grant_types", "response_types",
    "token_endpoint_auth_method", "authorization_details_types", "cds_created", "cds_client_uri",
    "cds_server_metadata", "cds_status_options", "registration_client_uri",
  ]

  // MARK: - What clients say about themselves

  private mutating func readMetadata(_ seed: CDSSeed) throws(CDSProblem) {
    let metadata = try ClientMetadata(reading: object, call)
    new.name = metadata.name ?? old.id
    new.contacts = metadata.contacts
    new.pages = metadata.pages
    new.more = new.more.filter { Self.fixed.contains($0.key) } + metadata.more
    // Somebody looks at logos before users see them.
    guard let logo = metadata.pages["logo_uri"], logo != old.pages["logo_uri"] else { return }
    new.pages["logo_uri"] = old.pages["logo_uri"]
    let previous = old.pages["logo_uri"].map { JSONValue.string($0) } ?? .null
    wishes.append(Wish(member: "logo_uri", previous: previous, value: .string(logo)))
  }

  private mutating func readRegistrationFields(_ seed: CDSSeed) throws(CDSProblem) {
    let ids = old.isAdministrator ? registration.scopes : wantedScopes + old.firstScopes
    let terms = CDSWorld.union([ids]).compactMap { seed.scope($0) }
    for value in seed.registrationValues(for: terms) {
      guard let submitted = object[value.name], submitted != .null || value.format.takesNull else {
        let registered = registration.fields.first { $0.key == value.name }?.value
        if let standard = registered ?? value.standard {
          new.more.append(JSONField(value.name, standard))
        } else if value.isRequired, wantedScopes != new.scopes {
          throw .metadata(value.name, "is missing; one of the scopes requires it")
        }
        continue
      }
      if let fault = value.fault(of: submitted, call), !call.has(.otherFieldsStored) {
        guard call.has(.otherFieldsIgnored) else { throw .metadata(value.name, fault) }
        new.more += old.more.filter { $0.key == value.name }
        continue
      }
      new.more.append(JSONField(value.name, submitted))
    }
  }

  // MARK: - Scopes

  /// The scopes that the client will have, if everything is approved.
  private var wantedScopes: [String] {
    guard let wish = wishes.first(where: { $0.member == "scope" }),
      case .string(let text) = wish.value
    else { return new.scopes }
    return text.split(separator: " ").map(String.init)
  }

  private mutating func readScope(_ seed: CDSSeed) throws(CDSProblem) {
    guard let text = try string("scope") else {
      if !old.firstScopes.isEmpty { setScopes(old.firstScopes, seed) }
      return
    }
    let scopes = CDSWorld.union([try ScopeList.read(text)])
    if old.isAdministrator {
      guard scopes == old.scopes else {
        throw .metadata("scope", "of this client is '\(old.scope)' and nothing else")
      }
      return
    }
    let known = old.scopes + old.firstScopes
    let added = scopes.filter { !known.contains($0) }
    for id in added { try checkAddition(of: id, seed) }
    if added.isEmpty { return setScopes(scopes, seed) }
    let wanted = JSONValue.string(scopes.joined(separator: " "))
    wishes.append(Wish(member: "scope", previous: .string(old.scope), value: wanted))
  }

  /// Scopes of one client have their terms in common (section 4.2), and those that have to be
  /// approved for production stay in the sandbox until then.
  private func checkAddition(of id: String, _ seed: CDSSeed) throws(CDSProblem) {
    guard let terms = seed.scope(id) else {
      throw .metadata("scope", "has '\(id)' in it, which is none of the cds_scope_descriptions")
    }
    let model = old.firstScopes.first.flatMap { seed.scope($0) }
    guard let model, ClientPlan.Kinship(model) == ClientPlan.Kinship(terms) else {
      throw .metadata(
        "scope", "has '\(id)' in it, whose types and methods are not those of this client")
    }
    guard !seed.needsLaterSteps(terms) || old.statusOptions.contains(.sandbox) else {
      throw .metadata("scope", "has '\(id)' in it, which is not approved for production")
    }
  }

  private mutating func setScopes(_ scopes: [String], _ seed: CDSSeed) {
    new.setScopes(scopes, seed)
  }

  // MARK: - Status

  private mutating func readStatus() throws(CDSProblem) {
    let standard = old.statusOptions.first { $0 != .disabled } ?? old.status
    var status = standard
    if let text = try string("cds_status") {
      guard let wanted = ClientObject.Status(rawValue: text),
        wanted == old.status || old.statusOptions.contains(wanted) || call.has(.anyStatusTaken)
      else {
        let options = old.statusOptions.map(\.rawValue).joined(separator: ", ")
        throw .metadata("cds_status", "may become one of: \(options)")
      }
      status = wanted
    }
    guard status != old.status else { return }
    if call.has(.comebackRefused), old.status == .disabled {
      throw .metadata("cds_status", "stays 'disabled' for good")
    }
    new.status = status
    if status == .disabled { new.disabledAt = call.now }
  }
}

extension ClientObject {
  /// Gives it other scopes, with the details that belong to them.
  mutating func setScopes(_ scopes: [String], _ seed: CDSSeed) {
    self.scopes = scopes
    detailsTypes = CDSWorld.union(scopes.compactMap { seed.scope($0)?.detailsTypes })
  }
}
