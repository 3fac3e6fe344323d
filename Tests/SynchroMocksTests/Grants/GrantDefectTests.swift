import SynchroTestSupport
import Testing

@testable import SynchroMocks

@Suite struct GrantDefectTests {
  private static let walks: [(defects: [CDSDefect], walk: @Sendable (Tour) throws -> Void)] = [
    (
      CDSDefect.grantReach + CDSDefect.grantFields + CDSDefect.grantContent
        + CDSDefect.grantChanges, { try $0.walkGrants() }
    ),
    (CDSDefect.grantTokens, { try $0.walkGrantTokens() }),
    (CDSDefect.detailsValues, { try $0.walkDetails() }),
  ]

  @Test func `each defect of grants shows first in an answer that it names`() throws {
    for (defects, walk) in Self.walks {
      let right = try Tour()
      try walk(right)
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

  @Test func `every requirement about grants has a defect`() throws {
    let text = String(decoding: try Fixtures.bytes("cds/grant-requirements.txt"), as: UTF8.self)
    let rows = Set(text.split(separator: "\n").map(String.init))
    let broken = Set(CDSDefect.all.flatMap(\.requirements))
    #expect(rows.subtracting(broken).sorted() == [])
  }
}
