import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroServer
import SynchroTestSupport
import SynchroTiming
import Testing

@testable import SynchroMocks

/// What the messages API takes, refuses and keeps. CDS-WG1-02, section 6.
@Suite struct MessageTests {
  private static let messages = CDSEndpoint.messages.path

  private func settled() throws -> (Tour, Residents) {
    let tour = try Tour()
    let residents = Residents(in: tour)
    tour.token = residents.token
    return (tour, residents)
  }

  /// A right private message, with some members changed; those without a value are left out.
  private func message(_ changes: [(String, JSONValue?)]) -> JSONValue {
    var fields: [JSONField] = [
      JSONField("previous_uri", nil), JSONField("type", "private_message"),
      JSONField("name", "Hello"), JSONField("description", "There"),
    ]
    for (name, value) in changes {
      fields.removeAll { $0.key == name }
      if let value { fields.append(JSONField(name, value)) }
    }
    return .object(fields)
  }

  private func attachment(_ name: JSONValue, _ type: JSONValue, _ data: JSONValue) -> JSONValue {
    [["filename": name, "mime_type": type, "data": data]]
  }

  @Test func `submissions are taken or refused as the specification demands`() throws {
    let (tour, residents) = try settled()
    let welcome = try #require(tour.messages(.notification).first)
    let here = JSONValue.string(origin + Self.messages + "/" + welcome.id)
    let sandbox = JSONValue.string(origin + "/cds/clients/" + residents.sandbox)
    let admin = JSONValue.string(origin + "/cds/clients/" + residents.administrator)
    let grant: JSONValue = ["scope": "lakeland_market", "authorization_details": []]
    let cases: [(JSONValue, Int)] = [
      (message([]), 201),
      (message([("previous_uri", here)]), 201),
      (message([("previous_uri", 7)]), 400),
      (message([("previous_uri", .string(origin + Self.messages))]), 400),
      (message([("type", "Private_Message")]), 400),
      (message([("type", nil)]), 400),
      (message([("name", nil)]), 400),
      (message([("name", .null)]), 400),
      (message([("name", .string(String(repeating: "n", count: 1_001)))]), 400),
      (message([("description", 7)]), 400),
      (message([("related_uri", .null)]), 201),
      (message([("related_uri", "https://client.example/ticket/1")]), 201),
      (message([("related_uri", "mailto:desk@client.example")]), 201),
      (message([("related_uri", "/relative")]), 400),
      (message([("related_uri", "")]), 400),
      (message([("related_uri", "https:///nobody")]), 400),
      (message([("related_type", "url")]), 400),
      (message([("unknown", ["a": 1])]), 201),
      (message([("updates_requested", [])]), 400),
      (message([("grants_requested", [grant])]), 400),
      (message([("attachments", [])]), 201),
      (message([("attachments", .null)]), 400),
      (message([("attachments", attachment("a", "text/plain", "QQ=="))]), 201),
      (message([("attachments", attachment("", "text/plain", "QQ=="))]), 400),
      (message([("attachments", attachment("a", "txt", "QQ=="))]), 400),
      (message([("attachments", attachment("a", "text/plain", "QQ"))]), 400),
      (message([("attachments", attachment("a", "text/plain", "Q Q="))]), 400),
      (message([("attachments", .array(Array(repeating: .null, count: 101)))]), 400),
      (message([("type", "support_request")]), 201),
      (message([("type", "client_submission")]), 400),
      (
        message([
          ("type", "client_submission"), ("name", ""), ("description", ""), ("previous_uri", here),
        ]), 400
      ),
      (message([("type", "production_request")]), 400),
      (message([("type", "production_request"), ("related_uri", sandbox)]), 201),
      (message([("type", "production_request"), ("related_uri", admin)]), 400),
      (message([("type", "grant_request"), ("grants_requested", [])]), 400),
      (message([("type", "grant_request"), ("grants_requested", [grant])]), 201),
      (
        message([
          ("type", "grant_request"), ("name", .null), ("grants_requested", [grant]),
          ("related_uri", sandbox),
        ]), 201
      ),
      (
        message([
          ("type", "grant_request"), ("grants_requested", [grant]), ("related_uri", admin),
        ]), 400
      ),
      (message([("type", "grant_request"), ("grants_requested", [["scope": "openid"]])]), 400),
      (.null, 400), ([], 400),
    ]
    for (document, status) in cases {
      let response = tour.send(.post, Self.messages, document)
      #expect(
        response.head.status.code == status,
        "\(JSONPrinter.compact(document)): \(String(decoding: response.body, as: UTF8.self))")
    }
  }

  @Test
  func `a long attachment is kept to the letter, and a message of nothing but brackets is not`()
    throws
  {
    let (tour, _) = try settled()
    let data = String(repeating: "QUJD", count: 500_000)
    let created = try json(
      tour.send(
        .post, Self.messages,
        message([("attachments", attachment("a.bin", "application/octet-stream", .string(data)))])))
    let uri = try #require(created["uri"].text)
    let read = try json(tour.get(uri))
    #expect(read == created)
    #expect(read["attachments"].elements.first?["data"] == .string(data))
    let brackets = "{\"type\":[" + String(repeating: "[],", count: 300_000) + "[]]}"
    let refused = tour.ask(
      .post, Self.messages,
      fields: ["Authorization": "Bearer " + tour.token, "Content-Type": "application/json"],
      body: Array(brackets.utf8))
    #expect(refused.head.status == .badRequest)
  }

  @Test func `of attachments nothing is kept but what the server knows`() throws {
    let (tour, _) = try settled()
    let zeros = JSONValue.array(Array(repeating: 0, count: 19_000))
    let sent: JSONValue = [
      ["filename": "a", "mime_type": "text/plain", "data": "QQ==", "x": zeros]
    ]
    let created = try json(tour.send(.post, Self.messages, message([("attachments", sent)])))
    #expect(created["attachments"] == attachment("a", "text/plain", "QQ=="))
    let grants: JSONValue = [["scope": "lakeland_market", "authorization_details": zeros]]
    let asked = message([("type", "grant_request"), ("grants_requested", grants)])
    let refused = tour.send(.post, Self.messages, asked)
    #expect(refused.head.status == .badRequest)
    #expect(try json(refused)["error"].text?.contains("500") == true)
    let grant: JSONValue = [["scope": "lakeland_market", "authorization_details": [], "x": zeros]]
    let kept = try json(
      tour.send(
        .post, Self.messages, message([("type", "grant_request"), ("grants_requested", grant)])))
    #expect(kept["grants_requested"].elements.first.names == ["scope", "authorization_details"])
  }

  @Test func `what changes over and over drives out what is settled and not what is open`() throws {
    let (tour, _) = try settled()
    let registration = Residents.first
    let (count, open, names) = tour.service.withWorld { world in
      let now = tour.clock.now
      let open = world.tell(registration, .fieldChanges, .pending, "Open", "", at: now)
      while world.state.messages.count(of: registration) < CDSWorld.messagesPerRegistration {
        world.tell(registration, .fieldChanges, .rejected, "Settled", "", at: now)
      }
      for _ in 0..<20 { world.tell(registration, .fieldChanges, .pending, "New", "", at: now) }
      let owned = world.state.messages.owned(by: registration)
      return (owned.count, world.state.messages[open.id] != nil, owned.suffix(20).map(\.name))
    }
    #expect(count == CDSWorld.messagesPerRegistration)
    #expect(open)
    #expect(Set(names) == ["New"])
    let (full, last) = tour.service.withWorld { world in
      for message in world.state.messages.owned(by: registration) {
        world.state.messages.update(message.id) { $0.status = .pending }
      }
      world.tell(registration, .fieldChanges, .pending, "Last", "", at: tour.clock.now)
      let owned = world.state.messages.owned(by: registration)
      return (owned.count, owned.last?.name)
    }
    #expect(full == CDSWorld.messagesPerRegistration && last == "Last")
  }

  @Test func `a mailbox has an end, for the client and for the server`() throws {
    let (tour, _) = try settled()
    tour.service.withWorld { world in
      world.state.onboarding.messageBytes[Residents.first] = CDSWorld.messageBytesPerRegistration
    }
    #expect(tour.send(.post, Self.messages, message([])).head.status == .tooManyRequests)
    tour.service.withWorld { world in
      world.state.onboarding.messageBytes = [:]
      world.state.onboarding.messageBytesOfAll = CDSWorld.messageBytes
    }
    #expect(tour.send(.post, Self.messages, message([])).head.status == .serviceUnavailable)
    tour.service.withWorld { world in
      world.state.onboarding.messageBytesOfAll = 0
      while world.state.messages.count(of: Residents.first) < CDSWorld.messagesPerRegistration {
        world.tell(Residents.first, .notification, .complete, "N", "", at: tour.clock.now)
      }
    }
    #expect(tour.send(.post, Self.messages, message([])).head.status == .tooManyRequests)
    let (count, names) = tour.service.withWorld { world in
      world.tell(Residents.first, .notification, .complete, "Last", "", at: tour.clock.now)
      let owned = world.state.messages.owned(by: Residents.first)
      return (owned.count, [owned.first?.name, owned.last?.name])
    }
    #expect(count == CDSWorld.messagesPerRegistration)
    #expect(names == ["Internal review", "Last"])
  }

  @Test func `a change of nothing leaves the moment of the last change`() throws {
    let (tour, _) = try settled()
    let welcome = try #require(tour.messages(.notification).first)
    let place = Self.messages + "/" + welcome.id
    let before = try json(tour.get(place))
    #expect(try json(tour.send(.patch, place, ["name": "Mine"])) == before)
    #expect(try json(tour.send(.patch, place, ["read": false])) == before)
    let read = try json(tour.send(.patch, place, ["read": true]))
    #expect(read["read"] == true)
    #expect(read["modified"] != before["modified"])
    #expect(read["created"] == before["created"])
    let response = tour.get(place)
    let tag = try #require(response.head.fields["ETag"])
    let again = tour.ask(
      .get, place, fields: ["Authorization": "Bearer " + tour.token, "If-None-Match": tag])
    #expect(again.head.status == .notModified)
  }

  @Test func `a newer submission overrides the one before it, and a decision settles the request`()
    throws
  {
    let (tour, _) = try settled()
    let request = try #require(tour.messages(.pdfFormRequest).first)
    let place = Self.messages + "/" + request.id
    let submission = message([
      ("type", "client_submission"), ("name", ""), ("description", ""),
      ("previous_uri", .string(origin + place)),
      ("attachments", attachment("form.pdf", "application/pdf", "JVBERi0xLjQ=")),
    ])
    for status in ["pending", "rejected", "complete"] {
      #expect(tour.send(.post, Self.messages, submission).head.status == .created)
      #expect(try json(tour.get(place))["status"] == "pending")
      guard status != "pending" else { continue }
      let decided = try #require(Message.Status(rawValue: status))
      let update = try tour.service.withWorld { world in
        Result { () throws(CDSProblem) in
          try world.decide(request.id, as: decided, reason: "Because.", at: tour.clock.now)
        }
      }.get()
      #expect(update.kind == .requestUpdate)
      #expect(update.previous == request.link)
      #expect(update.description == "Because.")
      #expect(try json(tour.get(place))["status"] == .string(status))
    }
    #expect(tour.send(.post, Self.messages, submission).head.status == .created)
    #expect(try json(tour.get(place))["status"] == "complete")
    // Pending once for each submission after a state in which one was awaited.
    let pending = tour.messages(.requestUpdate).filter { $0.status == .pending }
    #expect(pending.count == 2)
    let kinds: [Message.Kind] = [.notification, .privateMessage, .requestUpdate, .pdfFormRequest]
    tour.service.withWorld { world in
      for kind in kinds {
        let message = world.state.messages.owned(by: Residents.first).last { $0.kind == kind }
        let id = message?.id ?? ""
        #expect(throws: CDSProblem.self) { () throws(CDSProblem) in
          try world.decide(id, as: .complete, at: tour.clock.now)
        }
      }
    }
  }
}
