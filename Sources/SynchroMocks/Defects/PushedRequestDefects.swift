import SynchroHTTP
import SynchroJSON

extension Quirk {
  static let pushedAsJSON = Quirk("par-needs-json")
  static let pushedByAnybody = Quirk("par-without-authentication")
  static let pushedRequestURI = Quirk("par-request-uri-accepted")
  static let anyResponseType = Quirk("par-any-response-type")
  static let pushedByNumber = Quirk("par-request-uri-numbered")
  static let pushedByGet = Quirk("par-get-accepted")
  static let pushedForEveryone = Quirk("par-request-uri-for-every-client")
  static let pushedForLong = Quirk("par-request-uri-outlives-expiry")
  static let pushedReusable = Quirk("par-request-uri-reusable")
  static let pushedWeek = Quirk("par-expires-in-a-week")
  static let requestURIUnread = Quirk("par-request-uri-refused")
}

extension CDSDefect {
  private static let pushed: Set<CDSAnswer> = [.pushedRequest]

  /// RFC 9126: pushed authorization requests.
  static let pushedRequests: [CDSDefect] = [
    CDSDefect(
      "par-404", "has nothing at the endpoint for pushed requests", breaks: "WG1-02/3.2/par-works",
      in: pushed, [.reply(pushed, ReplyChange.always(.notFound, "nothing is here"))]),
    CDSDefect(
      .pushedAsJSON, "reads pushed requests as JSON and refuses forms",
      breaks: "RFC9126/2.1/post-form", in: pushed),
    CDSDefect(
      .pushedByAnybody, "takes pushed requests from clients that do not show who they are",
      breaks: "RFC9126/2.1/client-auth", in: pushed),
    CDSDefect(
      .pushedRequestURI, "takes pushed requests with a request_uri",
      breaks: "RFC9126/2.1/no-request-uri", in: pushed),
    CDSDefect(
      .anyResponseType, "goes on with every response_type, pushed or not",
      breaks: "RFC9126/2.1/validated", in: [.pushedRequest, .authorization]),
    CDSDefect(
      "par-status-200", "answers a pushed request with 200", breaks: "RFC9126/2.2/status-201",
      in: pushed,
      [
        .reply(
          pushed,
          { _, response in
            if response.head.status == .created { response.head.status = .ok }
          })
      ]),
    CDSDefect(
      "par-request-uri-missing", "answers a pushed request without request_uri",
      breaks: "RFC9126/2.2/request-uri", in: pushed, .edit("/request_uri", .remove, in: pushed)),
    CDSDefect(
      "par-request-uri-not-string", "answers a pushed request with a number as request_uri",
      breaks: "RFC9126/2.2/request-uri", in: pushed, .edit("/request_uri", .replace(7), in: pushed)),
    CDSDefect(
      "par-expires-in-string", "expires_in of a pushed request is a string",
      breaks: "RFC9126/2.2/expires-in", in: pushed,
      .edit("/expires_in", .replace("90"), in: pushed)),
    CDSDefect(
      "par-expires-in-missing", "answers a pushed request without expires_in",
      breaks: "RFC9126/2.2/expires-in", in: pushed, .edit("/expires_in", .remove, in: pushed)),
    CDSDefect(
      "par-expires-in-zero", "expires_in of a pushed request is 0",
      breaks: "RFC9126/2.2/expires-in", in: pushed, .edit("/expires_in", .replace(0), in: pushed)),
    CDSDefect(
      .pushedByNumber, "counts pushed requests: request_uri ends in 1, 2, 3 …",
      breaks: "RFC9126/2.2/request-uri-unguessable", in: pushed),
    CDSDefect(
      .pushedForEveryone, "lets a client use the request_uri of another",
      breaks: "RFC9126/2.2/request-uri-bound", in: [.authorization]),
    CDSDefect(
      .pushedWeek, "keeps pushed requests for a week", breaks: "RFC9126/2.2/expires-short",
      in: pushed
    ).warnedOf(),
    CDSDefect(
      "par-html-errors", "reports what is wrong with a pushed request as HTML",
      breaks: "RFC9126/2.3/error-format", in: pushed,
      [
        .reply(
          pushed,
          { _, response in
            guard response.head.status.category == .clientError else { return }
            response.head.fields.set("Content-Type", "text/html")
            response.body = Array("<!doctype html><title>Error</title><p>Bad request.\n".utf8)
          })
      ]),
    CDSDefect(
      .pushedByGet, "takes pushed requests by GET", breaks: "RFC9126/2.3/error-405", in: pushed),
    CDSDefect(
      .requestURIUnread, "refuses the request_uri that it has given out",
      breaks: "RFC9126/4/authorize-with-request-uri", in: [.authorization]),
    CDSDefect(
      .pushedForLong, "accepts a request_uri that has expired",
      breaks: "RFC9126/4/request-uri-expired", in: [.authorization]),
    CDSDefect(
      .pushedReusable, "accepts a request_uri whose request has been answered",
      breaks: "RFC9126/4/request-uri-once", in: [.authorization]
    ).warnedOf(),
  ]
}
