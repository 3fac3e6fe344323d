import SynchroHTTP
import SynchroJSON
import SynchroServer
import SynchroText
import SynchroTiming
import Testing

@testable import SynchroMocks

@Suite struct OperatorTests {
  /// A tour with an operator beside it.
  private struct Stage {
    let tour: Tour
    let people: CDSOperator

    init(_ defects: [CDSDefect] = []) throws {
      tour = try Tour(defects)
      people = CDSOperator(of: tour.service, key: "the-key")
    }

    func act(
      _ method: HTTPMethod, _ path: String, _ content: JSONValue? = nil, key: String = "the-key"
    ) -> HTTPResponse {
      var fields: HTTPFields = ["Authorization": "Bearer " + key]
      if content != nil { fields.append("Content-Type", "application/json") }
      let body = content.map { Array(JSONPrinter.compact($0).utf8) } ?? []
      let request = CDSRequest(method, "/operator" + path, fields: fields, body: body)
      if case .response(let response) = people.reply(to: request) { return response }
      return HTTPResponse(599)
    }

    /// The messages that the client finds, the newest first.
    func messages() throws -> [JSONValue] {
      try json(tour.get(CDSEndpoint.messages.path))["unread"].elements
    }
  }

  @Test func `every action is listed and refuses whoever lacks the key`() throws {
    let stage = try Stage()
    let listed = try json(stage.act(.get, ""))
    #expect(Optional(listed).elements.count == OperatorAction.all.count)
    for action in OperatorAction.all {
      let path = action.path.replacing("{id}", with: "x")
      #expect(stage.act(action.method, path, key: "guessed").head.status == .unauthorized)
      #expect(stage.act(.head, path).head.status == .methodNotAllowed)
    }
    #expect(stage.act(.get, "/nothing").head.status == .notFound)
  }

