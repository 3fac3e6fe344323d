import SynchroText
import SynchroTiming
import Testing

@testable import SynchroFlows

@Suite struct PathFuzzTests {
  private static let pieces = [
    "1Aa", "2b", "ACvIW", "or", "OR", "orACvW", "ro", "+", "(", ")", "[", "]", "<D>", "<", " ",
    "[image: x]", "é", "\n", "1 D", "",
  ]

  @Test func `any text is read without a trap, and what is read can be written and read again`() {
    var random = SplitMix64(seed: 419)
    var understood = 0
    for _ in 0..<3000 {
      let count = Int.random(in: 0...12, using: &random)
      let text = (0..<count).map { _ in
        Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)] + " "
      }.joined()
      let parsed = PathParser.parse(text)
      let hasError = parsed.diagnostics.contains { $0.severity == .error }
      #expect(hasError == (parsed.expression == nil), "\(text)")
      for finding in parsed.diagnostics {
        #expect(finding.primary.range.end <= parsed.source.bytes.count, "\(text)")
      }
      guard let expression = parsed.expression else { continue }
      understood += 1
      let again = PathParser.parse(expression.description)
      #expect(again.expression == expression, "\(text)")
      #expect((try? expression.paths().count) == Int(expression.pathCount ?? 0))
    }
    #expect(understood > 50)
  }

  @Test func `a tree that is written and read is the same tree`() {
    var random = SplitMix64(seed: 7)
    func tree(_ depth: Int) -> PathExpression {
      let kind = depth == 0 ? 0 : Int.random(in: 0...2, using: &random)
      if kind == 0 {
        let number = Int.random(in: 0...99, using: &random)
        return .link(PathLabel("\(number)L", at: SourceRange(at: 0)))
      }
      let parts = (0..<Int.random(in: 2...4, using: &random)).map { _ in tree(depth - 1) }
      return kind == 1 ? .sequence(parts) : .choice(parts)
    }
    for _ in 0..<500 {
      let expression = tree(4)
      #expect(PathParser.parse(expression.description).expression == expression)
    }
  }
}
