import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroTestSupport
import Testing

@testable import SynchroMocks

extension Tour {
  private static var messages: String { CDSEndpoint.messages.path }

  /// A walk through all that messages are for; it ends where it differs from the right one.
  func walkMessages(unlike right: [Stop]? = nil) throws {
    // The first request lets the world know of the defects.
    get(Self.messages, token: "")
    let residents = Residents(in: self)
    token = residents.token
    let stages: [(Residents) throws -> Void] = [
      readMessages, renameClient, openForms, changeMessages, writeMessages, miswriteMessages,
      fillInForms,
      decide, listSegments, letTimePass,
    ]
    for stage in stages {
      try stage(residents)
      if let right, difference(Array(right.prefix(transcript.count)), transcript) != nil { return }
    }
  }

  /// The messages of a type, oldest first.
  func messages(_ kind: Message.Kind, of registration: String = Residents.first) -> [Message] {
    service.withWorld { world in
      world.state.messages.owned(by: registration).filter { $0.kind == kind }
    }
  }

  private func path(of message: Message) -> String { Self.messages + "/" + message.id }
  private func url(of message: Message) -> JSONValue { .string(origin + path(of: message)) }

  private func readMessages(_ residents: Residents) throws {
    let welcome = try #require(messages(.notification).first)
    let payment = messages(.paymentRequest).first?.id ?? "nothing"
    get(Self.messages)
    get(Self.messages, token: "")
    get(Self.messages, token: residents.narrowToken)
    get(Self.messages + "?message_ids=\(welcome.id)")
    get(Self.messages + "?message_ids=\(welcome.id)%20\(payment)")
    get(Self.messages + "?message_ids=\(welcome.id)&lakeland_types=payment_request")
    get(Self.messages + "?unread_page=1")
    get(Self.messages + "?unread_page=2")
    get(Self.messages + "?unread_page=1&read_page=1")
    get(path(of: welcome))
    get(path(of: welcome), token: "")
    get(path(of: welcome), token: residents.otherToken)
    get(path(of: welcome), token: residents.narrowToken)
    ask(.delete, path(of: welcome))
  }

  /// A change that is made at once.
  private func renameClient(_ residents: Residents) throws {
    let place = CDSEndpoint.clients.path + "/" + residents.otherAdministrator
    let shown = try? json(get(place, token: residents.otherToken))
    guard case .object(let fields)? = shown else { return }
    let response = send(
      .put, place,
      .object(fields.filter { $0.key != "client_name" } + [JSONField("client_name", "Renamed")]),
      token: residents.otherToken)
    #expect(response.head.status == .ok, "\(String(decoding: response.body, as: UTF8.self))")
    get(Self.messages, token: residents.otherToken)
  }

  private func openForms(_ residents: Residents) throws {
    let steps = service.withWorld { $0.state.onboarding.steps.owned(by: Residents.first) }
    for step in steps {
      for link in step.links {
        get("/forms/" + link, token: "")
        get("/forms/" + link, token: "")
      }
    }
    get("/forms/lakeland-agreement.pdf", token: "")
    get("/forms/lakeland-review.pdf", token: "")
    get("/forms/nothing", token: "")
  }

  private func changeMessages(_ residents: Residents) throws {
    let welcome = try #require(messages(.notification).first)
    let place = path(of: welcome)
    send(.patch, place, ["read": "yes"])
    send(.patch, place, ["read": true], token: "")
    send(.patch, place, ["read": true], token: residents.otherToken)
    send(.patch, place, ["read": true])
    get(Self.messages)
    send(.patch, place, ["read": true])
    send(.patch, place, ["read": true, "status": "rejected", "name": "Mine"])
    send(.patch, place, ["read": false])
    send(.patch, place, [:])
    send(.patch, place, [])
    get(place)
  }

