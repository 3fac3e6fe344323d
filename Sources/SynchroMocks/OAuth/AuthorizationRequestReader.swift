import SynchroDigest
import SynchroHTTP
import SynchroJSON

/// Makes a request out of its parameters, or says what is wrong with it first.
struct AuthorizationRequestReader {
  let parameters: AuthorizationParameters
  let call: CDSCall
  let world: CDSWorld
  /// Whether it is read while it is pushed, so that what depends on the moment comes later.
  var isPushing = false

  func request() throws(AuthorizationRefusal) -> AuthorizationRequest {
    let client = try client()
    let address = try address(of: client)
    do {
      return try request(of: client, at: address)
    } catch {
      var refusal = error
      refusal.address = address
      throw refusal
    }
  }

  // MARK: - Who asks, and where the answer goes

  /// Until both are known, a refusal is a page: sending the browser anywhere would make this server
  /// a relay for whoever wrote the link.
  private func client() throws(AuthorizationRefusal) -> ClientObject {
    guard parameters.byteCount <= AuthorizationParameters.limit else {
      throw AuthorizationRefusal(
        "invalid_request",
        "the request is too long: up to \(AuthorizationParameters.limit) bytes are read")
    }
    guard let id = parameters["client_id"] else {
      throw AuthorizationRefusal(
        "invalid_request", "the request must name the client with one 'client_id'",
        to: strangersAddress)
    }
    guard let client = world.state.clients[id] else {
      throw AuthorizationRefusal(
        "unauthorized_client", "no client has this 'client_id'", to: strangersAddress)
    }
    guard client.responseTypes.contains("code") else {
      throw AuthorizationRefusal(
        "unauthorized_client", "this client cannot ask people for access: it has no response type")
    }
    return client
  }

  /// Where a defect sends the browser on behalf of clients that nobody knows.
  private var strangersAddress: ReturnAddress? {
    guard world.has(.strangersRedirected) else { return nil }
    return parameters["redirect_uri"].flatMap(Self.checked).map {
      ReturnAddress(uri: $0, state: parameters["state"])
    }
  }

  /// RFC 6749, section 3.1.2.3: the whole URI is compared, character by character.
  private func address(of client: ClientObject) throws(AuthorizationRefusal) -> ReturnAddress {
    let named = parameters.values("redirect_uri")
    guard named.count <= 1 else {
      throw AuthorizationRefusal("invalid_request", "the request has several 'redirect_uri'")
    }
    let registered = client.redirectURIs.map { $0.url(at: call.request.origin) }
    guard let uri = named.first else {
      let standard = client.defaultRedirectURI.map { $0.url(at: call.request.origin) }
      let only = registered.count == 1 ? registered[0] : nil
      guard !world.has(.redirectAlwaysNeeded), let uri = standard ?? only else {
        throw AuthorizationRefusal(
          "invalid_request", "the request must have a 'redirect_uri': the client has no default")
      }
      return ReturnAddress(uri: uri, state: parameters["state"])
    }
    let receipt = client.receiptURI.map { $0.url(at: call.request.origin) }
    let isKnown =
      registered.contains { $0.utf8.elementsEqual(uri.utf8) }
      && !(world.has(.receiptRefused) && uri == receipt)
    guard isKnown || world.has(.openRedirect) && Self.checked(uri) != nil else {
      throw AuthorizationRefusal(
        "invalid_request", "the 'redirect_uri' is none that the client has registered")
    }
    return ReturnAddress(uri: uri, state: parameters["state"])
  }

  /// Whatever goes into a Location field is a URI.
  private static func checked(_ text: String) -> String? { (try? URI(text)).map { $0.text } }

  // MARK: - What is asked

  private func request(
    of client: ClientObject, at address: ReturnAddress
  ) throws(AuthorizationRefusal) -> AuthorizationRequest {
    if let name = parameters.repeated(except: "cds_grant_id") {
      throw AuthorizationRefusal(
        "invalid_request", "'\(Self.excerpt(name))' stands in the request more than once")
    }
    if world.has(.grantIDFirst), !isPushing { try checkGrantExists() }
    try checkResponseType()
    guard client.status != .disabled else {
      throw AuthorizationRefusal("unauthorized_client", "the client is disabled")
    }
    let challenge = try challenge()
    let scopes = try scopes(of: client)
    let details = try details(of: client)
    try require(details, beside: scopes)
    let request = AuthorizationRequest(
      client: client.id, address: address, isRedirectNamed: parameters["redirect_uri"] != nil,
      scopes: scopes, details: details, challenge: challenge, grant: try grant(),
      prompts: Set((parameters["prompt"] ?? "").split(separator: " ").map(String.init)))
    if request.prompts.count > 1, request.prompts.contains("none") {
      throw AuthorizationRefusal("invalid_request", "'prompt' asks for nothing and for something")
    }
    // Whether the grant fits may change until the browser comes.
    if let grant = request.grant, !isPushing, !world.has(.grantIDIgnored),
      !world.has(.grantCheckedLate), let sentence = request.misfit(of: grant, in: world)
    {
      throw AuthorizationRefusal(
        world.has(.grantErrorCode) ? "invalid_request" : "cds_grant_id_invalid_value", sentence)
    }
    return request
  }

