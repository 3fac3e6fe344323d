import SynchroHTTP
import SynchroJSON
import SynchroServer
import SynchroTestSupport
import SynchroText

@testable import SynchroMocks

/// The origin of requests that never see a wire.
let origin = "https://cds.example"
let bearer: HTTPFields = ["Authorization": "Bearer partner-token-for-tests-only"]

/// The reference data, read once: thousands of servers are started with it.
private let readSeed = Result {
  try CDSSeed(
    reading: SourceText(name: "reference.json", bytes: try Fixtures.bytes("cds/reference.json")))
}

func referenceSeed() throws -> CDSSeed { try readSeed.get() }

extension CDSService {
  /// The response to one request; bytes of a wire fault as a response that no server sends.
  func ask(
    _ target: String, _ method: HTTPMethod = .get, _ fields: HTTPFields = [:]
  ) -> HTTPResponse {
    switch reply(to: CDSRequest(method, target, fields: fields, origin: origin)) {
    case .response(let response): return response
    case .wire(let steps): return HTTPResponse(599, body: Array("\(steps)".utf8))
    case .deferred: return HTTPResponse(598)
    }
  }

  /// The JSON document at a target.
  func document(_ target: String, _ fields: HTTPFields = [:]) throws -> JSONValue {
    try json(ask(target, .get, fields))
  }

  /// The ids of every entry from a target on, over all pages.
  func ids(from target: String) throws -> [String] {
    var ids: [String] = []
    var next: String? = target
    for _ in 0..<100 {
      guard let target = next else { return ids }
      let page = try document(target)
      ids += page["coverage_entries"].elements.compactMap { $0["id"].text }
      next = page["next"].text.map { String($0.dropFirst(origin.count)) }
    }
    return ids + ["and so on for ever"]
  }
}

func json(_ response: HTTPResponse) throws -> JSONValue {
  try JSONDocument(parsing: SourceText(name: "body", bytes: response.body)).root.value
}

extension Optional<JSONValue> {
  var text: String? {
    if case .string(let text)? = self { text } else { nil }
  }

  var elements: [JSONValue] {
    if case .array(let elements)? = self { elements } else { [] }
  }

  var values: [JSONValue] {
    if case .object(let fields)? = self { fields.map(\.value) } else { [] }
  }

  var names: [String] {
    if case .object(let fields)? = self { fields.map(\.key) } else { [] }
  }
}
