import SynchroHTTP
import SynchroJSON

extension Quirk {
  /// Requests must be JSON.
  static let jsonTokenRequests = Quirk("token-json-request")
  /// A parameter that stands twice has both values.
  static let repeatedParametersUnite = Quirk("token-repeated-scope-unites")
  /// A scope without a value is another thing than none.
  static let emptyScopeRefused = Quirk("token-empty-scope-refused")
  /// Parameters that the server does not know are errors.
  static let unknownParametersRefused = Quirk("token-unknown-parameter-refused")
  /// Clients must send their secrets in the body.
  static let basicIgnored = Quirk("token-basic-ignored")
  /// Names and secrets are compared as they come.
  static let basicNotDecoded = Quirk("token-basic-not-decoded")
  /// A client's name is enough.
  static let clientsWithoutSecret = Quirk("token-without-secret")
  /// Any secret will do.
  static let secretUnchecked = Quirk("token-secret-unchecked")
  /// The grant type of client credentials is not known.
  static let clientCredentialsUnknown = Quirk("token-client-credentials-unknown")
  /// Clients may use any grant type.
  static let anyGrantType = Quirk("token-any-grant-type")
  /// Scopes that the server describes are granted to every client.
  static let knownScopesGranted = Quirk("token-scope-of-others")
  /// Every scope is granted.
  static let unknownScopesGranted = Quirk("token-unknown-scope")
  /// Scopes are left out, and the client is not told.
  static let scopesDroppedSilently = Quirk("token-scope-dropped")
  /// Without a scope the server stumbles.
  static let scopeOmittedFails = Quirk("token-scope-omitted-500")
  /// Details are refused.
  static let detailsRefusedAtToken = Quirk("token-details-refused")
  /// The response is silent about the details.
  static let detailsNotStated = Quirk("token-details-not-stated")
  /// A grant admin scope gives a token without an entry.
  static let grantAdminWithoutDetails = Quirk("token-grant-admin-without-details")
  /// Of several entries the first counts.
  static let grantAdminSeveral = Quirk("token-grant-admin-several")
  /// Grant admin tokens open nothing.
  static let grantAdminPowerless = Quirk("token-grant-admin-powerless")
  /// Grant admin tokens open every grant.
  static let grantAdminOpensAll = Quirk("token-grant-admin-opens-all")
  /// The scope opens every grant, whatever the entry says.
  static let grantAdminScopeWidens = Quirk("token-grant-admin-scope-widens")
  /// The response to a grant admin request says nothing.
  static let grantAdminEmpty = Quirk("token-grant-admin-empty")
}

extension CDSDefect {
  private static let token: Set<CDSAnswer> = [.token]
  private static let files: Set<CDSAnswer> = [.fileList, .file, .fileData, .introspection]

  /// RFC 6749, sections 2.3 to 4.4: who gets a token, and for what.
  static let tokenRequests: [CDSDefect] = [
    CDSDefect(
      "token-post-refused", "answers 405 to POST at the token endpoint",
      breaks: "RFC6749/3.2/token-post", in: token,
      [.reply(token, ReplyChange.always(.methodNotAllowed, "use GET"))]),
    CDSDefect(
      .jsonTokenRequests, "takes requests to the OAuth endpoints as JSON alone",
      breaks: "RFC6749/4.4/cc-form-body", in: [.token, .revocation, .introspection]),
    CDSDefect(
      .repeatedParametersUnite, "grants the union of two scope parameters",
      breaks: "RFC6749/3.2/token-repeat-params", in: [.token, .revocation, .introspection]),
    CDSDefect(
      .emptyScopeRefused, "answers invalid_scope to a scope without a value, not to none",
      breaks: "RFC6749/3.2/token-empty-params", in: token),
    CDSDefect(
      .unknownParametersRefused, "answers 400 to a parameter that it does not know",
      breaks: "RFC6749/3.2/token-unknown-params", in: [.token, .revocation, .introspection]),
    CDSDefect(
      .basicIgnored, "takes clients' secrets from the body alone",
      breaks: "RFC6749/2.3.1/basic-auth", in: [.token, .revocation, .introspection]),
    CDSDefect(
      .basicNotDecoded, "compares names and secrets of HTTP Basic without decoding them",
      breaks: "RFC6749/2.3.1/basic-urlencoded", in: [.token, .revocation, .introspection]),
    CDSDefect(
      .clientsWithoutSecret, "gives tokens to whoever sends a client_id",
      breaks: "RFC6749/4.4/cc-authenticate", in: [.token, .revocation, .introspection]),
    CDSDefect(
      .secretUnchecked, "does not look at clients' secrets",
      breaks: "RFC6749/4.4/cc-wrong-secret", "RFC7662/2.3/bad-credentials-401",
      in: [.token, .revocation, .introspection]),
    CDSDefect(
      .clientCredentialsUnknown, "does not know the grant type client_credentials",
      breaks: "RFC6749/4.4/cc-grant", in: token),
    CDSDefect(
      .anyGrantType, "lets clients use grant types that are not theirs",
      breaks: "RFC6749/5.2/unauthorized-client", in: token),
    CDSDefect(
      .knownScopesGranted, "grants clients scopes that are not theirs",
      breaks: "RFC6749/4.4/cc-scope-limit", in: token),
    CDSDefect(
      .unknownScopesGranted, "grants scopes that do not exist, and says so",
      breaks: "RFC6749/5.2/invalid-scope", in: token),
    CDSDefect(
      .scopesDroppedSilently, "leaves scopes out of the token without telling",
      breaks: "RFC6749/5.1/scope-if-different", "RFC6749/5.2/invalid-scope", in: token),
    CDSDefect(
      .scopeOmittedFails, "answers 500 to a token request without a scope",
      breaks: "RFC6749/3.3/scope-omitted", in: token),
    CDSDefect(
      .detailsRefusedAtToken, "takes authorization_details in authorization requests alone",
      breaks: "RFC9396/6/token-request", in: token),
    CDSDefect(
      .detailsNotStated, "leaves the granted authorization_details out of the token response",
      breaks: "RFC9396/7/token-response", "WG1-02/3.2/rar-functionality", in: token),
    CDSDefect(
      .grantAdminWithoutDetails, "gives a grant admin token without authorization_details",
      breaks: "WG1-02/3.3.2/reject-multi-details", in: token),
    CDSDefect(
      .grantAdminSeveral, "gives a grant admin token for several entries of authorization_details",
      breaks: "WG1-02/3.3.2/reject-multi-details", in: token),
    CDSDefect(
      .grantAdminEmpty, "answers grant admin requests with an empty object",
      breaks: "WG1-02/3.3.2/token-response-valid", in: token),
  ]

  /// CDS-WG1-02, section 3.3.2: what a token opens that was given for one grant.
  static let grantAdministration: [CDSDefect] = [
    CDSDefect(
      .grantAdminPowerless, "gives grant admin tokens that open nothing",
      breaks: "WG1-02/3.3.2/token-gives-grant-access", in: files),
    CDSDefect(
      .grantAdminOpensAll, "gives grant admin tokens that open every grant",
      breaks: "WG1-02/3.3.2/token-limited-to-grant", in: files),
    CDSDefect(
      .grantAdminScopeWidens, "opens every grant where the scope stands beside the details",
      breaks: "WG1-02/3.3.2/ad-type-overrides-scope", "WG1-02/3.3.2/token-limited-to-grant",
      in: files),
  ]
}
