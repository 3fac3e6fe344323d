extension Quirk {
  static let codeLivesLong = Quirk("authz-code-two-hours")
  static let codeLivesHalfAnHour = Quirk("authz-code-half-an-hour")
  static let codeReusable = Quirk("authz-code-reusable")
  static let codeReuseForgiven = Quirk("authz-code-reuse-revokes-nothing")
  static let codeForEveryClient = Quirk("authz-code-for-every-client")
  static let redirectNotCompared = Quirk("authz-code-redirect-not-compared")
  static let verifierUnchecked = Quirk("authz-verifier-unchecked")
  static let verifierOptional = Quirk("authz-verifier-optional")
  static let verifierOfAnyCode = Quirk("authz-verifier-of-any-code")
  static let verifierShort = Quirk("authz-long-verifier-refused")
}

extension CDSDefect {
  /// RFC 6749, section 4.1.3, and RFC 7636, section 4.6: how codes are redeemed.
  static let authorizationCodes: [CDSDefect] = [
    CDSDefect(
      .codeLivesLong, "redeems codes for two hours", breaks: "RFC6749/4.1.2/code-short-lived",
      "RFC6749/4.1.2/code-ten-minutes", in: [.token]),
    CDSDefect(
      .codeLivesHalfAnHour, "redeems codes for half an hour",
      breaks: "RFC6749/4.1.2/code-ten-minutes", in: [.token]
    ).warnedOf(),
    CDSDefect(
      .codeReusable, "redeems a code as often as it comes",
      breaks: "RFC6749/4.1.2/code-single-use", in: [.token]),
    CDSDefect(
      .codeReuseForgiven, "leaves tokens alone whose code is used again",
      breaks: "RFC6749/4.1.2/code-reuse-revokes", in: [.introspection]
    ).warnedOf(),
    CDSDefect(
      .codeForEveryClient, "redeems a code for a client that it was not given to",
      breaks: "RFC6749/4.1.3/code-bound-client", in: [.token]),
    CDSDefect(
      .redirectNotCompared, "does not compare the redirect_uri of the token request",
      breaks: "RFC6749/4.1.3/code-redirect-match", in: [.token]),
    CDSDefect(
      .verifierUnchecked, "accepts every code verifier", breaks: "RFC7636/4.6/verifier-mismatch",
      "RFC7636/4.3/challenge-s256", "WG1-02/3.4/pkce-functional", in: [.token]),
    CDSDefect(
      .verifierOptional, "redeems a code without the verifier",
      breaks: "RFC7636/4.6/verifier-missing", in: [.token]),
    CDSDefect(
      .verifierOfAnyCode, "accepts the verifier of another code of the client",
      breaks: "RFC7636/4.4/challenge-bound", in: [.token]),
    CDSDefect(
      .verifierShort, "refuses code verifiers of more than 64 characters",
      breaks: "RFC7636/4.1/verifier-length", in: [.token]),
  ]
}
