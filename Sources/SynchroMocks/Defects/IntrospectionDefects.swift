import SynchroHTTP
import SynchroJSON

extension Quirk {
  /// Nobody has to say who asks.
  static let introspectionOpen = Quirk("introspect-open")
  /// Revoked tokens are active.
  static let revokedStillActive = Quirk("introspect-revoked-active")
  /// Expired tokens are active.
  static let expiredStillActive = Quirk("introspect-expired-active")
  /// Tokens that ever were are active.
  static let introspectionOfIssued = Quirk("introspect-all-active")
  /// A wrong hint is believed.
  static let introspectionBelievesHint = Quirk("introspect-believes-hint")
  /// Every token is an active one, known or not.
  static let introspectionOfAnything = Quirk("introspect-anything-active")
  /// Unknown tokens are not found.
  static let introspectionNotFound = Quirk("introspect-unknown-404")
  /// No token is an active one.
  static let introspectionWithoutToken = Quirk("introspect-missing-token-active")
}

extension CDSDefect {
  private static let introspection: Set<CDSAnswer> = [.introspection]

  private static func content(
    _ id: String, _ words: String, breaks requirement: String, _ pointer: String,
    _ change: DocumentEdit.Change
  ) -> CDSDefect {
    CDSDefect(
      id, words, breaks: requirement, in: introspection,
      .edit(pointer, change, in: introspection))
  }

  /// RFC 7662, and RFC 9396, section 9.2: what is said of tokens.
  static let introspection7662: [CDSDefect] =
    introspectionRequests + introspectionMembers
    + [
      CDSDefect(
        .introspectionOfAnything, "calls every token active, also what it has never given out",
        breaks: "WG1-02/3.2/introspection-works", "RFC7662/2.2/unknown-inactive",
        in: introspection),
      content(
        "introspect-active-string", "sends active as a string",
        breaks: "RFC7662/2.2/active-present",
        "/active", .transform { .string($0 == true ? "true" : "false") }),
      content(
        "introspect-active-missing", "leaves active out", breaks: "RFC7662/2.2/active-present",
        "/active", .remove),
      content(
        "introspect-never-active", "calls live tokens inactive",
        breaks: "RFC7662/2.2/active-true", "/active", .set(false)),
      content(
        "introspect-scope-array", "sends scope as an array",
        breaks: "RFC7662/2.2/scope-consistent", "/scope",
        .transform { .array([$0]) }),
      content(
        "introspect-scope-more", "names scopes that the token does not have",
        breaks: "RFC7662/2.2/scope-consistent", "/scope",
        .replace("cds_client_admin lakeland_usage openid everything")),
      content(
        "introspect-details-other", "names authorization_details of another type",
        breaks: "RFC9396/9.2/introspection", "/authorization_details",
        .replace([["type": "lakeland_everything"]])),
      content(
        "introspect-details-nested", "puts authorization_details in a string",
        breaks: "RFC9396/9.2/introspection", "/authorization_details", .replace("[{\"type\":1}]")),
      content(
        "introspect-inactive-talkative", "says why a token is inactive",
        breaks: "RFC7662/2.2/inactive-no-details", "",
        .transform { document in
          guard document["active"] == false, case .object(let fields) = document else {
            return document
          }
          return .object(fields + [JSONField("reason", "revoked by its client")])
        }
      ).warnedOf(),
    ]

  private static let introspectionRequests: [CDSDefect] = [
    CDSDefect(
      "introspect-post-refused", "answers 405 to POST at the introspection endpoint",
      breaks: "RFC7662/2.1/post-form", in: introspection,
      [.reply(introspection, ReplyChange.always(.methodNotAllowed, "use GET"))]),
    CDSDefect(
      .introspectionOpen, "tells everybody about every token",
      breaks: "RFC7662/2.1/needs-authorization", in: introspection),
    CDSDefect(
      "introspect-wrong-secret-inactive", "answers 200 and inactive to a wrong secret",
      breaks: "RFC7662/2.3/bad-credentials-401", "RFC7662/2.1/needs-authorization",
      in: introspection,
      [
        .reply(introspection) { call, response in
          guard response.head.status == .unauthorized else { return }
          response = call.answer(["active": false])
        }
      ]),
    CDSDefect(
      "introspect-jwt", "answers with a signed token", breaks: "RFC7662/2.2/json",
      in: introspection,
      [
        .reply(
          introspection,
          ReplyChange.content(
            "eyJhbGciOiJFUzI1NiJ9.eyJhY3RpdmUiOnRydWV9.c2ln",
            contentType: "application/token-introspection+jwt"))
      ]),
    CDSDefect(
      .introspectionNotFound, "answers 404 to the introspection of an unknown token",
      breaks: "RFC7662/2.2/unknown-inactive", in: introspection),
    CDSDefect(
      .revokedStillActive, "calls revoked tokens active", breaks: "RFC7662/4/revoked-inactive",
      in: introspection),
    CDSDefect(
      .expiredStillActive, "calls expired tokens active", breaks: "RFC7662/4/expired-inactive",
      in: introspection),
    CDSDefect(
      .introspectionOfIssued, "calls every token active that it has ever given out",
      breaks: "RFC7662/4/revoked-inactive", "RFC7662/4/expired-inactive", in: introspection),
    CDSDefect(
      .introspectionWithoutToken, "answers active to a request without a token",
      breaks: "RFC7662/2.1/missing-token-error", in: introspection),
    CDSDefect(
      .introspectionBelievesHint, "calls tokens inactive of which the hint is not true",
      breaks: "RFC7662/2.1/wrong-hint", in: introspection),
  ]

  /// Every optional member, mistyped.
  private static let introspectionMembers: [CDSDefect] = {
    let faults: [(member: String, wrong: JSONValue, words: String)] = [
      ("client_id", 7, "a number"), ("token_type", ["Bearer"], "an array"),
      ("exp", "2030-01-01T00:00:00Z", "a datetime"), ("iat", "1800000000", "a string"),
      ("nbf", nil, "null"), ("sub", 7, "a number"), ("iss", [:], "an object"),
    ]
    return faults.map { fault in
      content(
        "introspect-\(fault.member.replacing("_", with: "-"))-mistyped",
        "sends \(fault.member) of a token as \(fault.words)",
        breaks: "RFC7662/2.2/optional-types", "/" + fault.member, .replace(fault.wrong))
    }
  }()
}