  private func writeMessages(_ residents: Residents) throws {
    let agreement = try #require(
      messages(.pdfFormRequest).first ?? messages(.onlineFormRequest).last)
    let mine: JSONValue = .string(origin + CDSEndpoint.clients.path + "/" + residents.sandbox)
    let theirs: JSONValue = .string(origin + CDSEndpoint.clients.path + "/" + residents.stranger)
    send(
      .post, Self.messages,
      [
        "previous_uri": nil, "type": "private_message", "name": "Hello", "description": "There",
        "message_id": "mine", "read": false, "creator": "somebody", "status": "open",
        "created": "2001-01-01T00:00:00Z", "modified": "2001-01-01T00:00:00Z", "extra": 7,
      ])
    let hello = try #require(messages(.privateMessage).last)
    send(
      .post, Self.messages,
      [
        "previous_uri": url(of: hello), "type": "support_request", "name": "Help",
        "description": "Please", "related_uri": .string(origin + "/cds/grants"),
      ])
    send(
      .post, Self.messages,
      [
        "previous_uri": nil, "type": "production_request", "name": nil, "description": nil,
        "related_uri": mine,
      ])
    send(
      .post, Self.messages,
      [
        "previous_uri": nil, "type": "grant_request", "name": "", "description": "",
        "related_uri": theirs,
        "grants_requested": [
          [
            "scope": "lakeland_market",
            "authorization_details": [["type": "lakeland_market"]],
          ]
        ],
      ])
    send(
      .post, Self.messages,
      [
        "previous_uri": url(of: agreement), "type": "client_submission", "name": "",
        "description": "",
        "attachments": [
          [
            "filename": "agreement.pdf", "mime_type": "application/pdf",
            "data": .string(Base64.encode(Array("%PDF-1.4".utf8))),
          ]
        ],
      ])
    get(path(of: agreement))
    service.withWorld { world in
      world.requestSubmission(
        from: Residents.first, "Your logo", "Please send it.",
        fields: [["field": "logo", "name": "Logo", "description": "A picture."]], at: clock.now)
      world.tell(
        Residents.first, .fieldChanges, .pending, "Changes", "These are being reviewed.",
        related: .init(
          link: .own(CDSEndpoint.clients.path + "/" + residents.sandbox), type: .client),
        at: clock.now
      ) { message in
        message.updatesRequested = [
          ["field": "client_name", "previous_value": "A", "new_value": "B"]
        ]
      }
    }
    let request = try #require(messages(.serverRequest).last)
    send(.post, Self.messages, submission(to: request, [:]))
    send(
      .post, Self.messages,
      submission(
        to: request,
        ["updates_requested": [["field": "logo", "uri": "https://client.example/logo.png"]]]))
    get(Self.messages)
  }

  private func submission(to request: Message, _ more: JSONValue) -> JSONValue {
    let fields: [JSONField] = [
      JSONField("previous_uri", url(of: request)), JSONField("type", "client_submission"),
      JSONField("name", ""), JSONField("description", ""),
    ]
    guard case .object(let others) = more else { return .object(fields) }
    return .object(fields + others)
  }

  private func miswriteMessages(_ residents: Residents) throws {
    let right: [JSONField] = [
      JSONField("previous_uri", nil), JSONField("type", "private_message"),
      JSONField("name", "Hello"), JSONField("description", "There"),
    ]
    for name in right.map(\.key) {
      send(.post, Self.messages, .object(right.filter { $0.key != name }))
    }
    let wrong: [[JSONField]] = [
      [JSONField("type", "notification")], [JSONField("type", "request_update")],
      [JSONField("previous_uri", "https://elsewhere.example/cds/messages/1")],
      [
        JSONField("type", "client_submission"), JSONField("name", ""), JSONField("description", ""),
      ],
      [JSONField("type", "grant_request")],
      [
        JSONField("type", "grant_request"),
        JSONField(
          "grants_requested",
          [["scope": "lakeland_market", "authorization_details": [["type": "nothing"]]]]),
      ],
      [JSONField("type", "production_request")],
      [
        JSONField("type", "production_request"),
        JSONField("related_uri", "https://elsewhere.example/cds/clients/1"),
      ],
    ]
    for change in wrong {
      let kept = right.filter { field in !change.contains { $0.key == field.key } }
      send(.post, Self.messages, .object(kept + change))
    }
    send(.post, Self.messages, [])
    send(.post, Self.messages, .object(right), token: "")
    send(.post, Self.messages, .object(right), token: residents.narrowToken)
    let fields: HTTPFields = [
      "Authorization": "Bearer " + token, "Content-Type": "application/json",
    ]
    for size in [1_100_000, 14_000_001] {
      let body = [UInt8](repeating: UInt8(ascii: "x"), count: size)
      ask(.post, Self.messages, fields: fields, body: body)
    }
    get(Self.messages)
  }

  /// What a person does at the links: pays, verifies an address, signs in, answers questions.
  private func fillInForms(_ residents: Residents) throws {
    let steps = service.withWorld { $0.state.onboarding.steps.owned(by: Residents.first) }
    for step in steps {
      guard let link = step.links.last.map({ "/forms/" + $0 }) else { continue }
      switch step.kind {
      case .payment:
        submit(link, [("holder", "Ada"), ("card", "4242 4242 4242 4243")])
        submit(link, [("holder", "Ada"), ("card", PaymentForm.testCard)])
      case .email:
        submit(link, [("step", "send"), ("email", "desk@client.example")])
        get(link, token: "")
        let code = service.withWorld { $0.state.onboarding.steps[step.id]?.code ?? "" }
        submit(link, [("step", "verify"), ("code", "x")])
        submit(link, [("step", "verify"), ("code", code)])
      case .signOn:
        submit(link, [("username", "ada"), ("password", "wrong")])
        submit(link, [("username", "ada"), ("password", "lakeside-1")])
      case .form:
        submit(
          link,
          [("company", "C"), ("contact", "<Ada>"), ("purpose", "Trade"), ("terms", "yes")])
      case .review, .pdf: break
      }
      get(Self.messages)
      get(link, token: "")
    }
  }

  /// What people at the server decide.
  private func decide(_ residents: Residents) {
    let steps = service.withWorld { $0.state.onboarding.steps.owned(by: Residents.first) }
    for status in [Message.Status.rejected, .complete] {
      for step in steps where step.kind != .email {
        decide(step, status)
      }
    }
    get(Self.messages)
    let receipt = service.withWorld { world in
      world.state.onboarding.steps.owned(by: Residents.first).compactMap(\.receipt).first
    }
    get("/forms/receipts/" + (receipt ?? "0"), token: "")
    decide(messages(.supportRequest).last, .complete)
    decide(messages(.grantRequest).last, .rejected)
    get(Self.messages)
    decide(messages(.grantRequest).last, .complete)
    decide(messages(.productionRequest).last, .complete)
    get(Self.messages)
  }

  private func decide(_ message: Message?, _ status: Message.Status) {
    guard let message else { return }
    let now = clock.now
    decide("\(message.kind) \(status)") { world throws(CDSProblem) in
      try world.decide(message.id, as: status, at: now)
    }
  }

  private func decide(_ step: OnboardingStep, _ status: Message.Status) {
    let now = clock.now
    decide("\(step.field) \(status)") { world throws(CDSProblem) in
      try world.decide(field: step.field, of: Residents.first, as: status, at: now)
    }
  }

  private func decide(
    _ words: String, _ decision: (inout CDSWorld) throws(CDSProblem) -> Message
  ) {
    let isDone = service.withWorld { world in
      do throws(CDSProblem) {
        _ = try decision(&world)
        return true
      } catch {
        return false
      }
    }
    if service.defects.isEmpty { #expect(isDone, "\(words)") }
  }

  /// A second registration with more messages than a segment holds.
  private func listSegments(_ residents: Residents) throws {
    service.withWorld { world in
      for number in 0..<105 {
        world.tell(
          Residents.second, .serverRequest, .open, "Number \(number)", "", at: clock.now)
      }
    }
    get(Self.messages, token: residents.otherToken)
    for list in ["outstanding", "unread", "read"] {
      get(Self.messages + "?\(list)_page=2", token: residents.otherToken)
    }
  }

  /// Links to forms expire.
  private func letTimePass(_ residents: Residents) throws {
    let late = Registration(
      id: Residents.second, created: clock.now, administrator: residents.stranger,
      managementToken: "", scopes: ["lakeland_market"], fields: [])
    service.withWorld { $0.startOnboarding(of: late, at: clock.now) }
    let payment = try #require(
      service.withWorld { world in
        world.state.onboarding.steps.owned(by: Residents.second).first { $0.kind == .payment }
      })
    #expect(clock.advance(by: World.formLifetime))
    get(Self.messages, token: residents.otherToken)
    get("/forms/" + (payment.links.first ?? ""), token: "")
  }

  private typealias World = CDSWorld
}

