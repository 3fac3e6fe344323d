import Foundation
import SynchroHTTP
import SynchroJSON
import SynchroTiming
import Testing

@testable import SynchroMocks

/// What registrations are asked for, and the pages on which they do it. CDS-WG1-02, section 3.6.
@Suite struct FormTests {
  private func settled() throws -> Tour {
    let tour = try Tour()
    tour.token = Residents(in: tour).token
    return tour
  }

  private func step(_ kind: OnboardingStep.Kind, _ tour: Tour) throws -> OnboardingStep {
    try #require(
      tour.service.withWorld { world in
        world.state.onboarding.steps.owned(by: Residents.first).first { $0.kind == kind }
      })
  }

  private func page(_ step: OnboardingStep) throws -> String {
    "/forms/" + (try #require(step.links.last))
  }

  private func text(_ response: HTTPResponse) -> String {
    String(decoding: response.body, as: UTF8.self)
  }

  @Test func `each registration field that is fulfilled later is asked for at once`() throws {
    let tour = try settled()
    let asked = tour.service.withWorld { world in
      world.state.messages.owned(by: Residents.first)
    }
    let expected: [(Message.Kind, Message.Status, Message.RelatedType)] = [
      (.notification, .complete, .documentation), (.privateMessage, .complete, .documentation),
      (.paymentRequest, .open, .paymentForm), (.onlineFormRequest, .open, .onlineForm),
      (.onlineFormRequest, .open, .onlineForm), (.pdfFormRequest, .open, .pdfForm),
      (.onlineFormRequest, .open, .onlineForm),
    ]
    #expect(asked.map(\.kind) == expected.map(\.0))
    #expect(asked.map(\.status) == expected.map(\.1))
    #expect(asked.map { $0.related?.type } == expected.map(\.2))
    #expect(Set(asked.compactMap { $0.related?.link }).count == 6)
    #expect(asked[2].amount == .number(try #require(JSONNumber("250.00"))))
    #expect(asked[2].currency == "USD")
    #expect(asked.allSatisfy { !$0.isRead && $0.creator == nil && !$0.description.isEmpty })
  }

  @Test func `what is filled in rightly is received, and anything else is asked for again`() throws
  {
    let tour = try settled()
    let long = String(repeating: "x", count: 201)
    let cases: [(OnboardingStep.Kind, [(String, String)], Int)] = [
      (.payment, [], 400), (.payment, [("holder", "Ada"), ("card", "4242")], 400),
      (.payment, [("holder", "Ada"), ("card", "4242424242424241")], 400),
      (.payment, [("holder", long), ("card", PaymentForm.testCard)], 400),
      (.payment, [("holder", " "), ("card", PaymentForm.testCard)], 400),
      (.payment, [("holder", "Ada"), ("card", PaymentForm.testCard)], 303),
      (.payment, [("holder", "Ada"), ("card", PaymentForm.testCard)], 409),
      (.signOn, [("username", "ada"), ("password", "lakeside-2")], 400),
      (.signOn, [("username", "nobody"), ("password", "lakeside-1")], 400),
      (.signOn, [("username", "ada"), ("password", "lakeside-1")], 303),
      (.form, [("company", "C"), ("contact", "A"), ("purpose", "P")], 400),
      (.form, [("company", "C"), ("contact", "A"), ("purpose", "P"), ("terms", "yes")], 303),
      (.email, [("email", "no address")], 400), (.email, [("step", "verify"), ("code", "1")], 400),
    ]
    for (kind, answers, status) in cases {
      let response = tour.submit(try page(step(kind, tour)), answers)
      #expect(response.head.status.code == status, "\(kind) \(answers): \(text(response))")
      #expect(status == 303 || text(response).contains(status == 409 ? "received" : "problem"))
    }
    for kind in [OnboardingStep.Kind.payment, .signOn, .form] {
      let step = try step(kind, tour)
      #expect(step.status == .pending)
      #expect(tour.service.withWorld { $0.state.messages[step.request]?.status } == .pending)
    }
    #expect(tour.messages(.requestUpdate).map(\.status) == [.pending, .pending, .pending])
  }

  @Test func `the form to sign on takes wrong passwords as often as the login of users does`()
    throws
  {
    let tour = try settled()
    let link = try page(step(.signOn, tour))
    func signOn(_ password: String) -> HTTPResponse {
      tour.submit(link, [("username", "ada"), ("password", password)])
    }
    for _ in 0..<AuthorizationState.loginAttempts {
      #expect(signOn("guess").head.status == .badRequest)
    }
    let resting = signOn("lakeside-1")
    #expect(resting.head.status == .tooManyRequests)
    #expect(Int(resting.head.fields["Retry-After"] ?? "").map { (1...301).contains($0) } == true)
    #expect(text(resting).contains("too many wrong passwords"))
    let browser = Browser(tour)
    browser.authorize(Tour.request(of: tour.askingClient()))
    #expect(browser.signIn().head.status == .tooManyRequests)
    _ = tour.clock.advance(by: AuthorizationState.loginRest)
    #expect(signOn("lakeside-1").head.status == .seeOther)
  }

  @Test func `a mail address is verified by the code, and by five tries at most`() throws {
    let tour = try settled()
    let link = try page(step(.email, tour))
    func code() throws -> String { try step(.email, tour).code ?? "" }
    for round in 0..<2 {
      tour.submit(link, [("step", "send"), ("email", "<desk>@client.example")])
      tour.submit(link, [("step", "send"), ("email", "desk@client.example")])
      let sent = try code()
      #expect(sent.count == 6 && text(tour.get(link, token: "")).contains(sent))
      guard round == 0 else { break }
      for _ in 0..<5 {
        #expect(tour.submit(link, [("step", "verify"), ("code", "x")]).head.status == .badRequest)
      }
      let late = tour.submit(link, [("step", "verify"), ("code", sent)])
      #expect(late.head.status == .badRequest)
    }
    let verified = tour.submit(link, [("step", "verify"), ("code", try code())])
    #expect(verified.head.status == .seeOther)
    #expect(try step(.email, tour).status == .complete)
    #expect(tour.messages(.requestUpdate).map(\.status) == [.complete])
  }

  @Test func `a payment that is accepted has a receipt, on which nothing of the card can be used`()
    throws
  {
    let tour = try settled()
    let link = try page(step(.payment, tour))
    tour.submit(link, [("holder", "<b>Ada</b>"), ("card", PaymentForm.testCard)])
    let request = try #require(tour.messages(.paymentRequest).first)
    let update = try tour.service.withWorld { world in
      Result { () throws(CDSProblem) in
        try world.decide(request.id, as: .complete, at: tour.clock.now)
      }
    }.get()
    let related = try #require(update.related)
    #expect(related.type == .paymentReceipt)
    let receipt = text(tour.get(related.link.url(at: origin), token: ""))
    #expect(receipt.contains("250.00 USD") && receipt.contains("ends in 4242"))
    #expect(receipt.contains("&lt;b&gt;Ada") && !receipt.contains("4242 4242"))
    #expect(text(tour.get(link, token: "")).contains("/forms/receipts/"))
  }

  @Test func `a link that expires is replaced in another message, and leads to the new one`() throws
  {
    let tour = try settled()
    let step = try step(.payment, tour)
    let old = try page(step)
    for round in 1...CDSWorld.linksPerStep + 1 {
      #expect(tour.clock.advance(by: CDSWorld.formLifetime))
      let requests = tour.messages(.paymentRequest)
      let count = min(round + 1, CDSWorld.linksPerStep)
      #expect(requests.count == count)
      #expect(requests.dropFirst().map(\.previous) == requests.dropLast().map(\.link))
      #expect(Set(requests.map(\.related?.link)).count == count)
    }
    let moved = tour.get(old, token: "")
    #expect(moved.head.status == .seeOther)
    let newest = try #require(moved.head.fields["Location"])
    #expect(tour.get(newest, token: "").head.status == .ok)
    tour.submit(tour.path(newest), [("holder", "Ada"), ("card", PaymentForm.testCard)])
    #expect(tour.messages(.paymentRequest).allSatisfy { $0.status == .pending })
  }

  @Test func `the blank form is a PDF whose table says where its objects are`() throws {
    let tour = try settled()
    let response = tour.get("/forms/lakeland-agreement.pdf", token: "")
    #expect(response.head.fields["Content-Type"] == "application/pdf")
    let file = text(response)
    #expect(file.hasPrefix("%PDF-1.4\n") && file.hasSuffix("%%EOF\n"))
    let start = try #require(file.firstMatch(of: /startxref\n([0-9]+)\n/)?.1)
    let bytes = response.body
    let table = String(decoding: bytes[(try #require(Int(start)))...], as: UTF8.self)
    let offsets = table.matches(of: /([0-9]{10}) 00000 n/).compactMap { Int($0.1) }
    #expect(offsets.count == 10)
    for (index, offset) in offsets.enumerated() {
      let name = "\(index + 1) 0 obj"
      #expect(String(decoding: bytes[offset..<offset + name.utf8.count], as: UTF8.self) == name)
    }
    let length = try #require(file.firstMatch(of: /Length ([0-9]+) >>\nstream\n/))
    let content = file[length.range.upperBound...].prefix(try #require(Int(length.1)))
    #expect(content.hasSuffix("ET"))
    #expect(file[content.endIndex...].hasPrefix("\nendstream"))
  }

  @Test func `what was asked and filled in survives a restart`() throws {
    let tour = try settled()
    tour.submit(
      try page(step(.payment, tour)), [("holder", "Ada"), ("card", PaymentForm.testCard)])
    let state = tour.service.withWorld { $0.state }
    let restored = try JSONDecoder().decode(
      CDSWorld.State.self, from: try JSONEncoder().encode(state))
    let before = try json(tour.get(CDSEndpoint.messages.path))
    tour.service.withWorld { $0.state = restored }
    #expect(try json(tour.get(CDSEndpoint.messages.path)) == before)
    #expect(text(tour.get(try page(step(.payment, tour)), token: "")).contains("received"))
  }
}
