import SynchroHTTP
import SynchroJSON

extension CDSDefect {
  private static let answer: Set<CDSAnswer> = [.registration]
  private static let clients: Set<CDSAnswer> = [.clientList, .client]

  private static func edit(
    _ id: String, _ words: String, breaks requirement: String, at pointer: String,
    _ change: DocumentEdit.Change
  ) -> CDSDefect {
    CDSDefect(
      id, words, breaks: requirement, in: answer, .edit(pointer, change, in: answer))
  }

  private static func reply(
    _ id: String, _ words: String, breaks requirements: (String, String?),
    _ change: @escaping ReplyChange.Change
  ) -> CDSDefect {
    let effects: [Effect] = [.reply(answer, change)]
    guard let more = requirements.1 else {
      return CDSDefect(id, words, breaks: requirements.0, in: answer, effects)
    }
    return CDSDefect(id, words, breaks: requirements.0, more, in: answer, effects)
  }

  /// CDS-WG1-02, sections 3.5, 3.7, 4 and 4.1, and RFC 7591, sections 2 and 3.1: which
  /// registrations are taken.
  static let registrationRequests: [CDSDefect] =
    [
      CDSDefect(
        .proprietarySchema, "wants the metadata of clients inside an object of its own",
        breaks: "WG1-02/4/uses-rfc7591", in: answer),
      CDSDefect(
        .adminScopeAdded, "adds cds_client_admin to registrations that do not ask for it",
        breaks: "WG1-02/4.1/no-admin-scope-other-process", in: answer),
      CDSDefect(
        .unknownScopesDropped, "leaves undescribed scopes out and registers the others",
        breaks: "WG1-02/4.1/undescribed-scope-400", in: answer),
      CDSDefect(
        .unknownScopesKept, "registers clients for scopes that have no description",
        breaks: "WG1-02/4.1/undescribed-scope-400", in: answer),
      CDSDefect(
        .unknownMetadataRefused, "refuses registrations with unknown members",
        breaks: "RFC7591/2/unknown-metadata-ignored", in: answer),
      CDSDefect(
        .metadataUnchecked, "takes client metadata of any type",
        breaks: "RFC7591/3.2.2/error-code-metadata", "WG1-02/5.5/invalid-400",
        in: [.registration, .client]),
      CDSDefect(
        .requirementsSkipped, "registers scopes without the fields that they require",
        breaks: "WG1-02/3.4/requirements-enforced", in: answer),
      CDSDefect(
        .fieldsByID, "looks for registration fields under their ids",
        breaks: "WG1-02/3.5/field-name-is-key", in: answer),
      CDSDefect(
        .fieldsUnchecked, "takes registration fields of any format",
        breaks: "WG1-02/3.5/format-enforced", "WG1-02/3.7/string", in: answer),
      CDSDefect(
        .defaultsForgotten, "keeps null for fields that were left out and have a default",
        breaks: "WG1-02/3.5/default-used", in: answer),
      CDSDefect(
        .defaultsRequired, "demands fields that have a default",
        breaks: "WG1-02/3.5/default-means-optional", in: answer),
      CDSDefect(
        .lengthUnchecked, "takes texts that are longer than max_length",
        breaks: "WG1-02/3.5/max-length-enforced", in: answer),
      CDSDefect(
        .sizeUnchecked, "takes files that are larger than max_size",
        breaks: "WG1-02/3.5/max-size-enforced", in: answer),
      CDSDefect(
        .sizeOfText, "compares max_size with the length of the Base64 text",
        breaks: "WG1-02/3.5/max-size-enforced", in: answer),
    ] + formats

  private static let formats: [CDSDefect] = RegistrationFormat.Kind.allCases.flatMap { kind in
    let name = kind.rawValue
    return [
      CDSDefect(
        .formatUnchecked(kind), "takes anything for fields of the format \(name)",
        breaks: "WG1-02/3.7/\(name)", in: answer),
      CDSDefect(
        .nullRefused(kind), "refuses null for fields of the format \(name)_or_null",
        breaks: "WG1-02/3.7/\(name)-or-null", in: answer),
    ]
  }

