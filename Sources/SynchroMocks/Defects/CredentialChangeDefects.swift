import SynchroHTTP
import SynchroJSON

extension Set<CDSAnswer> {
  /// Where the consequences of an expiry show.
  fileprivate static let afterExpiry: Set = [
    .token, .introspection, .revocation, .pushedRequest, .credentialList, .credential, .clientList,
  ]
}

extension CDSDefect {
  /// CDS-WG1-02, section 7.6: how credentials are modified.
  static let credentialChanges: [CDSDefect] = [
    CDSDefect(
      "credential-patch-405", "answers 405 to PATCH of a credential",
      breaks: "WG1-02/7.6/patch-uri", in: [.credential], [refused(.patch, in: [.credential])]),
    CDSDefect(
      .anonymousChanges, "lets anybody modify credentials",
      breaks: "WG1-02/7.6/patch-needs-auth", in: [.credential]),
    CDSDefect(
      .omittedIsReset, "makes a secret everlasting when the change leaves the expiry out",
      breaks: "WG1-02/7.6/omitted-unmodified", in: [.credential]),
    CDSDefect(
      .changesWithoutEffect, "answers 200 to a new expiry, and forgets it",
      breaks: "WG1-02/7.6/expires-modifiable", "WG1-02/7.6/sync-200", in: [.credential]),
    CDSDefect(
      .pastIsStored, "stores an expiry in the past, and lets the secret work on",
      breaks: "WG1-02/7.6/expires-not-past", "WG1-02/7.6/expire-disables-secret",
      in: [.credential, .token]),
    CDSDefect(
      .laterIsStored, "lets clients put the expiry off",
      breaks: "WG1-02/7.6/expires-not-later", in: [.credential]),
    CDSDefect(
      .zeroIsStored, "lets clients make an expiring secret everlasting",
      breaks: "WG1-02/7.6/expires-not-zero-later", in: [.credential]),
    CDSDefect(
      .earlierIsRefused, "refuses to let a secret expire earlier",
      breaks: "WG1-02/7.6/expires-between-accepted", in: [.credential]),
    CDSDefect(
      .zeroIsRefused, "refuses 0 for a secret that does not expire",
      breaks: "WG1-02/7.6/expires-zero-to-zero", in: [.credential]),
    CDSDefect(
      .futureIsRefused, "refuses any expiry for a secret that does not expire",
      breaks: "WG1-02/7.6/expires-zero-to-future", in: [.credential]),
    CDSDefect(
      .invalidIsIgnored, "answers 200 to an expiry that is no whole number",
      breaks: "WG1-02/7.6/invalid-400", in: [.credential]),
    CDSDefect(
      .nullIsZero, "takes null for an expiry of 0", breaks: "WG1-02/7.6/invalid-400",
      in: [.credential]),
    CDSDefect(
      .fractionsAreCut, "cuts fractions of seconds off an expiry",
      breaks: "WG1-02/7.6/invalid-400", in: [.credential]),
    CDSDefect(
      .unknownIsRefused, "refuses changes that hold a field which cannot be modified",
      breaks: "WG1-02/7.6/ignore-unmodifiable", in: [.credential]),
    CDSDefect(
      .secretsAreChosen, "lets clients choose their secrets",
      breaks: "WG1-02/7.6/ignore-unmodifiable", "WG1-02/7.6/secret-immutable", in: [.credential]),
    CDSDefect(
      .clientsAreChosen, "lets clients give a credential to another client",
      breaks: "WG1-02/7.6/ignore-unmodifiable", in: [.credential]),
    CDSDefect(
      "credential-patch-202", "answers 202 to a new expiry", breaks: "WG1-02/7.6/sync-200",
      in: [.credential], [.reply([.credential], patched { $0.head.status = .accepted })]),
    CDSDefect(
      "credential-patch-empty-body", "answers a change with no content",
      breaks: "WG1-02/7.6/body-updated", in: [.credential],
      [.reply([.credential], patched { $0 = HTTPResponse(.ok, fields: ["Content-Length": "0"]) })]),
    CDSDefect(
      .changesAnswerOldState, "answers a change with the credential as it was before",
      breaks: "WG1-02/7.6/body-updated", in: [.credential]),
    CDSDefect(
      .secretsAreCached, "lets a secret work on for five minutes after it has expired",
      breaks: "WG1-02/7.6/expire-disables-secret", "WG1-02/7.1/expired-refused",
      in: .afterExpiry),
    CDSDefect(
      .accessOutlivesCredential, "lets access tokens live on when their credential is given up",
      breaks: "WG1-02/7.6/expire-revokes-access-tokens", in: .afterExpiry),
    CDSDefect(
      .refreshOutlivesCredential, "lets refresh tokens live on when their credential is given up",
      breaks: "WG1-02/7.6/expire-revokes-refresh-tokens", in: .afterExpiry),
    CDSDefect(
      .expiryHitsOthers, "revokes every token of the client when one credential is given up",
      breaks: "WG1-02/7.6/expire-spares-others", in: .afterExpiry
    ).warnedOf(),
    CDSDefect(
      .secretsRotate, "makes a new secret with each change", breaks: "WG1-02/7.6/secret-immutable",
      in: [.credential]),
  ]

  /// Changes successful answers to PATCH.
  private static func patched(
    _ change: @escaping @Sendable (inout HTTPResponse) -> Void
  ) -> ReplyChange.Change {
    { call, response in
      guard call.request.method == .patch, response.head.status == .ok else { return }
      change(&response)
    }
  }
}
