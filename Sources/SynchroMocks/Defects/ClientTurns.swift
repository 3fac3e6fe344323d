import SynchroHTTP
import SynchroJSON
import SynchroTiming

// The turns of the Clients API that are too long to stand where it decides.

extension CDSCall {
  /// Refuses registrations for reasons that a right server does not have.
  func refuseOddly(_ object: JSONValue) throws(CDSProblem) {
    guard !quirks.isEmpty, case .object(let fields) = object else { return }
    if has(.proprietarySchema), object["application"] == nil {
      throw .metadata("application", "must be an object that describes the client")
    }
    guard has(.unknownMetadataRefused) else { return }
    let known: Set = [
      "scope", "client_name", "contacts", "redirect_uris", "jwks", "jwks_uri", "software_id",
      "software_version",
    ]
    for field in fields where !known.union(ClientMetadata.pageNames).contains(field.key) {
      guard !field.key.hasPrefix("cds_") else { continue }
      throw .metadata(field.key, "is not known here")
    }
  }

  /// RFC 7592, section 2.2, and CDS-WG1-02, section 5.5.
  func status(of update: ClientUpdate, isPending: Bool) -> HTTPStatus {
    if isPending { return has(.pendingIs200) ? .ok : .accepted }
    return has(.appliedIs202) ? .accepted : .ok
  }
}

extension ClientEndpoint {
  /// Who gets in at a server that does not look closely.
  func strangeAccess(_ call: CDSCall, _ world: CDSWorld) -> Access? {
    guard !call.quirks.isEmpty, let client = world.state.clients[id],
      let registration = world.state.registrations[client.registration]
    else { return nil }
    let field = call.request.fields["Authorization"]
    if call.has(.updateAnonymous), call.request.method == .put, field == nil {
      return Access(client: client, registration: registration, isManagement: false)
    }
    guard call.has(.anyManagementToken), let field, client.isAdministrator else { return nil }
    let word = field.split(separator: " ").last.map(String.init) ?? ""
    guard world.state.tokens[word] == nil else { return nil }
    return Access(client: client, registration: registration, isManagement: true)
  }
}

extension ClientUpdate {
  /// What clients can change. CDS-WG1-02, section 5.5.
  static let updatable: [String] = [
    "redirect_uris", "client_name", "client_uri", "logo_uri", "scope", "contacts", "tos_uri",
    "policy_uri", "cds_status", "cds_default_scope", "cds_default_redirect_uri",
    "cds_default_authorization_details",
  ]

  /// What was sent, as a server that misreads it understands it.
  static func spoilt(
    _ object: JSONValue, _ shown: JSONValue, _ call: CDSCall
  ) throws(CDSProblem) -> JSONValue {
    guard !call.quirks.isEmpty, case .object(var fields) = object,
      case .object(let current) = shown
    else { return object }
    for name in updatable {
      guard let value = object[name], value != shown[name] else { continue }
      if call.has(.updateRefused(name)) { throw .metadata(name, "cannot be changed") }
      guard call.has(.updateIgnored(name)) else { continue }
      fields.removeAll { $0.key == name }
      fields += current.filter { $0.key == name }
    }
    if call.has(.omissionsKept) { fields += current.filter { object[$0.key] == nil } }
    if call.has(.contactsAugmented), let old = shown["contacts"]?.textValues,
      let new = object["contacts"]?.textValues
    {
      fields.put(JSONField("contacts", CDSCall.strings(CDSWorld.union([old, new]))))
    }
    return .object(fields)
  }
}

extension CDSWorld {
  /// Stores what clients must not choose, and more.
  mutating func spoil(_ client: inout ClientObject, _ update: ClientUpdate, _ call: CDSCall) {
    guard !call.quirks.isEmpty else { return }
    let id = client.id
    let own = state.credentials.owned(by: client.registration).first { $0.clientID == id }
    if has(.secretOverwritten), let secret = update.object["client_secret"]?.textValue, let own {
      state.credentials.insert(
        Credential(
          id: own.id, registration: own.registration, clientID: own.clientID, created: own.created,
          modified: own.modified, secret: secret))
    }
    if has(.secretExpiryStored), let own,
      case .number(let number)? = update.object["client_secret_expires_at"],
      let seconds = number.int
    {
      state.credentials.update(own.id) { $0.expiresAt = Int64(seconds) }
    }
    if has(.pendingShown) {
      for wish in update.wishes where wish.member == "logo_uri" {
        client.pages[wish.member] = wish.value.textValue
      }
    }
    if has(.disabledUsable), client.status == .disabled {
      client.status = update.old.status
      client.more.put(JSONField("cds_status", "disabled"))
    }
  }

  mutating func storeModified(
    _ client: inout ClientObject, _ update: ClientUpdate, _ call: CDSCall
  ) {
    guard let text = update.object["cds_modified"]?.textValue,
      let moment = try? Timestamp(rfc3339: text)
    else { return }
    client.modified = moment
  }
}
