import SynchroHTTP
import SynchroJSON

extension Set<CDSAnswer> {
  fileprivate static let credentials: Set = [.credentialList, .credential]
}

extension CDSDefect {
  /// CDS-WG1-02, sections 7.1 and 7.2: what credentials say.
  static let credentialFields: [CDSDefect] =
    [
      ObjectMember("credential_id", number), ObjectMember("uri", relativeURL),
      ObjectMember("client_id", number), ObjectMember("created", unixTime),
      ObjectMember("modified", unixTime), ObjectMember("type", number),
      ObjectMember("client_secret", number, missing: "client-secret-required-if"),
      ObjectMember("client_secret_expires_at", quoted, missing: "expires-required-if"),
    ].flatMap { $0.defects(.credential, prefix: "credential", of: "credentials", "WG1-02/7.1") }
    + [
      credential(
        "id-reused", "gives every credential the name of its client", "credential-id-unique", "",
        .transform { setting("credential_id", to: $0["client_id"], in: $0) }),
      credential(
        "client-unknown", "says that credentials belong to a client that is not listed",
        "client-id-known", "/client_id", .set("client-of-somebody-else")),
      credential(
        "secret-masked", "shows asterisks in the place of secrets", "client-secret-random",
        "/client_secret", .set("********************"), "client-secret-usable"),
      credential(
        "secret-empty", "shows empty secrets", "client-secret-required-if", "/client_secret",
        .set("")),
      credential(
        "secret-short", "shows the first eight characters of secrets", "client-secret-random",
        "/client_secret", .transform(shortened), "client-secret-usable"),
      credential(
        "expiry-milliseconds", "writes the expiry in milliseconds", "expires-semantics",
        "/client_secret_expires_at", .transform(milliseconds)),
      credential(
        "expiry-null", "writes null for secrets that never expire",
        "field-client-secret-expires-at", "/client_secret_expires_at",
        .transform { $0 == 0 ? .null : $0 }, "expires-required-if"),
      CDSDefect(
        "credential-type-secret", "calls the type of credentials 'secret'",
        breaks: "WG1-02/7.2/type-enum", in: .credentials,
        [.objects(.credential, [DocumentEdit("/type", .set("secret"))])]),
    ]