  @Test(arguments: [
    ("/clock", #"{"advance":"soon"}"#, 400, "90m"), ("/clock", #"{"advance":-1}"#, 400, "seconds"),
    ("/clock", #"{"advanced":1}"#, 400, "advance"), ("/clock", "[]", 400, "object"),
    ("/clock", "{", 400, "JSON"), ("/clock", #"{"advance":1,"advance":2}"#, 400, "twice"),
    ("/clock", #"{"advance":1,"and":2}"#, 400, "'and'"),
    ("/defects/metadata-version-wrog", "", 404, "metadata-version-wrong"),
    ("/messages/none/decision", #"{"status":"complete"}"#, 404, "none"),
    ("/messages/none/decision", #"{"status":"done"}"#, 400, "'rejected'"),
    ("/registrations/none/onboarding", "", 404, "/operator/registrations"),
    ("/clients/none/production", "", 404, "none"),
    ("/credentials/none/expiry", #"{"at":"now"}"#, 400, "RFC 3339"),
    ("/credentials/none/expiry", "", 404, "none"),
    ("/clients/none/grants", #"{"scope":"x"}"#, 404, "none"),
    ("/grants/none/status", #"{"status":"open"}"#, 400, "'active'"),
    ("/clients/none/files", #"{"name":"a","mime_type":"b","content":""}"#, 400, "media type"),
    ("/clients/none/files", #"{"name":"a","mime_type":"a/b","content":"%"}"#, 400, "Base64"),
  ])
  func `what makes no sense is refused with what would`(
    path: String, content: String, status: Int, words: String
  ) throws {
    let stage = try Stage()
    var fields: HTTPFields = ["Authorization": "Bearer the-key"]
    fields.append("Content-Type", "application/json")
    let request = CDSRequest(
      .post, "/operator" + path, fields: fields, body: Array(content.utf8))
    guard case .response(let response) = stage.people.reply(to: request) else {
      Issue.record("no response")
      return
    }
    #expect(response.head.status.code == status)
    #expect(try (json(response)["error"].text ?? "").contains(words))
  }

  @Test func `the clock goes forward, and only a clock that may`() throws {
    let stage = try Stage()
    let before = stage.tour.clock.now
    #expect(stage.act(.post, "/clock", ["advance": "30d"]).head.status == .ok)
    #expect(before.duration(to: stage.tour.clock.now) == .seconds(30 * 86_400))
    let real = CDSOperator(of: CDSService(seed: try referenceSeed()), key: "k")
    let request = CDSRequest(
      .post, "/operator/clock",
      fields: ["Authorization": "Bearer k", "Content-Type": "application/json"],
      body: Array(#"{"advance":1}"#.utf8))
    guard case .response(let response) = real.reply(to: request) else { return }
    #expect(response.head.status == .conflict)
  }

  @Test func `defects are put on and taken off while the server runs`() throws {
    let stage = try Stage()
    let id = "metadata-version-wrong"
    func version() throws -> String? {
      try json(stage.tour.ask(.get, CDSSeed.wellKnownPath))["cds_metadata_version"].text
    }
    #expect(try version() == "v1")
    #expect(stage.act(.post, "/defects/" + id).head.status == .ok)
    #expect(stage.act(.post, "/defects/" + id).head.status == .ok)
    #expect(stage.tour.service.defects.map(\.id) == [id])
    #expect(try version() == "1.0")
    #expect(stage.act(.delete, "/defects/" + id).head.status == .ok)
    #expect(try version() == "v1")
    #expect(
      stage.act(.put, "/defects", ["defects": [.string(id), "none"]]).head.status == .notFound)
    #expect(stage.tour.service.defects.isEmpty, "what is refused halfway changes nothing")
  }

  @Test func `what people decide reaches the client as messages`() throws {
    let stage = try Stage()
    try stage.tour.register()
    let client = stage.tour.administrator.id
    let written = stage.act(
      .post, "/registrations/\(client)/messages",
      ["type": "private_message", "name": "Hello", "description": "A line."])
    #expect(written.head.status == .ok)
    #expect(try stage.messages().first?["name"] == "Hello")

    let asked = try json(
      stage.act(
        .post, "/registrations/\(client)/requests",
        [
          "name": "One more", "description": "We need it.",
          "fields": [["field": "licence", "name": "Licence", "description": "A copy."]],
        ]))
    let request = asked["message_id"].text ?? ""
    let decided = stage.act(
      .post, "/messages/\(request)/decision", ["status": "rejected", "reason": "too late"])
    #expect(decided.head.status == .ok)
    let update = try #require(try stage.messages().first)
    #expect(update["type"] == "request_update" && update["status"] == "rejected")
    #expect(update["description"].text?.contains("too late") == true)

    #expect(stage.act(.post, "/registrations/\(client)/onboarding", [:]).head.status == .ok)
    let shown = try json(stage.act(.get, "/registrations/\(client)"))
    #expect(shown["onboarding"].elements.allSatisfy { $0["status"] == "complete" })
  }

  @Test func `people decide by the defects that are on, not by those of the last request`() throws {
    let stage = try Stage()
    try stage.tour.register()
    let client = stage.tour.administrator.id
    func updates(afterDeciding number: Int) throws -> Int {
      let asked = stage.act(
        .post, "/registrations/\(client)/requests",
        [
          "name": .string("\(number)"), "description": "We need it.",
          "fields": [["field": "licence"]],
        ])
      let request = try json(asked)["message_id"].text ?? ""
      let decided = stage.act(
        .post, "/messages/\(request)/decision", ["status": "rejected", "reason": "too late"])
      #expect(decided.head.status == .ok)
      return try stage.messages().count { $0["type"] == "request_update" }
    }
    let before = try updates(afterDeciding: 1)
    #expect(stage.act(.post, "/defects/decision-no-update").head.status == .ok)
    #expect(try updates(afterDeciding: 2) == before)
    #expect(stage.act(.delete, "/defects/decision-no-update").head.status == .ok)
    #expect(try updates(afterDeciding: 3) == before + 1)
  }

  @Test func `secrets expire, grants change and files are shared as the operator says`() throws {
    let stage = try Stage()
    try stage.tour.register()
    let client = stage.tour.administrator.id
    let added = try json(stage.act(.post, "/clients/\(client)/credentials", [:]))
    let credential = added["credential_id"].text ?? ""
    #expect(stage.act(.post, "/credentials/\(credential)/expiry", [:]).head.status == .ok)
    let listed = try json(stage.tour.get(CDSEndpoint.credentials.path + "/" + credential))
    let end = try #require(listed["client_secret_expires_at"])
    #expect(end != 0)

    let registration = try json(stage.act(.get, "/registrations/\(client)"))
    let sandbox = try #require(
      registration["clients"].elements.first { $0["scope"] == "lakeland_usage" }?["client_id"].text)
    let grant = try json(
      stage.act(.post, "/clients/\(sandbox)/grants", ["scope": "lakeland_usage", "user": "ada"]))
    let id = grant["grant_id"].text ?? ""
    #expect(grant["status"] == "active")
    let suspended = stage.act(.post, "/grants/\(id)/status", ["status": "suspended"])
    #expect(suspended.head.status == .ok)
    let seen = try json(stage.tour.get(CDSEndpoint.grants.path + "/" + id))
    #expect(seen["status"] == "suspended" && seen["enabled_scope"] == "")

    let status = "/clients/\(sandbox)/status"
    #expect(stage.act(.post, status, ["status": "production"]).head.status == .conflict)
    #expect(stage.act(.post, status, ["status": "disabled"]).head.status == .ok)
    let disabled = try json(stage.tour.get(CDSEndpoint.clients.path + "/" + sandbox))
    #expect(disabled["cds_status"] == "disabled")
  }

  @Test func `a saved state is taken up where it was left`() throws {
    let stage = try Stage()
    try stage.tour.register()
    let before = try json(stage.tour.get(CDSEndpoint.messages.path))
    let text = try stage.tour.service.savedState()
    let clock = CDSClock(.standing, start: stage.tour.clock.now)
    let other = CDSService(seed: try referenceSeed(), clock: clock)
    try other.restore(SourceText(name: "state", text))
    let request = CDSRequest(
      .get, CDSEndpoint.messages.path,
      fields: ["Authorization": "Bearer " + stage.tour.token], origin: origin)
    guard case .response(let response) = other.reply(to: request) else { return }
    #expect(try json(response) == before)
    #expect(try other.savedState().count == text.count)
  }

  @Test(arguments: ["", "{}", "[]", #"{"format":"synchroscope-cds-state-1"}"#])
  func `what is no saved state is refused and changes nothing`(text: String) throws {
    let tour = try Tour()
    try tour.register()
    #expect(throws: StateError.self) {
      try tour.service.restore(SourceText(name: "state", text))
    }
    #expect(tour.get(CDSEndpoint.clients.path).head.status == .ok)
  }

  /// The value with another one at a place; the place must be there.
  private func replacing(
    _ value: JSONValue, at path: ArraySlice<String>, by new: JSONValue
  ) throws -> JSONValue {
    guard let name = path.first else { return new }
    guard case .object(var fields) = value else { throw CancellationError() }
    let index = try #require(fields.firstIndex { $0.key == name })
    fields[index] = JSONField(
      name, try replacing(fields[index].value, at: path.dropFirst(), by: new))
    return .object(fields)
  }

  @Test(arguments: [
    ("state/authorizations/pushed/done", "-1", true),
    ("state/authorizations/pushed/done", "99", true),
    ("state/authorizations/codes/limit", "0", true),
    ("state/access/shortLived/start", "-1", true), ("state/access/longLived/start", "99", true),
    ("state/clientRecords/bytes", "-9223372036854775808", true),
    ("state/onboarding/messageBytesOfAll", "-1", true),
    ("state/onboarding/messageBytes", #"{"a":9223372036854775807}"#, true),
    ("random/counter", "-1", true), ("random/counter", "18446744073709551615", false),
    ("clockAheadSeconds", "9223372036854775807", false),
  ])
  func `a state that nobody has saved does not stop the server`(
    path: String, text: String, isRefused: Bool
  ) throws {
    let tour = try Tour()
    try tour.register()
    func read(_ text: String) throws -> JSONValue {
      try JSONDocument(parsing: SourceText(name: "state", text)).root.value
    }
    let hostile = try replacing(
      read(tour.service.savedState()), at: path.split(separator: "/").map(String.init)[...],
      by: read(text))
    let source = SourceText(name: "state", JSONPrinter.compact(hostile))
    if isRefused {
      let error = #expect(throws: StateError.self) { try tour.service.restore(source) }
      #expect(error?.description.contains("'state' cannot be taken up") == true)
    } else {
      try tour.service.restore(source)
    }
    #expect(tour.get(CDSEndpoint.clients.path).head.status == .ok)
    try tour.register()
  }
}
