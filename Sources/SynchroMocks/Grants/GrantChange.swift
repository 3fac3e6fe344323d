import SynchroHTTP
import SynchroJSON
import SynchroTiming

extension Quirk {
  /// PATCH takes any status.
  static let grantPatchAnyStatus = Quirk("grant-patch-any-status")
  /// PATCH takes no notice of the status.
  static let grantPatchStatusIgnored = Quirk("grant-patch-status-ignored")
  /// A grant that its client closes is shown as revoked.
  static let closedIsRevoked = Quirk("grant-closed-is-revoked")
  /// PATCH takes no notice of the scope.
  static let grantPatchScopeIgnored = Quirk("grant-patch-scope-ignored")
  /// PATCH takes no notice of the authorization details.
  static let grantPatchDetailsIgnored = Quirk("grant-patch-details-ignored")
  /// A grant with fewer scopes has to be authorized again.
  static let fewerScopesNeedUser = Quirk("grant-scope-reduction-needs-user")
  /// A grant with fewer details has to be authorized again.
  static let fewerDetailsNeedUser = Quirk("grant-details-reduction-needs-user")
  /// More access is given before anybody has looked at it.
  static let widerIsEnabled = Quirk("grant-review-enables-at-once")
  /// More access is given without asking anybody.
  static let widerIsGranted = Quirk("grant-widening-silent")
}

/// What a client wants a grant to become. CDS-WG1-02, section 8.6.
struct GrantChange {
  /// What is to happen to the access.
  enum Step {
    case none
    case close
    /// A status that only a defect takes from a client.
    case status(Grant.Status)
    /// Less than is open now, or as much: nobody has to be asked.
    case narrow
    /// Less than was asked for, though not all of it is open.
    case wantLess
    /// More: a user has to agree.
    case askUser
    /// More: the server looks at it.
    case review
  }

  private(set) var step = Step.none
  private(set) var scopes: [String]
  private(set) var details: [JSONValue]

  /// Whether the server has to look at it before it is done.
  var needsReview: Bool { if case .review = step { true } else { false } }

  /// Reads a change, and refuses what is wrong before anything is changed. Members that clients
  /// cannot modify are passed over.
  init(
    _ body: JSONValue, of grant: Grant, _ call: CDSCall, _ world: CDSWorld
  ) throws(CDSProblem) {
    scopes = grant.scopes
    details = grant.details
    guard case .object(let members) = body else { return }
    let known = ["status", "scope", "authorization_details"]
    if call.has(.grantPatchUnknownRefused),
      let other = members.first(where: { !known.contains($0.key) })
    {
      throw CDSProblem(.badRequest, "'\(other.key)' cannot be changed")
    }
    if members.isEmpty, call.has(.grantPatchEmptyCloses) { step = .close }
    let client = world.state.clients[grant.clientID]
    if let scope = body["scope"] {
      let asked = try Self.scopes(scope, grant, client)
      if !call.has(.grantPatchScopeIgnored) { scopes = asked }
    }
    if let entries = body["authorization_details"] {
      let asked = try Self.details(entries, grant, client, world, at: call.now)
      if !call.has(.grantPatchDetailsIgnored) { details = asked }
    }
    if let status = body["status"] {
      try readStatus(status, call)
      // A grant that is closed has no access left that the rest could change.
      scopes = grant.scopes
      details = grant.details
    } else if scopes != grant.scopes || details != grant.details {
      step = try Self.step(from: grant, to: scopes, details, call, world)
    }
  }

  private mutating func readStatus(
    _ status: JSONValue, _ call: CDSCall
  ) throws(CDSProblem) {
    if call.has(.grantPatchAnyStatus), case .string(let word) = status,
      let status = Grant.Status(rawValue: word)
    {
      step = .status(status)
      return
    }
    guard status == "closed" else {
      throw CDSProblem(.badRequest, "the only status that a client can give a grant is 'closed'")
    }
    if call.has(.grantPatchStatusIgnored) { return }
    step = call.has(.closedIsRevoked) ? .status(.revoked) : .close
  }

  private static func scopes(
    _ value: JSONValue, _ grant: Grant, _ client: ClientObject?
  ) throws(CDSProblem) -> [String] {
    guard case .string(let text) = value else {
      throw CDSProblem(.badRequest, "'scope' must be a string")
    }
    var scopes: [String] = []
    for scope in text.split(separator: " ").map(String.init) where !scopes.contains(scope) {
      guard grant.scopes.contains(scope) || client?.scopes.contains(scope) == true else {
        throw CDSProblem(.badRequest, "the scope '\(scope)' is none of this grant's client")
      }
      scopes.append(scope)
    }
    return scopes
  }

