import SynchroHTTP
import SynchroJSON
import SynchroTiming

extension CDSCall {
  /// An object as it is shown: changed by the defects of its kind. Nothing is filled in, because
  /// clients have written parts of it.
  func shown(_ kind: CDSObjectKind, _ object: JSONValue) -> JSONValue {
    guard let edits = objectEdits[kind] else { return object }
    var object = object
    for edit in edits { edit.apply(to: &object) { expand($0) } }
    return object
  }

  /// The answer with a document that is made for this client alone.
  func answer(
    _ document: JSONValue, _ status: HTTPStatus = .ok, fields: HTTPFields = [:]
  ) -> HTTPResponse {
    var document = document
    for edit in edits { edit.apply(to: &document) { expand($0) } }
    var fields = fields
    fields.append("Content-Type", "application/json")
    if !fields.contains("Cache-Control") { fields.append("Cache-Control", "no-store") }
    return HTTPResponse(
      status, fields: fields, body: JSONPrinter.answer(document))
  }

  /// A document that only this client may keep, with a validator: 304 when it has it already.
  func privateDocument(_ document: JSONValue) -> HTTPResponse {
    var document = document
    for edit in edits { edit.apply(to: &document) { expand($0) } }
    return cacheable(
      JSONPrinter.answer(document), contentType: "application/json")
  }

  /// A URL of the state, as this client sees it.
  func url(_ link: CDSLink) -> JSONValue { .string(link.url(at: request.origin)) }

  /// A URL or null.
  func url(_ link: CDSLink?) -> JSONValue { link.map { url($0) } ?? .null }

  /// A datetime of RFC 3339.
  static func datetime(_ time: Timestamp) -> JSONValue {
    .string(CivilTime(time, fractionDigits: 6).description)
  }

  /// A datetime or null.
  static func datetime(_ time: Timestamp?) -> JSONValue { time.map { datetime($0) } ?? .null }

  /// An array of strings.
  static func strings(_ texts: some Sequence<String>) -> JSONValue {
    .array(texts.map { .string($0) })
  }
}
