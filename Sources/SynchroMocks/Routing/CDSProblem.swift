import SynchroHTTP
import SynchroJSON

/// A request that an endpoint refuses, thrown from wherever that is found out.
struct CDSProblem: Error {
  var response: HTTPResponse

  init(_ response: HTTPResponse) { self.response = response }

  /// A refusal of one of the APIs, with a sentence for whoever reads it.
  init(_ status: HTTPStatus, _ sentence: String, fields: HTTPFields = [:]) {
    response = CDSCall.problem(status, sentence, fields: fields)
  }

  /// A refusal of an OAuth endpoint. RFC 6749, section 5.2.
  static func oauth(
    _ code: String, _ sentence: String, _ status: HTTPStatus = .badRequest, fields: HTTPFields = [:]
  ) -> CDSProblem {
    var fields = fields
    fields.append("Content-Type", "application/json")
    fields.append("Cache-Control", "no-store")
    fields.append("Pragma", "no-cache")
    let body: JSONValue = ["error": .string(code), "error_description": .string(plain(sentence))]
    return CDSProblem(
      HTTPResponse(status, fields: fields, body: Array((JSONPrinter.pretty(body) + "\n").utf8)))
  }

  /// RFC 6749, section 5.2: a description is made of these characters alone. Sentences may quote
  /// what a client has sent.
  private static func plain(_ sentence: String) -> String {
    String(
      String.UnicodeScalarView(
        sentence.unicodeScalars.prefix(500).map { scalar in
          switch scalar {
          case "\u{20}"..."\u{21}", "\u{23}"..."\u{5B}", "\u{5D}"..."\u{7E}": scalar
          default: "?"
          }
        }))
  }
}
