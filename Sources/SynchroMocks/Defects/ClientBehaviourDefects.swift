import SynchroHTTP
import SynchroJSON

extension CDSDefect {
  private static let one: Set<CDSAnswer> = [.client]
  private static let both: Set<CDSAnswer> = [.clientList, .client]

  private static func reply(
    _ id: String, _ words: String, breaks requirement: String, in answer: CDSAnswer = .client,
    to method: HTTPMethod? = nil, _ change: @escaping ReplyChange.Change
  ) -> CDSDefect {
    CDSDefect(
      id, words, breaks: requirement, in: [answer],
      [
        .reply([answer]) { call, response in
          if method == nil || call.request.method == method { change(call, &response) }
        }
      ])
  }

  /// CDS-WG1-02, sections 5, 5.1 and 5.4, and RFC 7592, section 2.1: how clients are read.
  static let clientReading: [CDSDefect] = [
    reply(
      "client-list-absent", "has no listing of clients, only the client that is registered",
      breaks: "WG1-02/4.2/clients-api-mandatory", in: .clientList,
      ReplyChange.always(.notFound, "nothing is here")),
    CDSDefect(
      .anyTokenManagesClients, "opens the Clients API to any access token",
      breaks: "WG1-02/5/auth-bearer-admin", "WG1-02/5.3/token-scope-required",
      in: both.union([.clientMetadata])),
    CDSDefect(
      .foreignClientsListed, "lists the clients of all registrations",
      breaks: "WG1-02/5/api-own-clients-only", in: both),
    CDSDefect(
      .foreignClientsOpen, "shows single clients of other registrations",
      breaks: "WG1-02/5/api-own-clients-only", in: one.union([.clientMetadata])),
    CDSDefect(
      .secretsInList, "lists clients with their secrets",
      breaks: "WG1-02/5.1/client-secret-absent", in: [.clientList]),
    reply(
      "client-metadata-cookie", "opens the server metadata of clients to browsers with a cookie",
      breaks: "WG1-02/5.1/server-metadata-bearer", in: .clientMetadata,
      { call, response in
        guard !call.request.fields.contains("Cookie") else { return }
        response = CDSCall.problem(
          .unauthorized, "sign in first", fields: ["WWW-Authenticate": "Form realm=\"portal\""])
      }),
    reply(
      "client-metadata-403", "answers 403 to requests for server metadata without a token",
      breaks: "WG1-02/5.1/server-metadata-401", in: .clientMetadata,
      { _, response in
        guard response.head.status == .unauthorized else { return }
        response = CDSCall.problem(.forbidden, "this is not for you")
      }),
    reply(
      "client-get-refused", "answers 405 to GET of a client", breaks: "WG1-02/5.4/get-client-uri",
      to: .get, ReplyChange.always(.methodNotAllowed, "use the listing")),
    CDSDefect(
      .administratorTokenRefused(.get), "shows a client to its registration_access_token alone",
      breaks: "WG1-02/5.4/accepts-admin-token", in: one),
    CDSDefect(
      .managementTokenRefused(.get), "shows no client to its registration_access_token",
      breaks: "WG1-02/5.4/accepts-registration-token", in: one),
    CDSDefect(
      .administratorTokenRefused(.put), "changes a client by its registration_access_token alone",
      breaks: "WG1-02/5.5/accepts-admin-token", in: one),
    CDSDefect(
      .managementTokenRefused(.put), "changes no client by its registration_access_token",
      breaks: "WG1-02/5.5/accepts-registration-token", in: one),
    reply(
      "client-registration-token-404", "answers 404 to the registration_access_token",
      breaks: "RFC7592/2.1/read-200", to: .get,
      { call, response in
        // Only this token's answers may not be kept at all.
        guard response.head.status == .ok, response.head.fields["Cache-Control"] == "no-store"
        else { return }
        response = CDSCall.problem(.notFound, "nothing is here")
      }),
    CDSDefect(
      .anyManagementToken, "takes any unknown token for the registration_access_token",
      breaks: "RFC7592/2.1/read-unauthorized", in: one),
  ]

  /// CDS-WG1-02, sections 5.1, 5.2 and 5.5, and RFC 7592, section 2.2: how clients are changed.
  static let clientUpdates: [CDSDefect] =
    updateReplies + updateDecisions + updatableMembers + immutableMembers

  private static let updateReplies: [CDSDefect] = [
    reply(
      "client-put-refused", "answers 405 to PUT of a client", breaks: "WG1-02/5.5/put-client-uri",
      to: .put, ReplyChange.always(.methodNotAllowed, "clients cannot be changed")),
    reply(
      "client-api-read-only", "answers 501 to changes of clients", breaks: "WG1-02/5/api-provided",
      to: .put, ReplyChange.always(.notImplemented, "write us a letter instead")),
    reply(
      "client-put-form", "takes changes of clients as forms alone",
      breaks: "RFC7592/2.2/put-json", to: .put,
      ReplyChange.always(.unsupportedMediaType, "send the changes as a form")),
    reply(
      "client-put-204", "answers changes of clients with 204 and no content",
      breaks: "RFC7592/2.2/success-200", to: .put,
      { _, response in
        if response.head.status == .ok { response = HTTPResponse(.noContent) }
      }),
    reply(
      "client-put-refusal-empty", "refuses changes of clients with 400 and no content",
      breaks: "RFC7592/2.2/error-400", to: .put,
      { _, response in
        if response.head.status == .badRequest { response = HTTPResponse(.badRequest) }
      }),
    reply(
      "client-put-error-is-200", "refuses changes of clients with 200 and an error object",
      breaks: "RFC7592/2.2/error-400", to: .put,
      { _, response in
        if response.head.status == .badRequest { response.head.status = .ok }
      }),
  ]

