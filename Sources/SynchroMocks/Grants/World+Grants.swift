import SynchroJSON
import SynchroTiming

extension Quirk {
  /// A scope without details is recorded with the largest values that its fields may have.
  static let scopeAloneIsUnlimited = Quirk("details-scope-alone-unlimited")
}

extension CDSWorld {
  /// How many grants a registration may have; then the oldest is forgotten.
  static let grantsPerRegistration = 5_000
  /// How many receipts a grant may have, all of which it lists; then it takes no further authorization.
  static let receiptsPerGrant = 1_000

  /// A grant of a registration, not of another one.
  func grant(_ id: String, of registration: String) -> Grant? {
    state.grants[id].flatMap { $0.registration == registration ? $0 : nil }
  }

  /// Notes what a client has been given access to: by its own credentials when there is no user. An
  /// existing grant that waits for this authorization is updated.
  mutating func recordGrant(
    to client: ClientObject, scopes: [String], details: [JSONValue], user: String? = nil,
    receipt: String? = nil, updating waiting: String? = nil, at now: Timestamp
  ) -> Grant {
    if let waiting, let waiting = self.grant(waiting, of: client.registration) {
      return authorize(waiting, scopes, details, by: user, receipt: receipt, at: now)
    }
    let kept = has(.scopeAloneIsUnlimited) && details.isEmpty ? largest(scopes) : details
    if user == nil, let standing = standingGrant(of: client, scopes, kept) { return standing }
    var grant = Grant(
      id: random.identifier("grant"), registration: client.registration, clientID: client.id,
      created: now, modified: now, status: .active, scopes: scopes, details: kept,
      enabledScopes: scopes, enabledDetails: kept)
    grant.user = user
    if let receipt { grant.receipts = [receipt] }
    if user != nil, let old = supersededGrant(by: grant) {
      grant.replacing = [old.id]
      state.grants.update(old.id) { old in
        old.replacedBy.append(grant.id)
        old.modified = now
      }
    }
    insert(grant)
    return grant
  }

  /// Puts a new grant in, and forgets the oldest of the registration when there are too many.
  mutating func insert(_ grant: Grant) {
    if state.grants.count(of: grant.registration) >= Self.grantsPerRegistration {
      forgetOldestGrant(of: grant.registration)
    }
    state.grants.insert(grant)
    schedule(grant)
  }

  /// The grant of a client's own credentials for just this, unless it has ended.
  private mutating func standingGrant(
    of client: ClientObject, _ scopes: [String], _ details: [JSONValue]
  ) -> Grant? {
    let wanted = Grant.fingerprint(scopes, details)
    return state.grants.owned(by: client.registration).last { grant in
      guard
        grant.clientID == client.id && grant.user == nil && grant.parent == nil
          && grant.children.isEmpty && !grant.status.isFinal
      else { return false }
      var fingerprint = grant.fingerprint
      if fingerprint == nil {
        fingerprint = state.grants.update(grant.id) { grant -> Int? in
          grant.takeFingerprint()
          return grant.fingerprint
        }.flatMap { $0 }
      }
      return fingerprint == wanted && Set(grant.scopes) == Set(scopes)
        && Set(grant.details) == Set(details)
    }
  }

  /// The last grant that the same user gave the same client for the same scopes: the new one takes
  /// its place. It goes on as long as its tokens do, for nobody has taken it back.
  private func supersededGrant(by grant: Grant) -> Grant? {
    state.grants.owned(by: grant.registration).last { old in
      old.clientID == grant.clientID && old.user == grant.user && old.replacedBy.isEmpty
        && old.status == .active && old.parent == nil && old.children.isEmpty
        && Set(old.scopes).isSubset(of: grant.scopes)
    }
  }

  /// A user has agreed to what a grant waited for, or to a part of it.
  private mutating func authorize(
    _ grant: Grant, _ scopes: [String], _ details: [JSONValue], by user: String?, receipt: String?,
    at now: Timestamp
  ) -> Grant {
    let given = access(scopes, details).union(access(grant.enabledScopes, grant.enabledDetails))
    let isWhole = access(grant.scopes, grant.details).isSubset(of: given)
    return changeGrant(grant.id, at: now) { grant in
      grant.user = user ?? grant.user
      // Only with a defect that looks at no grant can there be too many.
      if let receipt, grant.receipts.count < Self.receiptsPerGrant {
        grant.receipts.append(receipt)
      }
      grant.status = isWhole ? .active : .partial
      if isWhole {
        grant.enabledScopes = grant.scopes
        grant.enabledDetails = grant.details
      } else {
        let allowed = Set(scopes).union(grant.enabledScopes)
        grant.enabledDetails = grant.details.filter(given.contains)
        let (asked, open) = (Set(grant.detailsTypes), Set(grant.enabledTypes))
        grant.enabledScopes = grant.scopes.filter { scope in
          // A scope whose details are all missing is not opened as a whole.
          allowed.contains(scope) && (open.contains(scope) || !asked.contains(scope))
        }
      }
    } ?? grant
  }

  private func largest(_ scopes: [String]) -> [JSONValue] {
    scopes.compactMap { scope in
      guard let fields = scopeDescription(scope).map(Self.fields), !fields.isEmpty else {
        return nil
      }
      let members = fields.compactMap { field in
        (field.maximum ?? field.standard).map { JSONField(field.id, $0) }
      }
      return .object([JSONField("type", .string(scope))] + members)
    }
  }

  private mutating func forgetOldestGrant(of registration: String) {
    let grants = state.grants.owned(by: registration)
    guard let oldest = grants.first(where: \.status.isFinal) ?? grants.first else { return }
    for id in oldest.children { state.grants.update(id) { $0.parent = nil } }
    if let parent = oldest.parent {
      state.grants.update(parent) { $0.children.removeAll { $0 == oldest.id } }
    }
    for id in oldest.replacing {
      state.grants.update(id) { $0.replacedBy.removeAll { $0 == oldest.id } }
    }
    for id in oldest.replacedBy {
      state.grants.update(id) { $0.replacing.removeAll { $0 == oldest.id } }
    }
    state.grants[oldest.id] = nil
  }
}