  /// CDS-WG1-02, section 4.2: which clients a registration leads to.
  static let registrationResults: [CDSDefect] = [
    CDSDefect(
      .redirectsHonoured, "keeps the redirect_uris of registrations",
      breaks: "WG1-02/4.1/redirect-uris-ignored", in: clients),
    CDSDefect(
      .administratorUnlisted, "leaves the client of the administration out of the listing",
      breaks: "WG1-02/4.2/admin-client-created", in: clients),
    CDSDefect(
      .anotherClientReturned, "answers a registration with the client of another scope",
      breaks: "WG1-02/4.2/admin-client-returned", in: answer),
    CDSDefect(
      .onlyAdministrator, "makes no client but the one of the administration",
      breaks: "WG1-02/4.2/other-clients-created", in: answer),
    CDSDefect(
      .scopesLumped, "puts scopes of different grant types into one client",
      breaks: "WG1-02/4.2/combine-only-if-same", in: answer),
    CDSDefect(
      .grantAdminLeftOut, "makes the grant admin client only if it was asked for",
      breaks: "WG1-02/4.2/grant-admin-client-created", in: answer),
    CDSDefect(
      .credentialForAdministratorAlone, "gives a credential to one client alone",
      breaks: "WG1-02/4.2/credential-per-client", in: answer.union([.credentialList, .token])),
    CDSDefect(
      .productionAlone, "makes production clients at once and none for the sandbox",
      breaks: "WG1-02/4.2/sandbox-client-created", in: answer.union(clients)),
    CDSDefect(
      .bothEnvironments, "lists production and sandbox as options of one client",
      breaks: "WG1-02/4.2/no-both-envs", in: clients),
    CDSDefect(
      .secretUsableLater, "gives out a secret that does not work yet",
      breaks: "WG1-02/4.2/secret-usable", in: [.token, .credentialList]),
    CDSDefect(
      .secretsShared, "gives the same secret to all clients",
      breaks: "RFC7591/3.2.1/client-secret-unique", in: answer),
    CDSDefect(
      .emptyNameStandard, "leaves the name of clients that gave none empty",
      breaks: "WG1-02/5.1/client-name-default", in: whereClientsShow),
    CDSDefect(
      .administratorCanEnd, "lists disabled as an option of the administration's client",
      breaks: "WG1-02/5.1/admin-no-disabled", in: whereClientsShow),
    CDSDefect(
      .disablingUnlisted, "lists disabled as an option of no client",
      breaks: "WG1-02/5.1/others-have-disabled", in: clients),
  ]

  /// CDS-WG1-02, section 4.2, and RFC 7591, sections 3.2.1 and 3.2.2: how registrations are
  /// answered.
  static let registrationAnswers: [CDSDefect] = registrationDocuments + registrationReplies

  private static let registrationDocuments: [CDSDefect] = [
    edit(
      "registration-scope-echoed", "answers with all the scopes that were asked for",
      breaks: "WG1-02/4.2/scope-admin", at: "/scope",
      .set("cds_client_admin lakeland_usage cds_server_provided_files_1")),
    edit(
      "registration-redirects-missing", "answers without redirect_uris",
      breaks: "WG1-02/4.2/redirect-uris-empty", at: "/redirect_uris", .remove),
    edit(
      "registration-response-types-code", "answers with the response type code",
      breaks: "WG1-02/4.2/response-types-empty", at: "/response_types", .set(["code"])),
    edit(
      "registration-grant-types-more", "answers with authorization_code as a grant type",
      breaks: "WG1-02/4.2/grant-types-cc", at: "/grant_types", .append("authorization_code")),
    edit(
      "registration-method-post", "answers with client_secret_post",
      breaks: "WG1-02/4.2/auth-method-basic", at: "/token_endpoint_auth_method",
      .set("client_secret_post")),
    edit(
      "registration-secret-missing", "answers without client_secret",
      breaks: "WG1-02/4.2/client-secret-included", at: "/client_secret", .remove),
    edit(
      "registration-secret-other", "answers with a secret that is not the credential's",
      breaks: "WG1-02/4.2/client-secret-equals-credential", at: "/client_secret",
      .transform { .string("x" + ($0.textValue ?? "").dropFirst()) }),
    edit(
      "registration-secret-expiry", "answers with client_secret_expires_at",
      breaks: "WG1-02/5.1/client-secret-expires-absent", at: "/client_secret_expires_at", .set(0)),
    edit(
      "registration-id-named-id", "answers with the client's identifier as 'id'",
      breaks: "RFC7591/3.2.1/client-id", at: "/client_id", .rename("id")),
    edit(
      "registration-id-constant", "answers every registration with the same client_id",
      breaks: "RFC7591/3.1/unique-client-id", at: "/client_id", .set("client-of-the-hub")),
    edit(
      "registration-issued-milliseconds", "sends client_id_issued_at in milliseconds",
      breaks: "RFC7591/3.2.1/issued-at-seconds", at: "/client_id_issued_at",
      .set(1_800_000_000_000)),
    edit(
      "registration-name-missing", "answers without the client_name that was registered",
      breaks: "RFC7591/3.2.1/registered-metadata-returned", at: "/client_name", .remove),
    edit(
      "registration-client-uri-missing", "sends registration_access_token without its URL",
      breaks: "RFC7592/3/registration-client-uri", at: "/registration_client_uri", .remove),
    edit(
      "registration-access-token-missing", "sends registration_client_uri without its token",
      breaks: "RFC7592/3/registration-access-token", at: "/registration_access_token", .remove),
    edit(
      "registration-bare", "answers with client_id and client_secret alone",
      breaks: "WG1-02/4.2/client-format", at: "",
      .transform { value in
        guard case .object(let fields) = value else { return value }
        return .object(fields.filter { ["client_id", "client_secret"].contains($0.key) })
      }),
  ]

