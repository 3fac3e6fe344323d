import SynchroTestSupport
import Testing

@testable import SynchroMocks

@Suite struct TokenDefectTests {
  private static let walks: [(defects: [CDSDefect], walk: @Sendable (Tour) throws -> Void)] = [
    (
      CDSDefect.tokenRequests + CDSDefect.tokenAnswers + CDSDefect.tokenErrors,
      { try $0.walkTokens() }
    ),
    (CDSDefect.revocation7009 + CDSDefect.introspection7662, { try $0.walkLiveness() }),
  ]

  @Test func `each defect shows first in an answer that it names`() throws {
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
}
