import SynchroHTTP
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
}