@Suite struct MessageTourTests {
  private static let right: [Tour.Stop]? = try? {
    let tour = try Tour()
    try tour.walkMessages()
    return tour.transcript
  }()

  @Test func `the walk through messages repeats itself`() throws {
    let tour = try Tour()
    try tour.walkMessages()
    let right = try #require(Self.right)
    #expect(tour.transcript == right)
    #expect(right.count <= 100)
    let statuses = Dictionary(grouping: right) { $0.response.head.status.code }
    for status in [200, 201, 303, 400, 401, 403, 404, 405, 413] {
      #expect(statuses[status] != nil, "\(status) does not occur")
    }
    #expect(statuses.keys.allSatisfy { $0 < 500 })
  }

  @Test(arguments: CDSDefect.messaging.map(\.id))
  func `each defect of messages shows first in an answer that it names`(id: String) throws {
    let defect = try #require(CDSDefect.named(id))
    let right = try #require(Self.right)
    let tour = try Tour([defect])
    try tour.walkMessages(unlike: right)
    let found = difference(Array(right.prefix(tour.transcript.count)), tour.transcript)
    let wrong = try #require(found?.wrong, "\(id) changes nothing")
    #expect(defect.answers.contains(wrong.answer), "\(id) changes \(wrong.request)")
  }

  @Test func `every requirement about messages has a defect`() throws {
    let text = String(decoding: try Fixtures.bytes("cds/message-requirements.txt"), as: UTF8.self)
    let rows = Set(text.split(separator: "\n").map(String.init))
    #expect(rows.subtracting(CDSDefect.all.flatMap(\.requirements)).sorted() == [])
  }
}
