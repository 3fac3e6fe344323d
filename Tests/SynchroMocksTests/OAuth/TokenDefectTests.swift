import SynchroHTTP
import SynchroJSON
import SynchroTestSupport
import Testing

@testable import SynchroMocks

@Suite struct TokenDefectTests {
  private static let walks: [([CDSDefect], @Sendable (Tour) throws -> Void)] = [
    (
      CDSDefect.tokenRequests + CDSDefect.tokenAnswers + CDSDefect.tokenErrors,
      { try $0.walkTokens() }
    ),
    (CDSDefect.revocation7009 + CDSDefect.introspection7662, { try $0.walkLiveness() }),
    (CDSDefect.bearerFaults + CDSDefect.bearerBehaviour, { try $0.walkBearers() }),
    (CDSDefect.grantAdministration, { try $0.walkGrantedFiles() }),
  ]

  @Test func `each defect shows first in an answer that it names`() throws {
    for (defects, walk) in Self.walks {
      let right = try Tour()
      try walk(right)
      #expect(right.transcript.count <= 70)
      #expect(!right.transcript.contains { $0.response.head.status.category == .serverError })
      for defect in defects {
        let wrong = try Tour([defect])
        try walk(wrong)
        let pair = difference(right.transcript, wrong.transcript)
        let answer = pair?.right?.answer
        #expect(pair != nil, "\(defect.id) shows nowhere")
        #expect(
          answer.map(defect.answers.contains) != false,
          "\(defect.id) shows in \(pair?.right?.request ?? "nothing")")
      }
    }
  }

  @Test func `every requirement about tokens has a defect`() throws {
    let text = String(decoding: try Fixtures.bytes("cds/token-requirements.txt"), as: UTF8.self)
    let rows = Set(text.split(separator: "\n").map(String.init))
    let own = Self.walks.flatMap(\.0)
    // What the metadata object says is broken by the defects of that object.
    let broken = Set((own + CDSDefect.announcedEndpoints).flatMap(\.requirements))
    #expect(rows.subtracting(broken).sorted() == [])
  }

  @Test(arguments: CDSListing.allCases)
  func `where any string is a token, right tokens work as ever`(_ api: CDSListing) throws {
    let id = "bearer-\(api.rawValue)-any-token"
    let tour = try Tour(CDSDefect.bearerFaults.filter { $0.id == id })
    #expect(tour.service.defects.count == 1)
    tour.seedClients()
    let place = "/cds/" + api.rawValue
    let files = try tour.newToken(
      Tour.machine, scope: "cds_grant_admin_1", [("authorization_details", Tour.grants(["1"]))])
    let others = try tour.newToken(
      Tour.machine, scope: "cds_grant_admin_1", [("authorization_details", Tour.grants(["2"]))])
    let administrator = try tour.newToken()
    let machine = try tour.newToken(Tour.machine, scope: "openid")
    let right = try Tour()
    right.service.withWorld { world in world.state = tour.service.withWorld { $0.state } }
    for token in [files, others, administrator, machine] {
      let expected = right.get(place, token: token)
      #expect(tour.get(place, token: token).head.status == expected.head.status)
      #expect(try json(tour.get(place, token: token)) == json(expected))
    }
    let guessed = tour.get(place, token: "nobody-gave-it")
    #expect(guessed.head.status == .ok)
    guard api == .files else { return }
    #expect(try !json(guessed)["files"].elements.isEmpty)
    #expect(tour.get(place + "/file-1", token: "nobody-gave-it").head.status == .ok)
  }
}
