import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroTiming

/// One request on its way through the endpoints, with the defects that apply to it.
struct CDSCall: Sendable {
  var request: CDSRequest
  let answer: CDSAnswer
  let rules: CDSRules
  /// What defects do to documents of this answer.
  let edits: [DocumentEdit]
  /// What defects do to objects of the APIs, wherever they are shown.
  let objectEdits: [CDSObjectKind: [DocumentEdit]]
  let quirks: Set<Quirk>
  /// The time of the server at the start of the request.
  let now: Timestamp
  /// Which request this is since the start, from 1.
  let number: Int
  /// What chance follows from, with the number.
  var moodSeed: UInt64 = 0
  /// Set as soon as the time or the number is told.
  let moment = MomentMark()

  /// Whether a decision is turned by a defect.
  func has(_ quirk: Quirk) -> Bool { !quirks.isEmpty && quirks.contains(quirk) }

  /// Whether this request is one of the few that a moody defect picks; the same seed and the same
  /// number of requests before give the same answer.
  func chance(_ few: UInt8, in many: UInt8) -> Bool {
    let byte = SHA256.digest(Array("\(moodSeed):\(number)".utf8)).bytes.first ?? 0
    return byte % many < few
  }

  // MARK: - Documents

  /// A document as it is served: edited by defects, with the placeholders filled in.
  func finished(_ document: JSONValue) -> JSONValue {
    var document = document
    for edit in edits { edit.apply(to: &document) }
    return expand(document)
  }

  /// Fills in `{origin}`, `{host}`, `{now}` and `{count}`.
  func expand(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(expand(text))
    case .array(let elements): .array(elements.map(expand))
    case .object(let fields): .object(fields.map { JSONField(expand($0.key), expand($0.value)) })
    case .null, .bool, .number: value
    }
  }

  func expand(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
    var text = text.replacing("{origin}", with: request.origin)
    if text.contains("{host}") {
      let host = request.origin.split(separator: "/").last.map(String.init) ?? ""
      text = text.replacing("{host}", with: host)
    }
    if text.contains("{now}") {
      moment.set()
      let now = CivilTime(now, fractionDigits: 9)
      text = text.replacing("{now}", with: now.description)
    }
    guard text.contains("{count}") else { return text }
    moment.set()
    return text.replacing("{count}", with: String(number))
  }

  // MARK: - Responses

  /// A JSON document that clients may keep and ask about again.
  func document(_ document: JSONValue, contentType: String = "application/json") -> HTTPResponse {
    cacheable(JSONPrinter.answer(finished(document)), contentType: contentType)
  }

  /// A body with a validator, or 304 when the client has it already (RFC 9110, section 13.1.2).
  func cacheable(_ body: [UInt8], contentType: String) -> HTTPResponse {
    let tag = "\"\(SHA256.digest(body).hex.prefix(32))\""
    let isPrivate = request.fields.contains("Authorization")
    var fields: HTTPFields = [
      "ETag": tag, "Cache-Control": isPrivate ? "private, no-cache" : "public, no-cache",
    ]
    if let known = request.fields.list("If-None-Match"),
      known.contains(where: { $0 == "*" || $0 == tag || $0 == "W/" + tag })
    {
      return HTTPResponse(.notModified, fields: fields)
    }
    fields.append("Content-Type", contentType)
    return HTTPResponse(.ok, fields: fields, body: body)
  }

  /// An error with a sentence for whoever reads it.
  static func problem(
    _ status: HTTPStatus, _ sentence: String, fields: HTTPFields = [:]
  ) -> HTTPResponse {
    var fields = fields
    fields.append("Content-Type", "application/json")
    fields.append("Cache-Control", "no-store")
    let body: JSONValue = ["error": .string(sentence)]
    return HTTPResponse(
      status, fields: fields, body: Array((JSONPrinter.pretty(body) + "\n").utf8))
  }
}
