import SynchroHTTP
import SynchroJSON

extension CDSListing {
  /// The number of its section in CDS-WG1-02.
  fileprivate var section: String {
    switch self {
    case .clients: "5"
    case .messages: "6"
    case .credentials: "7"
    case .grants: "8"
    case .files: "9"
    }
  }

  fileprivate var answers: Set<CDSAnswer> { Set(CDSAnswer.allCases.filter { $0.api == self }) }

  /// What the specification calls it.
  fileprivate var title: String {
    switch self {
    case .clients: "Clients API"
    case .messages: "Messages API"
    case .credentials: "Credentials API"
    case .grants: "Grants API"
    case .files: "Server-Provided Files API"
    }
  }
}

extension CDSDefect {
  private static let apis: Set<CDSAnswer> = Set(CDSAnswer.allCases.filter { $0.api != nil })

  /// CDS-WG1-02, section 11.2, and the opening of sections 5 to 9: each API, open in each way.
  static let bearerFaults: [CDSDefect] = CDSListing.allCases.flatMap { api in
    BearerFault.allCases.compactMap { fault in defect(fault, api) }
  }

  private static func defect(_ fault: BearerFault, _ api: CDSListing) -> CDSDefect? {
    guard let (requirements, words) = meaning(of: fault, api) else { return nil }
    let quirk = fault.quirk(api)
    return CDSDefect(
      quirk.name, "\(words) the \(api.title)", breaking: requirements, in: api.answers,
      [.quirk(quirk)])
  }

  private static func meaning(
    of fault: BearerFault, _ api: CDSListing
  ) -> (requirements: [String], words: String)? {
    let section = api.section
    let authenticated =
      api == .files ? ["WG1-02/9/auth-grant-admin"] : ["WG1-02/\(section)/auth-bearer-admin"]
    switch fault {
    case .anonymous:
      let more =
        api == .files
        ? ["WG1-02/9.3/needs-token", "WG1-02/9.4/needs-token", "WG1-02/9.1/download-auth"] : []
      return (more + authenticated, "answers GET without a token in")
    case .anonymousPost:
      let rows: [CDSListing: String] = [
        .messages: "WG1-02/6.9/post-needs-auth", .credentials: "WG1-02/7.5/post-needs-auth",
      ]
      return rows[api].map { ([$0], "answers POST without a token in") }
    case .anonymousPatch:
      let rows: [CDSListing: String] = [
        .messages: "WG1-02/6.11/patch-needs-auth", .credentials: "WG1-02/7.6/patch-needs-auth",
        .grants: "WG1-02/8.6/patch-needs-auth",
      ]
      return rows[api].map { ([$0], "answers PATCH without a token in") }
    case .anyToken: return (authenticated, "takes any string for a token in")
    case .anyScope:
      let rows: [CDSListing: String] = [
        .clients: "WG1-02/5.3/token-scope-required", .messages: "WG1-02/6.8/token-scope-required",
        .credentials: "WG1-02/7.3/token-scope-required",
        .grants: "WG1-02/8.4/token-scope-required",
      ]
      return rows[api].map { ([$0] + authenticated, "takes tokens of any scope in") }
    case .query:
      return (["WG1-02/11.2/bearer-header-\(api.rawValue)"], "takes tokens in the query of")
    case .key:
      return (["WG1-02/11.2/bearer-header-\(api.rawValue)"], "wants a key beside the token in")
    }
  }

  /// RFC 6750, and what else is about tokens in general.
  static let bearerBehaviour: [CDSDefect] = [
    CDSDefect(
      .headerIgnored, "takes access tokens in the query alone", breaks: "RFC6750/2.1/header-method",
      in: apis),
    CDSDefect(
      .objectsOpen, "shows clients, messages, credentials and grants to whoever knows their URLs",
      breaks: "WG1-02/6.4/api-related-requires-token",
      in: [.client, .message, .credential, .grant]),
    CDSDefect(
      .administratorOfClientsAlone, "opens nothing but the Clients API to cds_client_admin",
      breaks: "WG1-02/3.3.1/grants-management-access",
      in: apis.union([.introspection, .clientMetadata])),
    CDSDefect(
      .tokensOutliveExpiry, "accepts access tokens that have expired",
      breaks: "RFC6750/3.1/invalid-token", "RFC7662/4/expired-inactive",
      in: apis.union([.introspection, .clientMetadata])),
    CDSDefect(
      "bearer-challenge-missing", "refuses tokens without WWW-Authenticate",
      breaks: "RFC6750/3/www-authenticate", in: apis,
      [.reply(apis) { _, response in response.head.fields.remove("WWW-Authenticate") }]),
    CDSDefect(
      "bearer-challenge-basic", "asks for HTTP Basic where a token is needed",
      breaks: "RFC6750/3/www-authenticate", in: apis,
      [
        .reply(apis) { _, response in
          guard response.head.fields.contains("WWW-Authenticate") else { return }
          response.head.fields.set("WWW-Authenticate", "Basic realm=\"cds\"")
        }
      ]),
    CDSDefect(
      .schemeCaseMatters, "does not take 'bearer' for the scheme",
      breaks: "RFC6750/2.1/scheme-case",
      in: apis
    ).warnedOf(),
    CDSDefect(
      "bearer-no-token-403", "answers 403 to requests without a token",
      breaks: "RFC6750/3/no-token-401", in: apis,
      [
        .reply(apis) { call, response in
          guard response.head.status == .unauthorized,
            !call.request.fields.contains("Authorization")
          else { return }
          response.head.status = .forbidden
        }
      ]
    ).warnedOf(),
    CDSDefect(
      "bearer-no-token-error-code", "calls the token invalid when there is none",
      breaks: "RFC6750/3.1/no-error-code-without-auth", in: apis,
      [
        .reply(apis) { call, response in
          guard response.head.status == .unauthorized,
            !call.request.fields.contains("Authorization")
          else { return }
          response.head.fields.set(
            "WWW-Authenticate", "Bearer realm=\"cds\", error=\"invalid_token\"")
        }
      ]
    ).warnedOf(),
    CDSDefect(
      "bearer-invalid-token-400", "answers 400 to an invalid token",
      breaks: "RFC6750/3.1/invalid-token", in: apis,
      [
        .reply(apis) { call, response in
          guard response.head.status == .unauthorized,
            call.request.fields.contains("Authorization")
          else { return }
          response.head.status = .badRequest
        }
      ]
    ).warnedOf(),
    CDSDefect(
      "bearer-scope-404", "answers 404 where the scope of the token does not reach",
      breaks: "RFC6750/3.1/insufficient-scope", in: apis,
      [.reply(apis, statusInstead(of: .forbidden, .notFound))]
    ).warnedOf(),
  ]
}