  /// CDS-WG1-02, sections 7 to 7.5: who may see credentials, how they are listed and made.
  static let credentialBehaviour: [CDSDefect] = [
    CDSDefect(
      "credential-api-501", "has no Credentials API, and says so",
      breaks: "WG1-02/7/api-provided", "WG1-02/7.5/post-create", in: .credentials,
      [.reply(.credentials, ReplyChange.always(.notImplemented, "ask your contact at the hub"))]),
    CDSDefect(
      .credentialsOfOthers, "shows the credentials of everybody to everybody",
      breaks: "WG1-02/7/own-credentials-only", in: .credentials),
    CDSDefect(
      .secretShownOnce, "shows a secret when it is made, and never again",
      breaks: "WG1-02/7.1/client-secret-required-if", in: .credentials),
    CDSDefect(
      .guessableSecrets, "makes secrets out of the name of the client",
      breaks: "WG1-02/7.1/client-secret-random",
      in: [.credentialList, .credential, .registration, .client, .token]),
    CDSDefect(
      .onlyFirstSecret, "takes only the oldest secret of a client for good",
      breaks: "WG1-02/7.1/client-secret-usable",
      in: [.token, .revocation, .introspection, .pushedRequest]),
    CDSDefect(
      .disablingKeepsExpiry, "leaves the expiry of a disabled client's credentials as it was",
      breaks: "WG1-02/7.1/expires-when-disabled", in: [.credentialList, .credential, .messageList]),
    CDSDefect(
      .secretsOutliveExpiry, "never looks at the expiry of a secret",
      breaks: "WG1-02/7.1/expired-refused", "WG1-02/7.6/expire-disables-secret",
      in: [.token, .revocation, .introspection, .pushedRequest]),
    CDSDefect(
      .additionsUnlogged, "adds no message about a new credential",
      breaks: "WG1-02/7.3/changelog-added", in: [.messageList]),
    CDSDefect(
      .changesUnlogged, "adds no message about a changed credential",
      breaks: "WG1-02/7.3/changelog-modified", in: [.messageList]),
    CDSDefect(
      "credential-get-405", "answers 405 to GET of one credential",
      breaks: "WG1-02/7.4/get-uri", in: [.credential], [refused(.get, in: [.credential])]),
    CDSDefect(
      "credential-get-other", "shows one credential otherwise than in the listing",
      breaks: "WG1-02/7.4/get-uri", in: [.credential],
      .edit("/modified", .set("2020-01-01T00:00:00Z"), in: [.credential])),
    CDSDefect(
      "credential-post-405", "answers 405 to POST of a credential",
      breaks: "WG1-02/7.5/post-create", in: [.credentialList],
      [refused(.post, in: [.credentialList])]),
    CDSDefect(
      .anonymousCredentials, "makes credentials without an access token",
      breaks: "WG1-02/7.5/post-needs-auth", in: [.credentialList]),
    CDSDefect(
      .clientIDDefaults, "takes a missing client_id for that of the administrator",
      breaks: "WG1-02/7.5/missing-client-id-400", in: [.credentialList]),
    CDSDefect(
      .orphanedCredentials, "makes credentials for clients that do not exist",
      breaks: "WG1-02/7.5/invalid-client-id-400", in: [.credentialList]),
    CDSDefect(
      .foreignCredentials, "makes credentials for clients of other registrations",
      breaks: "WG1-02/7.5/invalid-client-id-400", in: [.credentialList]),
    CDSDefect(
      "credential-unknown-client-404", "answers 404 when the client of a new credential is unknown",
      breaks: "WG1-02/7.5/invalid-client-id-400", in: [.credentialList],
      [
        .reply([.credentialList]) { call, response in
          guard call.request.method == .post, response.head.status == .badRequest,
            String(decoding: call.request.body, as: UTF8.self).contains("client_id")
          else { return }
          response.head.status = .notFound
        }
      ]),
    CDSDefect(
      "credential-created-200", "answers 200 when a credential was made",
      breaks: "WG1-02/7.5/created-201", in: [.credentialList],
      [
        .reply([.credentialList]) { _, response in
          if response.head.status == .created { response.head.status = .ok }
        }
      ]),
    CDSDefect(
      "credential-created-bare", "answers with the name of a new credential alone",
      breaks: "WG1-02/7.5/created-body", in: [.credentialList],
      .edit(
        "",
        .transform { document in
          guard let id = document["credential_id"] else { return document }
          return ["credential_id": id]
        }, in: [.credentialList])),
  ]

  // MARK: - Pieces

  private static let number = ObjectMember.Wrong(7, "a number")
  private static let relativeURL = ObjectMember.Wrong("/relative/path", "a relative path")
  private static let unixTime = ObjectMember.Wrong(1_700_000_000, "a unix timestamp")
  private static let quoted = ObjectMember.Wrong("0", "a quoted number")

  private static func credential(
    _ id: String, _ words: String, _ row: String, _ pointer: String,
    _ change: DocumentEdit.Change, _ more: String...
  ) -> CDSDefect {
    CDSDefect(
      id: "credential-" + id, words, rows: ([row] + more).map { "WG1-02/7.1/" + $0 },
      in: .credentials, [.objects(.credential, [DocumentEdit(pointer, change)])])
  }

  /// Requests with one method are refused.
  static func refused(_ method: HTTPMethod, in answers: Set<CDSAnswer>) -> Effect {
    .reply(answers) { call, response in
      guard call.request.method == method else { return }
      response = CDSCall.problem(.methodNotAllowed, "\(method.name) is not offered here")
    }
  }

  private static func setting(
    _ name: String, to new: JSONValue?, in value: JSONValue
  ) -> JSONValue {
    guard case .object(let fields) = value, let new else { return value }
    return .object(fields.map { $0.key == name ? JSONField(name, new) : $0 })
  }

  private static let shortened: @Sendable (JSONValue) -> JSONValue = { value in
    guard case .string(let text) = value else { return value }
    return .string(String(text.prefix(8)))
  }

  private static let milliseconds: @Sendable (JSONValue) -> JSONValue = { value in
    guard case .number(let number) = value, let seconds = number.int else { return value }
    let (product, isTooLarge) = seconds.multipliedReportingOverflow(by: 1_000)
    return isTooLarge ? value : .integer(product)
  }
}
