import SynchroJSON
import SynchroTiming

extension Quirk {
  /// `eta` stays when a pending grant has been decided.
  static let etaOutlivesPending = Quirk("grant-eta-kept")
  /// What a grant gave access to stays open when it is closed.
  static let closedGrantsStayOpen = Quirk("grant-closed-stays-open")
}

extension Grant.Status {
  /// Whether nothing opens the grant again but the server itself.
  var isFinal: Bool {
    switch self {
    case .disabled, .revoked, .closed, .expired: true
    case .active, .future, .pending, .partial, .needsAuthorization, .needsSubGrants, .suspended,
      .delayed, .stopped, .errored:
      false
    }
  }
}

extension Grant {
  /// Whether a token for this grant opens anything. CDS-WG1-02, section 8.2.
  var givesAccess: Bool {
    !status.isWithoutAccess && !(enabledScopes.isEmpty && enabledDetails.isEmpty)
  }

  /// The moment at which time alone changes the grant next.
  var due: Timestamp? {
    if status.isFinal { return nil }
    let change: Timestamp? =
      switch status {
      case .future: notBefore
      case .pending: eta
      default: nil
      }
    return [change, notAfter, expires].compactMap { $0 }.min()
  }
}

extension CDSWorld {
  /// How long the server looks at a change that it does not make at once.
  static let grantReview = Duration.seconds(60)

  /// Lets grants begin, end and be reviewed when their time has come.
  mutating func settleGrants(at now: Timestamp) {
    while let (time, id) = state.grantSchedule.next(at: now) {
      // What was noted may have been overtaken by another change.
      guard let grant = state.grants[id], let due = grant.due, due <= time else { continue }
      changeGrant(id, at: due) { grant in
        if let end = [grant.notAfter, grant.expires].compactMap({ $0 }).min(), end <= due {
          grant.status = .expired
        } else {
          grant.open()
        }
      }
    }
  }

  /// Notes when time changes a grant next.
  mutating func schedule(_ grant: Grant) {
    if let due = grant.due { state.grantSchedule.add(due, grant.id) }
  }

  /// Changes a grant, and whatever hangs on it: what is left of its access, its place in time, and
  /// the grant that it is a part of.
  @discardableResult
  mutating func changeGrant(
    _ id: String, at now: Timestamp, _ change: (inout Grant) -> Void
  ) -> Grant? {
    let (keepsETA, keepsAccess) = (has(.etaOutlivesPending), has(.closedGrantsStayOpen))
    state.grants.update(id) { grant in
      change(&grant)
      grant.modified = max(now, grant.created)
      if grant.status.isWithoutAccess, !keepsAccess {
        grant.enabledScopes = []
        grant.enabledDetails = []
      }
      if grant.status != .pending, !keepsETA { grant.eta = nil }
    }
    guard let grant = state.grants[id] else { return nil }
    schedule(grant)
    if grant.status == .active, let parent = grant.parent { reviewParent(parent, at: now) }
    return grant
  }

  /// A grant that waits for its sub-grants is open as soon as all of them are.
  private mutating func reviewParent(_ id: String, at now: Timestamp) {
    guard let parent = state.grants[id], parent.status == .needsSubGrants,
      parent.children.allSatisfy({ state.grants[$0]?.status == .active })
    else { return }
    changeGrant(id, at: now) { $0.open() }
  }

  /// Whether the grant that a token belongs to is open; tokens without one are not bound.
  func isOpen(_ token: IssuedToken) -> Bool {
    guard let id = token.grant else { return true }
    return state.grants[id].map(opensAnything) ?? false
  }

  /// Whether a grant opens anything to those who have a token for it.
  func opensAnything(_ grant: Grant) -> Bool {
    grant.givesAccess || (grant.status == .closed && has(.closedGrantsStayOpen))
  }
}

extension Grant {
  /// Opens everything that was asked for.
  mutating func open() {
    status = .active
    enabledScopes = scopes
    enabledDetails = details
  }
}
