import SynchroHTTP

/// A way in which one of the APIs is wrong about access tokens; each has a defect for each API.
enum BearerFault: String, Sendable, CaseIterable {
  /// GET works without a token.
  case anonymous
  /// POST works without a token.
  case anonymousPost = "anonymous-post"
  /// PATCH works without a token.
  case anonymousPatch = "anonymous-patch"
  /// Any string works as a token, and tokens that are known work as they should.
  case anyToken = "any-token"
  /// Tokens of any scope work.
  case anyScope = "any-scope"
  /// Tokens may stand in the query.
  case query
  /// Tokens in the header do not work without a key beside them.
  case key

  /// The decision that the defect of one API turns.
  func quirk(_ api: CDSListing) -> Quirk { Quirk("bearer-\(api.rawValue)-\(rawValue)") }
}

extension Quirk {
  /// Objects can be had without a token, by whoever knows their URL.
  static let objectsOpen = Quirk("bearer-objects-open")
  /// Tokens work in the query alone.
  static let headerIgnored = Quirk("bearer-header-ignored")
  /// The name of the scheme must be written 'Bearer'.
  static let schemeCaseMatters = Quirk("bearer-scheme-case")
}

extension CDSAnswer {
  /// The API that it belongs to.
  var api: CDSListing? {
    switch self {
    case .clientList, .client: .clients
    case .messageList, .message: .messages
    case .credentialList, .credential: .credentials
    case .grantList, .grant: .grants
    case .fileList, .file, .fileData: .files
    default: nil
    }
  }
}

extension CDSCall {
  /// Whether the API of this request is wrong in that way.
  func hasFault(_ fault: BearerFault) -> Bool {
    guard !quirks.isEmpty, let api = answer.api else { return false }
    return has(fault.quirk(api))
  }

  /// The token that a faulty server takes for the one of the request.
  func tokenByFault(in world: CDSWorld) throws(CDSProblem) -> IssuedToken? {
    guard let api = answer.api else { return nil }
    if hasFault(.key), !request.fields.contains("X-Api-Key") {
      throw CDSProblem(.unauthorized, "send your key as X-Api-Key")
    }
    let header = request.fields["Authorization"] ?? ""
    if has(.schemeCaseMatters), Self.isBearer(header), !header.hasPrefix("Bearer ") {
      throw CDSProblem(.unauthorized, "the scheme must be Bearer")
    }
    if hasFault(.query) || has(.headerIgnored) {
      let text = try query()["access_token"]
      let token = text.flatMap { world.state.tokens[$0] }
      if let token, token.kind == .access, isLive(token, in: world) { return token }
      if has(.headerIgnored) {
        throw Self.challenge(.unauthorized, nil, "send the token as the parameter access_token")
      }
    }
    guard isWithoutTokenByFault(header, in: world) else { return nil }
    return borrowedToken(api, in: world)
  }

  private func isWithoutTokenByFault(_ header: String, in world: CDSWorld) -> Bool {
    if hasFault(.anyToken), let text = Self.bearer(header), world.state.tokens[text] == nil {
      return true
    }
    guard header.isEmpty else { return false }
    switch request.method {
    case .get, .head:
      let isObject = [.client, .message, .credential, .grant].contains(answer)
      return hasFault(.anonymous) || (isObject && has(.objectsOpen))
    case .post: return hasFault(.anonymousPost)
    case .patch: return hasFault(.anonymousPatch)
    default: return false
    }
  }

  /// The youngest token that opens the API, and the object if one is named. A token for files is
  /// one that opens some, and the file that is named before all others.
  private func borrowedToken(_ api: CDSListing, in world: CDSWorld) -> IssuedToken? {
    let owner = owner(api, in: world)
    let fitting = world.state.tokens.all.filter { token in
      let opens =
        api == .files
        ? world.opensFiles(token) && !world.files(openTo: token).isEmpty
        : token.scopes.contains("cds_client_admin")
      return token.kind == .access && opens && isLive(token, in: world)
        && (owner == nil || token.registration == owner)
    }
    let file = api == .files ? request.path.split(separator: "/").dropFirst(2).first : nil
    let closest = fitting.filter { token in
      file.map { world.files(openTo: token).contains(String($0)) } ?? true
    }
    let choice = closest.isEmpty ? fitting : closest
    return choice.max { ($0.issued, $0.id) < ($1.issued, $1.id) }
  }

  /// The registration of the object that the path names.
  private func owner(_ api: CDSListing, in world: CDSWorld) -> String? {
    let parts = request.path.split(separator: "/").map(String.init)
    guard parts.count > 2 else { return nil }
    return switch api {
    case .clients: world.state.clients[parts[2]]?.registration
    case .messages: world.state.messages[parts[2]]?.registration
    case .credentials: world.state.credentials[parts[2]]?.registration
    case .grants: world.state.grants[parts[2]]?.registration
    case .files: world.state.files[parts[2]]?.registration
    }
  }
}
