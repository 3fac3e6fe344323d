import SynchroHTTP
import SynchroJSON
import SynchroTiming

/// What an operator can say of a grant beyond its status.
struct GrantTerms: Sendable {
  /// The scopes that are open; nil for what the status says.
  var enabledScopes: [String]?
  /// The authorization details that are open; nil for what the status says.
  var enabledDetails: [JSONValue]?
  var notBefore: Timestamp?
  /// When it ends, which is both `not_after` and `expires`.
  var notAfter: Timestamp?
  var eta: Timestamp?
}

extension CDSWorld {
  /// Makes a grant for a client, as an operator wants it.
  mutating func createGrant(
    for clientID: String, scopes: [String], details: [JSONValue] = [],
    status: Grant.Status = .active, terms: GrantTerms = GrantTerms(), user: String? = nil,
    parent: String? = nil, replacing: [String] = [], at now: Timestamp
  ) throws(CDSProblem) -> Grant {
    guard let client = state.clients[clientID] else {
      throw CDSProblem(.notFound, "no client has the name '\(clientID)'")
    }
    guard !scopes.isEmpty || !details.isEmpty else {
      throw CDSProblem(.badRequest, "a grant needs a scope or authorization details")
    }
    for scope in scopes where scopeDescription(scope) == nil {
      throw CDSProblem(.badRequest, "the scope '\(scope)' is not one that the server describes")
    }
    for other in replacing + (parent.map { [$0] } ?? [])
    where grant(other, of: client.registration) == nil {
      throw CDSProblem(.badRequest, "no grant of this registration has the name '\(other)'")
    }
    var grant = Grant(
      id: random.identifier("grant"), registration: client.registration, clientID: client.id,
      created: now, modified: now, status: status, scopes: scopes, details: details,
      enabledScopes: [])
    grant.replacing = replacing
    grant.parent = parent
    grant.user = user
    try settle(&grant, in: status, terms, at: now)
    insert(grant)
    if let parent { changeGrant(parent, at: now) { $0.children.append(grant.id) } }
    for old in replacing { changeGrant(old, at: now) { $0.replacedBy.append(grant.id) } }
    return grant
  }

  /// Gives a grant another status, as an operator or its user wants it.
  mutating func setGrantStatus(
    _ id: String, to status: Grant.Status, terms: GrantTerms = GrantTerms(), at now: Timestamp
  ) throws(CDSProblem) -> Grant {
    guard var grant = state.grants[id] else {
      throw CDSProblem(.notFound, "no grant has the name '\(id)'")
    }
    try settle(&grant, in: status, terms, at: now)
    let settled = grant
    return changeGrant(id, at: now) { $0 = settled } ?? settled
  }

  /// Shares a file with the registration of a client: by a grant of files that is there already, or
  /// by one of its own.
  mutating func shareFile(
    with clientID: String, name: String, mediaType: String, description: String = "",
    content: [UInt8], scope: String? = nil, grant grantID: String? = nil, at now: Timestamp
  ) throws(CDSProblem) -> (file: ProvidedFile, grant: Grant) {
    guard let client = state.clients[clientID] else {
      throw CDSProblem(.notFound, "no client has the name '\(clientID)'")
    }
    let scopes = seed.authorizationServer.scopeDescriptions.filter {
      $0.value["type"] == "cds_server_provided_files" && (scope == nil || scope == $0.key)
    }
    guard let scope = scopes.first?.key else {
      throw CDSProblem(.badRequest, "the server describes no such scope for files")
    }
    if let grantID {
      guard let grant = grant(grantID, of: client.registration), isAboutFiles(grant) else {
        throw CDSProblem(.badRequest, "'\(grantID)' is no grant of files of this registration")
      }
    }
    guard state.files.count(of: client.registration) < Self.filesPerRegistration else {
      throw CDSProblem(
        .badRequest, "a registration may have up to \(Self.filesPerRegistration) files")
    }
    let file = ProvidedFile(
      id: random.identifier("file"), registration: client.registration, created: now,
      modified: now, mediaType: mediaType, name: name, description: description, content: content)
    state.files.insert(file)
    let entry: JSONValue = ["type": .string(scope), "file_id": .string(file.id)]
    if let grantID {
      let grant = changeGrant(grantID, at: now) { grant in
        grant.details.append(entry)
        if grant.givesAccess { grant.enabledDetails.append(entry) }
      }
      if let grant { return (file, grant) }
    }
    let grant = try createGrant(
      for: clientID, scopes: [scope], details: [entry], at: now)
    return (file, grant)
  }

  /// How many files a registration may have.
  static let filesPerRegistration = 1_000

  /// Sets everything that has to go with a status.
  private func settle(
    _ grant: inout Grant, in status: Grant.Status, _ terms: GrantTerms, at now: Timestamp
  ) throws(CDSProblem) {
    grant.status = status
    if let notBefore = terms.notBefore { grant.notBefore = notBefore }
    if let notAfter = terms.notAfter {
      grant.notAfter = notAfter
      grant.expires = notAfter
    }
    switch status {
    case .active:
      grant.open()
    case .pending:
      grant.eta = terms.eta ?? now.advanced(by: Self.grantReview)
      if grant.enabledScopes.isEmpty, grant.enabledDetails.isEmpty {
        grant.enabledScopes = grant.scopes
        grant.enabledDetails = grant.details
      }
    case .future:
      guard let notBefore = grant.notBefore, notBefore > now else {
        throw CDSProblem(.badRequest, "a future grant needs a 'not_before' that is still to come")
      }
    case .expired:
      if grant.notAfter.map({ $0 > now }) ?? true {
        grant.notAfter = now
        grant.expires = now
      }
    case .delayed, .stopped, .errored:
      if grant.enabledScopes.isEmpty, grant.enabledDetails.isEmpty {
        grant.enabledScopes = grant.scopes
        grant.enabledDetails = grant.details
      }
    case .partial, .needsAuthorization, .needsSubGrants, .disabled, .suspended, .revoked, .closed:
      break
    }
    guard !status.isWithoutAccess else {
      grant.enabledScopes = []
      grant.enabledDetails = []
      return
    }
    try limit(&grant, terms)
  }

  private func limit(_ grant: inout Grant, _ terms: GrantTerms) throws(CDSProblem) {
    if let scopes = terms.enabledScopes { grant.enabledScopes = scopes }
    if let details = terms.enabledDetails { grant.enabledDetails = details }
    let open = access(grant.enabledScopes, grant.enabledDetails)
    let asked = access(grant.scopes, grant.details)
    guard Set(grant.enabledScopes).isSubset(of: grant.scopes),
      Set(grant.enabledDetails).isSubset(of: grant.details)
    else {
      throw CDSProblem(.badRequest, "only what the grant is about can be enabled")
    }
    switch grant.status {
    case .active where open != asked || grant.enabledScopes != grant.scopes:
      throw CDSProblem(.badRequest, "an active grant has everything enabled; make it 'partial'")
    case .partial where open.isEmpty || !open.isStrictSubset(of: asked):
      throw CDSProblem(
        .badRequest, "a partial grant needs enabled scopes or details that are a part of its own")
    case .needsSubGrants where grant.children.isEmpty:
      throw CDSProblem(.badRequest, "a grant that needs sub-grants must have some; make them first")
    default: break
    }
  }
}