  private static func details(
    _ value: JSONValue, _ grant: Grant, _ client: ClientObject?, _ world: CDSWorld,
    at now: Timestamp
  ) throws(CDSProblem) -> [JSONValue] {
    guard case .array(let entries) = value else {
      throw CDSProblem(.badRequest, "'authorization_details' must be an array of objects")
    }
    if let sentence = CDSWorld.excess(of: entries) {
      throw CDSProblem(.badRequest, "'authorization_details' is too long: \(sentence)")
    }
    var details: [JSONValue] = []
    for entry in entries {
      // What the grant has already need not be looked at again.
      if grant.details.contains(entry) {
        details.append(entry)
      } else if world.isAboutFile(entry) {
        details.append(try world.sharedFile(entry, with: grant.registration))
      } else if let client {
        details += try world.validDetails([entry], for: client, at: now)
      }
    }
    return details
  }

  private static func step(
    from grant: Grant, to scopes: [String], _ details: [JSONValue], _ call: CDSCall,
    _ world: CDSWorld
  ) throws(CDSProblem) -> Step {
    guard !grant.status.isFinal else {
      throw CDSProblem(
        .badRequest, "the grant is \(grant.status.rawValue), and nothing of it can be changed")
    }
    guard !scopes.isEmpty || !details.isEmpty else {
      throw CDSProblem(
        .badRequest, "a grant must keep a scope or details; give it the status 'closed' to end it")
    }
    try world.requireDetails(of: scopes, in: details)
    let wanted = world.access(scopes, details)
    let open = world.access(grant.enabledScopes, grant.enabledDetails)
    if grant.givesAccess, wanted.isSubset(of: open) {
      let isScope = scopes != grant.scopes
      if call.has(isScope ? .fewerScopesNeedUser : .fewerDetailsNeedUser) { return .askUser }
      return .narrow
    }
    let asked = world.access(grant.scopes, grant.details)
    if wanted.isSubset(of: asked) { return .wantLess }
    guard !grant.status.isWithoutAccess else {
      throw CDSProblem(
        .badRequest, "the grant is \(grant.status.rawValue); it can be widened when it is open")
    }
    if call.has(.widerIsGranted) { return .narrow }
    return wanted.subtracting(asked).contains(where: world.needsUser) ? .askUser : .review
  }
}

extension CDSWorld {
  /// Makes a change that was found to be right.
  mutating func apply(_ change: GrantChange, to grant: Grant, at now: Timestamp) {
    let enablesAtOnce = has(.widerIsEnabled)
    switch change.step {
    case .none: break
    case .close:
      guard grant.status != .closed else { return }
      for child in grant.children where state.grants[child]?.status.isFinal == false {
        changeGrant(child, at: now) { $0.status = .closed }
      }
      changeGrant(grant.id, at: now) { $0.status = .closed }
    case .status(let status):
      changeGrant(grant.id, at: now) { grant in
        if status == .active { grant.open() } else { grant.status = status }
      }
    case .narrow:
      changeGrant(grant.id, at: now) { grant in
        grant.want(change.scopes, change.details)
        grant.enabledScopes = change.scopes
        grant.enabledDetails = change.details
        // Late, stopped or broken data stays so, whatever is read of it.
        switch grant.status {
        case .partial, .pending, .needsAuthorization, .needsSubGrants: grant.status = .active
        default: break
        }
      }
    case .wantLess: changeGrant(grant.id, at: now) { $0.want(change.scopes, change.details) }
    case .askUser:
      changeGrant(grant.id, at: now) { grant in
        grant.want(change.scopes, change.details)
        grant.status = .needsAuthorization
      }
    case .review:
      changeGrant(grant.id, at: now) { grant in
        grant.want(change.scopes, change.details)
        if enablesAtOnce {
          grant.enabledScopes = change.scopes
          grant.enabledDetails = change.details
        }
        grant.status = .pending
        grant.eta = now.advanced(by: Self.grantReview)
      }
    }
  }

  /// Whether an entry of authorization details is about a file. CDS-WG1-02, section 3.3.3.
  func isAboutFile(_ entry: JSONValue) -> Bool {
    guard case .string(let type)? = entry["type"] else { return false }
    return scopeDescription(type)?["type"] == "cds_server_provided_files"
  }

  /// The entry, when its file is one that the server shares with the registration already.
  func sharedFile(_ entry: JSONValue, with registration: String) throws(CDSProblem) -> JSONValue {
    guard case .object(let members) = entry, members.count == 2,
      case .string(let id)? = entry["file_id"], state.files[id]?.registration == registration
    else {
      throw CDSProblem(.badRequest, "'file_id' must name a file that is shared with this client")
    }
    return entry
  }
}

extension Grant {
  /// The types of the details that are open; a type is the name of a scope (section 3.4).
  var enabledTypes: Set<String> {
    Set(enabledDetails.compactMap { if case .string(let type)? = $0["type"] { type } else { nil } })
  }

  /// Asks for something else; what is open and no longer asked for is given up.
  fileprivate mutating func want(_ scopes: [String], _ details: [JSONValue]) {
    self.scopes = scopes
    self.details = details
    let before = enabledTypes
    enabledDetails = enabledDetails.filter(details.contains)
    // A scope that was open by its details alone is not opened as a whole when they are gone.
    let lost = before.subtracting(enabledTypes)
    enabledScopes = enabledScopes.filter { scopes.contains($0) && !lost.contains($0) }
  }
}
