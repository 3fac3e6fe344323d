import SynchroHTTP
import SynchroTestSupport
import Testing

@testable import SynchroMocks

@Suite struct AuthorizationDefectTests {
  private static let walks: [([CDSDefect], @Sendable (Tour) throws -> Void)] = [
    (CDSDefect.authorizationRequests, { try $0.walkAuthorization() }),
    (CDSDefect.pushedRequests, { try $0.walkPushedRequests() }),
    (CDSDefect.authorizationCodes, { try $0.walkCodes() }),
    (CDSDefect.authorizedGrants, { try $0.walkAuthorizedGrants() }),
    (CDSDefect.requestedDetails, { try $0.walkRequestedDetails() }),
  ]

  @Test(arguments: walks.indices)
  func `each defect of authorizations shows first in an answer that it names`(
    index: Int
  ) throws {
    let (defects, walk) = Self.walks[index]
    let right = try Tour()
    try walk(right)
    #expect(right.transcript.count <= 60)
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

  @Test func `every requirement about authorizations has a defect`() throws {
    let text = String(
      decoding: try Fixtures.bytes("cds/authorization-requirements.txt"), as: UTF8.self)
    let rows = Set(text.split(separator: "\n").map(String.init))
    // What the metadata object says is broken by the defects of that object.
    let own = Self.walks.flatMap(\.0) + CDSDefect.announcedEndpoints
    #expect(rows.subtracting(own.flatMap(\.requirements)).sorted() == [])
  }

  /// A right server takes details as they are meant, and a lenient one mends them.
  @Test func `details that are wrong open nothing, and a lenient server opens what it likes`()
    throws
  {
    let right = try Tour()
    try right.walkRequestedDetails()
    let opened = { (tour: Tour) in tour.transcript.count { $0.response.head.status == .ok } }
    #expect(opened(right) == 1)
    for defect in CDSDefect.requestedDetails where defect.id != "details-error-code" {
      let wrong = try Tour([defect])
      try wrong.walkRequestedDetails()
      // Two of them open a grant that nobody has named, too.
      let least = ["details-wrong-type-coerced": 3, "details-invalid-value-replaced": 3]
      let isDrop = defect.id == "details-dropped-beside-scope"
      #expect(
        opened(wrong) >= (least[defect.id] ?? 2) || isDrop, "\(defect.id) refuses all the same")
    }
  }
}
