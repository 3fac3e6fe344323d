import SynchroHTTP
import SynchroJSON

extension CDSDefect {
  private static let robotCheck = """
    <!doctype html><title>One moment</title><p>We check that you are human. Please allow scripts.
    <script>document.cookie = "human=1"; location.reload()</script>

    """

  private static let captcha = """
    <!doctype html><title>Who are you?</title><form method="post"><p>Type the letters that you see.
    <img src="/captcha.png" alt=""><input name="letters"></form>

    """

  /// Whoever brings no cookie that a script has made gets a page.
  private static func page(_ html: String, _ status: HTTPStatus) -> ReplyChange.Change {
    { call, response in
      guard call.request.fields["Cookie"]?.contains("human=1") != true else { return }
      response = HTTPResponse(
        status, fields: ["Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"],
        body: Array(html.utf8))
    }
  }

  private static let apis: Set<CDSAnswer> = [
    .clientList, .client, .messageList, .message, .credentialList, .credential, .grantList, .grant,
    .fileList, .file, .fileData,
  ]

  /// CDS-WG1-02, sections 10 and 11: whether programs reach what is public, and by TLS.
  static let reach: [CDSDefect] = [
    CDSDefect(
      "server-without-messages", "has no Messages API and does not announce one",
      breaks: "WG1-02/10/no-removal-server", "WG1-02/3.2/field-cds-messages-api", in: .server,
      .edit("/cds_messages_api", .remove, in: .server)),
    CDSDefect(
      "oauth-endpoints-plain-http", "announces the token endpoint and the APIs without TLS",
      breaks: "WG1-02/11/https-endpoints", "WG1-02/2/https-scheme", in: .server,
      [
        .edits(
          .server,
          [
            DocumentEdit("/token_endpoint", .set(.string(plain(.token)))),
            DocumentEdit("/cds_messages_api", .set(.string(plain(.messages)))),
            DocumentEdit("/cds_grants_api", .set(.string(plain(.grants)))),
          ])
      ]
    ).overTLS(),
    CDSDefect(
      "oauth-robot-check", "answers with a page that wants scripts and cookies to go on",
      breaks: "WG1-02/11.2/no-antibot-metadata", "WG1-02/3/metadata-hosted",
      "WG1-02/3.1/oauth-metadata-resolves", in: .server,
      [.reply(.server, page(robotCheck, 503))]),
    CDSDefect(
      "oauth-needs-token", "wants an access token for the authorization server metadata",
      breaks: "WG1-02/11.2/public-if-referenced-metadata", "WG1-02/3/metadata-hosted",
      in: .server, [.reply(.server, ReplyChange.refuseAnonymous)]),
    CDSDefect(
      "access-captcha", "puts a captcha in front of coverage and authorization server metadata",
      breaks: "WG1-02/11.4/no-captcha-unauthenticated", "WG1-02/11.2/no-antibot-metadata",
      "WG1-02/3/metadata-hosted", "WG1-02/3/follows-rfc8414", "WG1-02/3.1/oauth-metadata-resolves",
      "RFC8414/3.2/content-type", "RFC8414/3.2/json-object", "RFC8414/3.2/error-status",
      in: [.coverage, .authorizationServer],
      [.reply([.coverage, .authorizationServer], page(captcha, .ok))]),
    CDSDefect(
      "access-captcha-of-apis", "puts a captcha in front of the APIs, whoever asks",
      breaks: "WG1-02/11.4/no-captcha-authenticated", in: apis,
      [.reply(apis, page(captcha, .forbidden))]),
    CDSDefect(
      "registration-robot-check", "registers only what has run a script in a browser",
      breaks: "WG1-02/11.2/no-antibot-registration", in: [.registration],
      [.reply([.registration], page(robotCheck, .forbidden))]),
  ]

  private static func endpoint(
    _ id: String, _ words: String, breaks requirement: String, _ pointer: String,
    _ change: DocumentEdit.Change
  ) -> CDSDefect {
    CDSDefect(
      "oauth-" + id, words, breaks: requirement, in: .server, .edit(pointer, change, in: .server))
  }

  private static func plain(
    _ id: String, _ endpoint: CDSEndpoint, _ what: String, at member: String,
    breaks requirement: String
  ) -> CDSDefect {
    Self.endpoint(
      id + "-plain-http", "announces \(what) without TLS", breaks: requirement, "/" + member,
      .set(.string(plain(endpoint)))
    ).overTLS()
  }

  /// What the RFCs that CDS-WG1-02 imports say of single endpoints, as the metadata shows it.
  static let announcedEndpoints: [CDSDefect] = [
    plain(
      "token", .token, "the token endpoint", at: "token_endpoint",
      breaks: "RFC6749/3.2/token-tls"),
    plain(
      "authorization", .authorization, "the authorization endpoint",
      at: "authorization_endpoint", breaks: "RFC6749/4.1/tls-authorize"),
    plain(
      "revocation", .revocation, "the revocation endpoint", at: "revocation_endpoint",
      breaks: "RFC7009/2/https"),
    plain(
      "introspection", .introspection, "the introspection endpoint", at: "introspection_endpoint",
      breaks: "RFC7662/2/https"),
    plain(
      "registration", .registration, "the registration endpoint", at: "registration_endpoint",
      breaks: "RFC7591/3/tls"),
    plain(
      "par", .pushedRequest, "the endpoint of pushed requests",
      at: "pushed_authorization_request_endpoint", breaks: "RFC9126/2/https"),
    endpoint(
      "token-fragment", "announces the token endpoint with a fragment",
      breaks: "RFC6749/3.2/token-no-fragment", "/token_endpoint",
      .set(.string(CDSEndpoint.token.url + "#v1"))),
    endpoint(
      "revocation-fragment", "announces the revocation endpoint with a fragment",
      breaks: "RFC7009/2/no-fragment", "/revocation_endpoint",
      .set(.string(CDSEndpoint.revocation.url + "#revoke"))),
    endpoint(
      "par-needed-quoted", "require_pushed_authorization_requests is a string",
      breaks: "RFC9126/5/require-par-type", "/require_pushed_authorization_requests",
      .set("false")),
    endpoint(
      "details-types-map", "maps the authorization details types to words about them",
      breaks: "RFC9396/10/as-metadata", "/authorization_details_types_supported",
      .transform { types in
        guard case .array(let types) = types else { return types }
        return .object(
          types.compactMap { type in
            guard case .string(let name) = type else { return nil }
            return JSONField(name, "A type of authorization details.")
          })
      }),
  ]

  private static func plain(_ endpoint: CDSEndpoint) -> String { "http://{host}" + endpoint.path }
}