  private func checkResponseType() throws(AuthorizationRefusal) {
    guard let type = parameters["response_type"] else {
      if world.has(.responseTypeDefaults) { return }
      throw AuthorizationRefusal("invalid_request", "the request must have a 'response_type'")
    }
    guard type == "code" || world.has(.anyResponseType) else {
      throw AuthorizationRefusal(
        "unsupported_response_type", "'response_type' must be 'code'; there is no other")
    }
    guard let mode = parameters["response_mode"], mode != "query" else { return }
    throw AuthorizationRefusal(
      "invalid_request", "'response_mode' must be 'query'; there is no other")
  }

  /// RFC 7636, section 4.4.1.
  private func challenge() throws(AuthorizationRefusal) -> String? {
    let method = parameters["code_challenge_method"] ?? "plain"
    guard let challenge = parameters["code_challenge"] else {
      if world.has(.challengeOptional) { return nil }
      throw AuthorizationRefusal("invalid_request", "the request must have a 'code_challenge'")
    }
    if method == "plain", world.has(.plainAccepted) { return "plain:" + challenge }
    guard method == "S256" else {
      throw AuthorizationRefusal("invalid_request", "'code_challenge_method' must be 'S256'")
    }
    guard challenge.utf8.count == 43, challenge.utf8.allSatisfy(Self.isURLSafe) else {
      throw AuthorizationRefusal(
        "invalid_request",
        "'code_challenge' must be a SHA-256 digest in base64url, which has 43 characters")
    }
    return challenge
  }

  /// RFC 6749, section 3.3; CDS-WG1-02, section 5.1, on `cds_default_scope`.
  private func scopes(of client: ClientObject) throws(AuthorizationRefusal) -> [String] {
    let standard = world.has(.defaultScopeUnused) ? nil : client.defaultScope
    var scopes: [String] = []
    for scope in (parameters["scope"] ?? standard ?? "").split(separator: " ").map(String.init)
    where !scopes.contains(scope) {
      if client.scopes.contains(scope) {
        scopes.append(scope)
      } else if !world.has(.unknownScopesIgnored) {
        throw AuthorizationRefusal(
          world.has(.scopeErrorCode) ? "invalid_request" : "invalid_scope",
          "'\(Self.excerpt(scope))' is none of this client's scopes")
      }
    }
    guard !scopes.isEmpty || parameters["authorization_details"] != nil else {
      throw AuthorizationRefusal("invalid_scope", "the request must have a 'scope'")
    }
    return scopes
  }

  /// RFC 9396, section 3; CDS-WG1-02, section 5.1, on `cds_default_authorization_details`.
  private func details(of client: ClientObject) throws(AuthorizationRefusal) -> [JSONValue] {
    guard let text = parameters["authorization_details"] else {
      if let grant = parameters["cds_grant_id"].flatMap({ world.state.grants[$0] }),
        grant.clientID == client.id
      {
        return grant.details
      }
      return client.defaultDetails ?? []
    }
    do {
      return try world.requestedDetails(text, for: client, call)
    } catch {
      let refusal = error.oauthError
      throw AuthorizationRefusal(refusal.code, refusal.sentence)
    }
  }

  private func require(
    _ details: [JSONValue], beside scopes: [String]
  ) throws(AuthorizationRefusal) {
    do {
      try world.requireDetails(of: scopes, in: details)
    } catch {
      let refusal = error.oauthError
      throw AuthorizationRefusal(refusal.code, refusal.sentence)
    }
  }

  /// CDS-WG1-02, section 8.3: an empty parameter is none, several are refused.
  private func grant() throws(AuthorizationRefusal) -> String? {
    let ids = parameters.values("cds_grant_id")
    guard ids.count <= 1 || world.has(.grantIDFirstOfSeveral) else {
      throw AuthorizationRefusal("invalid_request", "the request has several 'cds_grant_id'")
    }
    if ids.isEmpty, world.has(.emptyGrantIDCounts), parameters.hasEmpty("cds_grant_id") {
      throw AuthorizationRefusal("cds_grant_id_invalid_value", "'cds_grant_id' is empty")
    }
    return ids.first
  }

  /// What only a defect looks at before everything else.
  private func checkGrantExists() throws(AuthorizationRefusal) {
    guard let id = parameters.values("cds_grant_id").first, world.state.grants[id] == nil else {
      return
    }
    throw AuthorizationRefusal("cds_grant_id_invalid_value", "'cds_grant_id' names no grant")
  }

  private static func isURLSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// What a client has written, short, and in the characters that RFC 6749, section 4.1.2.1, lets an
  /// `error_description` have.
  private static func excerpt(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(60).map { scalar -> Character in
      let isPlain = (0x20...0x7E).contains(scalar.value) && scalar != "\"" && scalar != "\\"
      return isPlain ? Character(scalar) : "?"
    }
    return String(shown)
  }
}
