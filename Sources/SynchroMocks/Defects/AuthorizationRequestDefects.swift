import SynchroHTTP

extension Quirk {
  static let authorizationByPost = Quirk("authz-get-refused")
  static let responseTypeDefaults = Quirk("authz-response-type-optional")
  static let strangersRedirected = Quirk("authz-unknown-client-redirected")
  static let openRedirect = Quirk("authz-open-redirect")
  static let scopeErrorCode = Quirk("authz-scope-error-code")
  static let unknownScopesIgnored = Quirk("authz-unknown-scope-ignored")
  static let stateLostInErrors = Quirk("authz-state-lost-in-errors")
  static let stateAltered = Quirk("authz-state-altered")
  static let denialWithoutError = Quirk("authz-denial-without-error")
  static let codeInFragment = Quirk("authz-code-in-fragment")
  static let challengeOptional = Quirk("authz-challenge-optional")
  static let plainAccepted = Quirk("authz-plain-challenge")
  static let defaultScopeUnused = Quirk("authz-default-scope-unused")
  static let redirectAlwaysNeeded = Quirk("authz-default-redirect-unused")
  static let receiptRefused = Quirk("authz-receipt-uri-refused")
  static let receiptMissing = Quirk("authz-receipt-404")
  static let receiptDespiteError = Quirk("authz-receipt-despite-error")
  static let receiptNotNoted = Quirk("authz-receipt-not-in-grant")
}

extension CDSDefect {
  private static let authorization: Set<CDSAnswer> = [.authorization]

  /// RFC 6749, sections 4.1.1 to 4.1.2.1, RFC 7636, section 4.4.1, and CDS-WG1-02, sections 4.2
  /// and 5.1: what becomes of an authorization request.
  static let authorizationRequests: [CDSDefect] = [
    CDSDefect(
      .authorizationByPost, "answers GET at the authorization endpoint with 405",
      breaks: "RFC6749/4.1/get-supported", in: authorization),
    CDSDefect(
      .responseTypeDefaults, "takes a request without response_type for one with code",
      breaks: "RFC6749/4.1.1/response-type-required", in: authorization),
    CDSDefect(
      .strangersRedirected, "sends browsers on to the redirect_uri of clients it does not know",
      breaks: "RFC6749/4.1.1/client-id-required", in: authorization),
    CDSDefect(
      .openRedirect, "sends browsers on to a redirect_uri that nobody has registered",
      breaks: "RFC6749/4.1.2.1/redirect-registered", in: authorization),
    CDSDefect(
      "authz-response-type-500", "answers an unknown response_type with 500",
      breaks: "RFC6749/4.1.2.1/unsupported-response-type", in: authorization,
      [.reply(authorization, AuthorizationReply.failingOver("unsupported_response_type"))]),
    CDSDefect(
      .scopeErrorCode, "reports an unknown scope as invalid_request",
      breaks: "RFC6749/4.1.2.1/invalid-scope-redirect", in: authorization),
    CDSDefect(
      .unknownScopesIgnored, "goes on without a scope that the client does not have",
      breaks: "RFC6749/4.1.2.1/invalid-scope-redirect", in: authorization
    ).warnedOf(),
    CDSDefect(
      .stateLostInErrors, "leaves state out when it reports an error",
      breaks: "RFC6749/4.1.2.1/state-echo-error", in: authorization),
    CDSDefect(
      .stateAltered, "returns the code with another state",
      breaks: "RFC6749/4.1.2/state-echo-success", in: authorization),
    CDSDefect(
      .denialWithoutError, "sends browsers back without an error when somebody declines",
      breaks: "RFC6749/4.1.2.1/access-denied", in: authorization),
    CDSDefect(
      .codeInFragment, "returns the code in the fragment of the redirect URI",
      breaks: "RFC6749/4.1.2/code-returned", in: authorization),
    CDSDefect(
      .challengeOptional, "goes on without a code_challenge",
      breaks: "RFC7636/4.4.1/challenge-required", in: authorization),
    CDSDefect(
      .plainAccepted, "accepts the code challenge method plain",
      breaks: "RFC7636/4.4.1/plain-refused", "WG1-02/3.4/pkce-functional", in: authorization),
    CDSDefect(
      .defaultScopeUnused, "refuses requests without scope, although the client has a default",
      breaks: "WG1-02/5.1/default-scope-effective", in: authorization),
    CDSDefect(
      .redirectAlwaysNeeded, "refuses requests without redirect_uri, although there is a default",
      breaks: "WG1-02/5.1/default-redirect-effective", in: authorization),
    CDSDefect(
      .receiptRefused, "refuses the redirect URI that it has made itself",
      breaks: "WG1-02/4.2/default-redirect-usable", in: authorization),
    CDSDefect(
      .receiptMissing, "has no page at the redirect URI that it has made itself",
      breaks: "WG1-02/4.2/default-redirect-receipt", in: [.receipt]),
    CDSDefect(
      .receiptDespiteError, "shows a receipt when somebody has declined",
      breaks: "WG1-02/4.2/default-redirect-error", in: [.receipt]),
    CDSDefect(
      .receiptNotNoted, "does not list in the grant the receipt that somebody has been shown",
      breaks: "WG1-02/8.1/receipt-code-only", in: [.grant, .grantList]),
  ]
}

/// Changes of what browsers get.
enum AuthorizationReply {
  /// Where the browser would have been told of an error, the server fails.
  static func failingOver(_ code: String) -> ReplyChange.Change {
    { _, response in
      guard let location = response.head.fields["Location"], location.contains("error=" + code)
      else { return }
      response = CDSCall.problem(.internalServerError, "unexpected value")
    }
  }
}
