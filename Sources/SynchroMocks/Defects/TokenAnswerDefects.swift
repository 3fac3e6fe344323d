import SynchroHTTP
import SynchroJSON
import SynchroText

extension CDSDefect {
  private static let token: Set<CDSAnswer> = [.token]
  private static let oauth: Set<CDSAnswer> = [.token, .revocation, .introspection]

  private static func content(
    _ id: String, _ words: String, breaks requirement: String, _ pointer: String,
    _ change: DocumentEdit.Change
  ) -> CDSDefect {
    CDSDefect(id, words, breaks: requirement, in: token, .edit(pointer, change, in: token))
  }

  private static func reply(
    _ id: String, _ words: String, breaks requirement: String,
    in answers: Set<CDSAnswer> = [.token], _ change: @escaping ReplyChange.Change
  ) -> CDSDefect {
    CDSDefect(id, words, breaks: requirement, in: answers, [.reply(answers, change)])
  }

  /// RFC 6749, section 5.1: what a token response says.
  static let tokenAnswers: [CDSDefect] = [
    content(
      "token-access-token-renamed", "calls the access token 'token'",
      breaks: "RFC6749/5.1/access-token", "/access_token", .rename("token")),
    content(
      "token-access-token-number", "sends a number as the access token",
      breaks: "RFC6749/5.1/access-token", "/access_token", .replace(7)),
    content(
      "token-type-missing", "leaves token_type out of the token response",
      breaks: "RFC6749/5.1/token-type", "/token_type", .remove),
    content(
      "token-type-mac", "gives tokens of the type mac", breaks: "RFC6749/5.1/token-type",
      "/token_type", .replace("mac")),
    content(
      "token-expires-in-string", "sends expires_in as a string",
      breaks: "RFC6749/5.1/expires-in-integer", "/expires_in", .replace("3600")),
    content(
      "token-expires-in-float", "sends expires_in with a fraction",
      breaks: "RFC6749/5.1/expires-in-integer", "/expires_in",
      .replace(JSONNumber("3600.5").map { .number($0) } ?? nil)),
    content(
      "token-expires-in-negative", "sends a negative expires_in",
      breaks: "RFC6749/5.1/expires-in-integer", "/expires_in", .replace(-1)),
    content(
      "token-expires-in-missing", "leaves expires_in out of the token response",
      breaks: "RFC6749/5.1/expires-in", "/expires_in", .remove
    ).warnedOf(),
    content(
      "token-refresh-for-credentials", "adds a refresh token to every token response",
      breaks: "RFC6749/4.4/cc-no-refresh", "/refresh_token", .set("never-to-be-used")
    ).warnedOf(),
    reply(
      "token-status-201", "answers 201 to a successful token request",
      breaks: "RFC6749/5.1/status-200", ReplyChange.status(.created)),
    reply(
      "token-form-encoded", "answers token requests with a form", breaks: "RFC6749/5.1/json",
      ReplyChange.content(
        "access_token=abc&token_type=Bearer",
        contentType: "application/x-www-form-urlencoded")),
    reply(
      "token-content-type-text", "calls the token response text/plain",
      breaks: "RFC6749/5.1/json", ReplyChange.contentType("text/plain")),
    reply(
      "token-cacheable", "lets everybody keep the token response",
      breaks: "RFC6749/5.1/no-store"
    ) { _, response in
      guard response.head.status == .ok else { return }
      response.head.fields.set("Cache-Control", "max-age=3600")
    },
    reply(
      "token-pragma-missing", "leaves Pragma out of the token response",
      breaks: "RFC6749/5.1/no-cache"
    ) { _, response in
      if response.head.status == .ok { response.head.fields.remove("Pragma") }
    }.warnedOf(),
  ]

  /// RFC 6749, section 5.2: how a token request is refused.
  static let tokenErrors: [CDSDefect] = [
    reply(
      "token-error-500", "answers 500 to a token request that is wrong",
      breaks: "RFC6749/5.2/error-400", statusInstead(of: .badRequest, .internalServerError)),
    reply(
      "token-error-200", "answers 200 with an error in it", breaks: "RFC6749/5.2/error-400",
      statusInstead(of: .badRequest, .ok)),
    reply(
      "token-error-html", "answers token errors with a page for people",
      breaks: "RFC6749/5.2/error-json"
    ) { _, response in
      guard response.head.status == .badRequest || response.head.status == .unauthorized else {
        return
      }
      response.head.fields.set("Content-Type", "text/html")
      response.body = Array("<!doctype html><title>Error</title><p>Bad request.\n".utf8)
    },
    reply(
      "token-error-without-code", "answers token errors without the member error",
      breaks: "RFC6749/5.2/error-json", error("", to: nil)),
    reply(
      "token-error-lines", "breaks error_description into lines",
      breaks: "RFC6749/5.2/error-chars"
    ) { _, response in
      edit(&response, DocumentEdit("/error_description", .replace("first\nsecond\n")))
    },
    reply(
      "token-missing-parameter-server-error", "answers server_error to a missing parameter",
      breaks: "RFC6749/5.2/invalid-request", error("invalid_request", to: "server_error")),
    reply(
      "token-invalid-grant-for-client", "answers invalid_grant to a client it cannot believe",
      breaks: "RFC6749/5.2/invalid-client", error("invalid_client", to: "invalid_grant")),
    reply(
      "token-invalid-client-400", "answers 400 to a wrong secret",
      breaks: "RFC6749/5.2/invalid-client-401", statusInstead(of: .unauthorized, .badRequest)),
    reply(
      "token-challenge-missing", "answers 401 without WWW-Authenticate at the token endpoint",
      breaks: "RFC6749/5.2/invalid-client-www"
    ) { _, response in response.head.fields.remove("WWW-Authenticate") },
    reply(
      "token-challenge-bearer", "asks for a Bearer token where a client's secret was shown",
      breaks: "RFC6749/5.2/invalid-client-www"
    ) { _, response in
      guard response.head.fields.contains("WWW-Authenticate") else { return }
      response.head.fields.set("WWW-Authenticate", "Bearer realm=\"cds\"")
    },
    reply(
      "token-unknown-grant-invalid-request", "answers invalid_request to an unknown grant type",
      breaks: "RFC6749/5.2/unsupported-grant",
      error("unsupported_grant_type", to: "invalid_request")),
  ]

  /// Replies of one status get another.
  static func statusInstead(of right: HTTPStatus, _ wrong: HTTPStatus) -> ReplyChange.Change {
    { _, response in
      if response.head.status == right { response.head.status = wrong }
    }
  }

  /// Errors of one code get another, or none; an empty code stands for all.
  private static func error(_ right: String, to wrong: String?) -> ReplyChange.Change {
    { _, response in
      guard let document = document(of: response), let code = document["error"],
        right.isEmpty || code == .string(right)
      else { return }
      edit(&response, DocumentEdit("/error", wrong.map { .set(.string($0)) } ?? .remove))
    }
  }

  private static func edit(_ response: inout HTTPResponse, _ edit: DocumentEdit) {
    guard var document = document(of: response) else { return }
    edit.apply(to: &document)
    response.body = Array((JSONPrinter.pretty(document) + "\n").utf8)
  }

  private static func document(of response: HTTPResponse) -> JSONValue? {
    try? JSONDocument(parsing: SourceText(name: "the reply", bytes: response.body)).root.value
  }
}
