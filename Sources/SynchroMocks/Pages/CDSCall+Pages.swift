import SynchroHTTP

extension CDSCall {
  /// A page for the person who asks, which nobody keeps, frames or adds a script to. A form on it
  /// may end at another place: browsers hold redirects after a form to the page's policy, too.
  func page(
    _ page: HTMLPage, _ status: HTTPStatus = .ok, leadingTo uri: String? = nil,
    fields more: HTTPFields = [:]
  ) -> HTTPResponse {
    var fields = more
    let forms = ["'self'"] + [uri.flatMap(Self.formSource)].compactMap { $0 }
    let policy = [
      "default-src 'none'", "style-src " + PageStyle.source, "base-uri 'none'",
      "frame-ancestors 'none'", "form-action " + forms.joined(separator: " "),
    ]
    fields.append("Content-Type", "text/html; charset=utf-8")
    fields.append("Cache-Control", "no-store")
    fields.append("Content-Security-Policy", policy.joined(separator: "; "))
    fields.append("X-Frame-Options", "DENY")
    fields.append("X-Content-Type-Options", "nosniff")
    fields.append("Referrer-Policy", "no-referrer")
    return HTTPResponse(status, fields: fields, body: Array(page.html.utf8))
  }

  /// A refusal for people.
  func problemPage(
    _ sentence: String, _ status: HTTPStatus = .badRequest, fields: HTTPFields = [:]
  ) -> CDSProblem {
    CDSProblem(page(.problem(sentence), status, fields: fields))
  }

  /// What a person has sent: the form, or the query when there is none.
  func pageForm() throws(CDSProblem) -> HTTPForm {
    do {
      return try request.method == .post ? form() : query()
    } catch {
      throw problemPage("What your browser has sent cannot be read as a form.")
    }
  }

  /// How a policy names the places that begin as a URI does. Hosts with characters that mean
  /// something in a policy are left out, and with them the whole place.
  private static func formSource(_ text: String) -> String? {
    guard let uri = try? URI(text) else { return nil }
    guard let host = uri.host, uri.origin != nil else { return uri.scheme + ":" }
    let isPlain = host.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"):
        true
      default: false
      }
    }
    guard isPlain else { return uri.scheme + ":" }
    return uri.scheme + "://" + host + (uri.port.map { ":\($0)" } ?? "")
  }
}
