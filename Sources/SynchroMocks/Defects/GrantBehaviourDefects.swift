import SynchroHTTP
import SynchroJSON

extension CDSDefect {
  private static let one: Set<CDSAnswer> = [.grant]
  private static let both: Set<CDSAnswer> = [.grant, .grantList]

  /// Answers to one method are replaced.
  private static func refuse(_ method: HTTPMethod) -> ReplyChange.Change {
    { call, response in
      guard call.request.method == method else { return }
      response = CDSCall.problem(.methodNotAllowed, "\(method.name) is not supported")
    }
  }

  /// CDS-WG1-02, sections 8 and 8.5: where grants are, and whose.
  static let grantReach: [CDSDefect] = [
    CDSDefect(
      "grants-not-provided", "answers 501 where the grants are", breaks: "WG1-02/8/api-provided",
      in: [.grantList], [.reply([.grantList], ReplyChange.always(.notImplemented, "not yet"))]),
    CDSDefect(
      .grantsOfEverybody, "shows the grants of every registration to everybody",
      breaks: "WG1-02/8/own-grants-only", in: both),
    CDSDefect(
      .fileGrantsUnlisted, "leaves grants of files out of the listing",
      breaks: "WG1-02/3.3.3/grants-listed", in: [.grantList]),
    CDSDefect(
      "grant-get-refused", "answers 405 to GET of one grant", breaks: "WG1-02/8.5/get-uri",
      in: one, [.reply(one, refuse(.get))]),
    CDSDefect(
      "grant-get-of-yesterday", "shows one grant as it was when it was made, not as it is listed",
      breaks: "WG1-02/8.5/get-uri", in: one,
      [
        .edits(
          one, [DocumentEdit("/status", .set("pending")), DocumentEdit("/enabled_scope", .set(""))])
      ]),
  ]

  /// CDS-WG1-02, section 8.6, and what section 8.2 says of closing.
  static let grantChanges: [CDSDefect] = [
    CDSDefect(
      "grant-patch-refused", "answers 405 to PATCH of a grant", breaks: "WG1-02/8.6/patch-uri",
      "WG1-02/8.6/scope-modifiable", "WG1-02/8.6/ad-modifiable", "WG1-02/8.6/omitted-unmodified",
      "WG1-02/8.6/ignore-unmodifiable", in: one, [.reply(one, refuse(.patch))]),
    CDSDefect(
      .grantPatchEmptyCloses, "closes a grant when PATCH changes nothing",
      breaks: "WG1-02/8.6/omitted-unmodified", in: one),
    CDSDefect(
      .grantPatchStatusIgnored, "answers 200 to PATCH of the status and does nothing",
      breaks: "WG1-02/8.6/status-modifiable", in: one),
    CDSDefect(
      .grantPatchAnyStatus, "lets clients give a grant any status",
      breaks: "WG1-02/8.6/status-only-closed", in: one),
    CDSDefect(
      .closedIsRevoked, "shows grants as revoked that their client has closed",
      breaks: "WG1-02/8.2/closed-by-client", "WG1-02/8.6/status-modifiable", in: one),
    CDSDefect(
      .grantPatchScopeIgnored, "takes no notice of scope in PATCH",
      breaks: "WG1-02/8.6/scope-modifiable", "WG1-02/8.6/sync-200", in: one),
    CDSDefect(
      .fewerScopesNeedUser, "wants users to agree when a grant loses a scope",
      breaks: "WG1-02/8.6/scope-reduction-no-auth", in: one),
    CDSDefect(
      .grantPatchDetailsIgnored, "takes no notice of authorization_details in PATCH",
      breaks: "WG1-02/8.6/ad-modifiable", "WG1-02/8.6/sync-200", in: one),
    CDSDefect(
      .fewerDetailsNeedUser, "wants users to agree when a grant loses details",
      breaks: "WG1-02/8.6/ad-reduction-no-auth", in: one),
    CDSDefect(
      .grantPatchInvalidFails, "answers 500 to wrong values in PATCH",
      breaks: "WG1-02/8.6/invalid-400", in: one),
    CDSDefect(
      .grantPatchInvalidIgnored, "answers 200 to wrong values in PATCH and passes over them",
      breaks: "WG1-02/8.6/invalid-400", in: one),
    CDSDefect(
      .grantPatchUnknownRefused, "refuses PATCH with members that cannot be modified",
      breaks: "WG1-02/8.6/ignore-unmodifiable", in: one),
    CDSDefect(
      .grantPatchTakesAnything, "lets clients write receipts and take the end of a grant away",
      breaks: "WG1-02/8.6/ignore-unmodifiable", in: one),
    CDSDefect(
      .grantPatchForgotten, "answers PATCH with the new values and forgets them",
      breaks: "WG1-02/8.6/sync-200", "WG1-02/8.6/status-modifiable", in: both),
    CDSDefect(
      .grantPatchOldBody, "answers PATCH with the grant as it was before",
      breaks: "WG1-02/8.6/sync-body", in: one),
    CDSDefect(
      .grantReviewIs200, "answers 200 to a change that is still looked at",
      breaks: "WG1-02/8.6/async-202", in: one),
    CDSDefect(
      .grantReviewNotPending, "answers 202 and leaves the status as it was",
      breaks: "WG1-02/8.6/async-status-pending", in: one),
    CDSDefect(
      .grantReviewNoBody, "answers 202 without content", breaks: "WG1-02/8.6/async-body",
      in: one),
    CDSDefect(
      .widerIsEnabled, "shows as enabled what is still looked at",
      breaks: "WG1-02/8.6/async-enabled-updated", in: one),
    CDSDefect(
      .widerIsGranted, "gives users' data away when a client asks for more by PATCH",
      breaks: "WG1-02/8.6/scope-evaluated", "WG1-02/8.6/ad-evaluated", in: one),
  ]