  private static let registrationReplies: [CDSDefect] = [
    reply(
      "registration-status-200", "answers registrations with 200 in place of 201",
      breaks: ("RFC7591/3.2.1/status-201", "WG1-02/4.2/process-rfc7591-3-2"),
      { _, response in if response.head.status == .created { response.head.status = .ok } }),
    reply(
      "registration-empty-202", "answers registrations with 202 and nothing else",
      breaks: ("WG1-02/4/error-or-client", nil),
      { _, response in
        if response.head.status == .created { response = HTTPResponse(.accepted) }
      }),
    reply(
      "registration-text-plain", "calls the answer to a registration text/plain",
      breaks: ("RFC7591/3.2.1/content-type", nil),
      { _, response in
        guard response.head.status == .created else { return }
        response.head.fields.set("Content-Type", "text/plain")
      }),
    reply(
      "registration-forms-only", "takes registrations as forms alone",
      breaks: ("RFC7591/3.1/post-json", "WG1-02/4.1/process-rfc7591-3-1"),
      { call, response in
        guard call.request.method == .post else { return }
        response = CDSCall.problem(.unsupportedMediaType, "send the registration as a form")
      }),
    reply(
      "registration-not-implemented", "answers every registration with 501",
      breaks: ("WG1-02/3.2/registration-endpoint-works", nil),
      ReplyChange.always(.notImplemented, "write us a letter instead")),
    reply(
      "registration-needs-token", "wants an access token for registrations",
      breaks: ("WG1-02/11.2/public-if-referenced-registration", nil),
      { call, response in
        guard !call.request.fields.contains("Authorization") else { return }
        response = CDSCall.problem(
          .unauthorized, "show the initial access token",
          fields: ["WWW-Authenticate": "Bearer realm=\"registration\""])
      }),
    reply(
      "registration-broken-json-500", "answers content that is no JSON with 500",
      breaks: ("RFC7591/3.2.2/malformed-json-400", nil),
      { call, response in
        guard response.head.status == .badRequest, call.request.body.last != UInt8(ascii: "}")
        else { return }
        response = CDSCall.problem(.internalServerError, "unexpected end of input")
      }),
    reply(
      "registration-refusal-422", "refuses registrations with 422",
      breaks: ("RFC7591/3.2.2/error-400", nil),
      { _, response in
        guard response.head.status == .badRequest else { return }
        response.head.status = .unprocessableContent
      }),
    reply(
      "registration-refusal-text", "refuses registrations in plain text",
      breaks: ("RFC7591/3.2.2/error-json", nil),
      { _, response in
        guard response.head.status == .badRequest else { return }
        response.head.fields.set("Content-Type", "text/plain")
        response.body = Array("The registration was refused.\n".utf8)
      }),
    reply(
      "registration-refusal-server-error", "calls wrong client metadata a server_error",
      breaks: ("RFC7591/3.2.2/error-code-metadata", nil),
      refusal(of: ["error": "server_error"])),
    reply(
      "registration-refusal-without-code", "refuses registrations without an error code",
      breaks: ("RFC7591/3.2.2/error-code-undescribed-scope", nil),
      refusal(of: ["message": "no"])),
    reply(
      "registration-error-is-201", "refuses registrations with 201 and an error object",
      breaks: ("RFC7591/3.2.2/error-400", nil),
      { _, response in
        if response.head.status == .badRequest { response.head.status = .created }
      }),
    reply(
      "registration-error-page", "refuses registrations with a page for people",
      breaks: ("RFC7591/3.2.2/error-json", nil),
      { _, response in
        guard response.head.status == .badRequest else { return }
        response.head.fields.set("Content-Type", "text/html; charset=utf-8")
        response.body = Array("<!doctype html><title>Bad Request</title><h1>400</h1>\n".utf8)
      }),
  ]

  private static func refusal(of body: JSONValue) -> ReplyChange.Change {
    let bytes = Array((JSONPrinter.pretty(body) + "\n").utf8)
    return { _, response in
      if response.head.status == .badRequest { response.body = bytes }
    }
  }
}