  private static let updateDecisions: [CDSDefect] = [
    CDSDefect(
      .modifiedStands, "leaves cds_modified as it was when a client changes",
      breaks: "WG1-02/5.1/cds-modified-advances", in: both),
    CDSDefect(
      .clientChangesUnlogged, "writes no message when a client has been changed",
      breaks: "WG1-02/5.3/changelog-modified", in: [.messageList]),
    CDSDefect(
      .comebackRefused, "lists an option that a disabled client cannot choose",
      breaks: "WG1-02/5.1/options-are-settable", in: one),
    CDSDefect(
      .anyStatusTaken, "lets sandbox clients make themselves production clients",
      breaks: "WG1-02/5.5/update-cds-status-unlisted", in: one),
    CDSDefect(
      .disabledUsable, "calls clients disabled whose secrets and tokens work on",
      breaks: "WG1-02/5.2/disabled-unusable", in: [.token, .client]),
    CDSDefect(
      .updateAnonymous, "changes clients for whoever shows no token",
      breaks: "RFC7592/2.2/no-token-401", in: one),
    CDSDefect(
      .otherFieldsStored, "stores anything for registration fields that are changed",
      breaks: "WG1-02/5.5/other-fields-validated", "WG1-02/5.5/invalid-400", in: one),
    CDSDefect(
      .otherFieldsIgnored, "answers 200 to wrong registration fields and keeps the old ones",
      breaks: "WG1-02/5.5/invalid-400", in: one),
    CDSDefect(
      .omissionsKept, "keeps what a PUT leaves out, as if it were a PATCH",
      breaks: "WG1-02/5.5/omitted-resets", "WG1-02/5.5/follows-rfc7592-2-2",
      "RFC7592/2.2/omitted-delete", in: one),
    CDSDefect(
      .contactsAugmented, "adds new contacts to the old ones", breaks: "RFC7592/2.2/values-replace",
      in: one),
    CDSDefect(
      .pendingIs200, "answers 200 to changes that are looked at first",
      breaks: "WG1-02/5.5/async-202", in: one),
    CDSDefect(
      .pendingShown, "shows changes that are looked at first as made",
      breaks: "WG1-02/5.5/async-previous-values", in: one),
    CDSDefect(
      .pendingSilent, "writes no message about changes that are looked at first",
      breaks: "WG1-02/5.5/async-message", in: one.union([.messageList])),
    CDSDefect(
      .appliedIs202, "answers 202 to changes that it has made",
      breaks: "WG1-02/5.5/async-previous-values", in: one),
  ]

  private static let updatableMembers: [CDSDefect] =
    [
      ("redirect_uris", "update-redirect-uris"), ("client_uri", "update-client-uri"),
      ("logo_uri", "update-logo-uri"), ("contacts", "update-contacts"),
      ("tos_uri", "update-tos-uri"), ("policy_uri", "update-policy-uri"),
      ("cds_status", "update-cds-status"), ("cds_default_scope", "update-default-scope"),
      ("cds_default_redirect_uri", "update-default-redirect-uri"),
      ("cds_default_authorization_details", "update-default-ad"),
    ].map { (member: String, row: String) in
      CDSDefect(
        .updateRefused(member), "refuses changes of \(member)", breaks: "WG1-02/5.5/" + row,
        in: one)
    }
    + [
      ("client_name", "update-client-name"), ("scope", "update-scope"),
      ("contacts", "update-contacts"),
    ].map { (member: String, row: String) in
      CDSDefect(
        .updateIgnored(member), "answers 200 to changes of \(member) and makes none",
        breaks: "WG1-02/5.5/" + row, "WG1-02/5.5/sync-200", in: one)
    }

  private static let immutableMembers: [CDSDefect] =
    [
      ("client_id", "client-id"), ("client_id_issued_at", "client-id-issued-at"),
      ("grant_types", "grant-types"), ("response_types", "response-types"),
      ("token_endpoint_auth_method", "auth-method"), ("cds_created", "cds-created"),
      ("cds_client_uri", "cds-client-uri"), ("cds_server_metadata", "cds-server-metadata"),
      ("cds_status_options", "cds-status-options"),
    ].map { (member: String, row: String) in
      CDSDefect(
        .immutableStored(member), "lets clients change \(member)",
        breaks: "WG1-02/5.5/immutable-" + row, in: one)
    }
    + [
      CDSDefect(
        .modifiedStored, "lets clients choose cds_modified",
        breaks: "WG1-02/5.5/immutable-cds-modified", in: one),
      CDSDefect(
        .secretOverwritten, "lets clients choose their secrets when they change themselves",
        breaks: "WG1-02/5.5/immutable-client-secret", "RFC7592/2.2/no-secret-overwrite",
        "RFC7592/2.2/client-secret-match", in: one),
      CDSDefect(
        .secretExpiryStored, "lets clients choose when their secrets expire, in the Clients API",
        breaks: "WG1-02/5.5/immutable-client-secret-expires-at", in: one),
    ]
}