  /// CDS-WG1-02, sections 3.3.2, 3.3.3 and 8.2: tokens that open a grant.
  static let grantTokens: [CDSDefect] = [
    CDSDefect(
      .grantOfAnyClient, "gives out tokens for a grant under the name of another client",
      breaks: "WG1-02/3.3.2/approve-only-matching-client", in: [.token]),
    CDSDefect(
      .grantOfAnyName, "gives out a token for a grant that does not exist",
      breaks: "WG1-02/3.3.2/reject-unknown-grant", in: [.token]),
    CDSDefect(
      .grantAdministeredWhenClosed, "gives out tokens for closed grants",
      breaks: "WG1-02/3.3.2/approve-only-enabled", in: [.token]),
    CDSDefect(
      .grantOfAnyScope, "gives out tokens for grants that no grant admin scope is named for",
      breaks: "WG1-02/3.3.2/approve-only-same-admin-scope", in: [.token]),
    CDSDefect(
      .activeGrantsRefused, "gives out no token for active grants",
      breaks: "WG1-02/8.2/active-access", in: [.token]),
    CDSDefect(
      .requiredFieldsDefaulted, "fills client_id in when an entry for a grant lacks it",
      breaks: "WG1-02/3.8/required-enforced", in: [.token]),
    CDSDefect(
      .closedGrantsStayOpen, "goes on opening a closed grant to the tokens of before",
      breaks: "WG1-02/8.2/no-access-closed", in: [.introspection, .fileList, .file, .fileData]),
    CDSDefect(
      "grant-files-of-scope", "opens every file of the registration to a token for one grant",
      breaks: "WG1-02/3.3.3/ad-type-overrides-scope", "WG1-02/3.3.2/token-limited-to-grant",
      "WG1-02/3.3.2/ad-type-overrides-scope", in: [.fileList], [.quirk(.filesBeyondGrants)]),
  ]
}
