extension Quirk {
  static let grantIDIgnored = Quirk("authz-grant-id-ignored")
  static let grantErrorCode = Quirk("authz-grant-id-error-code")
  static let grantIDFirst = Quirk("authz-grant-id-first")
  static let emptyGrantIDCounts = Quirk("authz-empty-grant-id-refused")
  static let grantIDFirstOfSeveral = Quirk("authz-first-of-several-grant-ids")
  static let grantCheckedLate = Quirk("authz-grant-id-after-login")
  static let grantAnyUser = Quirk("authz-grant-any-user")
  static let grantUserDenied = Quirk("authz-grant-user-access-denied")
  static let grantNotUpdated = Quirk("authz-grant-made-anew")
  static let grantUpdatedLate = Quirk("authz-grant-updated-by-token-request")
  static let loginNotForced = Quirk("authz-prompt-login-ignored")
  static let pushedGrantIDLost = Quirk("authz-pushed-grant-id-lost")
}

extension CDSDefect {
  /// CDS-WG1-02, section 8.3: authorization of grants that wait for it.
  static let authorizedGrants: [CDSDefect] = [
    CDSDefect(
      .grantIDIgnored, "goes on with a cds_grant_id that names no grant of the client",
      breaks: "WG1-02/8.3/grant-id-invalid-value", in: [.authorization]),
    CDSDefect(
      .grantErrorCode, "reports an unsuitable cds_grant_id as invalid_request",
      breaks: "WG1-02/8.3/grant-id-invalid-value-code", in: [.authorization]),
    CDSDefect(
      .grantIDFirst, "reports a wrong cds_grant_id before a wrong response_type",
      breaks: "WG1-02/8.3/other-params-first", in: [.authorization]),
    CDSDefect(
      .emptyGrantIDCounts, "refuses requests with an empty cds_grant_id",
      breaks: "WG1-02/8.3/empty-grant-id-ignored", in: [.authorization]),
    CDSDefect(
      .grantIDFirstOfSeveral, "uses the first of several cds_grant_id",
      breaks: "WG1-02/8.3/multiple-grant-id-rejected", in: [.authorization]),
    CDSDefect(
      .grantCheckedLate, "has users sign in before it looks at cds_grant_id",
      breaks: "WG1-02/8.3/grant-id-evaluated-pre-auth", "WG1-02/8.3/grant-id-invalid-value",
      in: [.authorization]),
    CDSDefect(
      .grantAnyUser, "lets every user approve a grant that is meant for another",
      breaks: "WG1-02/8.3/grant-id-evaluated-post-auth", in: [.authorization]),
    CDSDefect(
      .grantUserDenied, "reports the wrong user of a grant as access_denied",
      breaks: "WG1-02/8.3/grant-id-invalid-user", in: [.authorization]),
    CDSDefect(
      .grantNotUpdated, "makes another grant instead of updating the one that waits",
      breaks: "WG1-02/8.3/grant-updated-on-authorize", in: [.grant, .grantList]),
    CDSDefect(
      .grantUpdatedLate, "updates the grant that waits when the code is redeemed",
      breaks: "WG1-02/8.3/grant-updated-before-token", in: [.grant, .grantList]),
    CDSDefect(
      .loginNotForced, "skips the login although prompt=login was sent",
      breaks: "WG1-02/8.3/prompt-login-forces", in: [.authorization]),
    CDSDefect(
      .pushedGrantIDLost, "ignores cds_grant_id and prompt of pushed requests",
      breaks: "WG1-02/8.3/par-params-parsed", in: [.authorization]),
  ]
}
