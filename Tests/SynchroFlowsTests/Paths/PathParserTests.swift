import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroFlows

@Suite struct PathParserTests {
  @Test(arguments: [
    ("1Ab", "1Ab", 1),
    ("[(1Aa + 1B) or 1Ab] + 1D", "((1Aa + 1B) or 1Ab) + 1D", 2),
    (
      "[ (1a or 1b) + (2a or 2b or 2c) + (D1 or D2 or D3) ]",
      "(1a or 1b) + (2a or 2b or 2c) + (D1 or D2 or D3)", 18
    ),
    ("((((1D))))", "1D", 1),
    ("1Aa+1B", "1Aa + 1B", 2 - 1),
    ("1Aa\n+\t1B", "1Aa + 1B", 1),
  ])
  func `an expression is read, counted and written again`(
    text: String, written: String, count: UInt64
  ) throws {
    let parsed = PathParser.parse(text)
    #expect(parsed.diagnostics.isEmpty)
    let tree = try #require(parsed.expression)
    #expect(tree.description == written)
    #expect(tree.pathCount == count)
    #expect(PathParser.parse(written).expression == tree)
  }

  @Test(arguments: [
    ("[1Aa «orACvW» or 1B]", "path-missing-space", "1Aa or ACvW or 1B"),
    ("1Aa «OR» 1B", "path-capitals", "1Aa or 1B"),
    ("«[»(1a or 1b) + D1", "path-unclosed-bracket", "(1a or 1b) + D1"),
    ("(1a or 1b«]» + D1", "path-other-bracket", "(1a or 1b) + D1"),
    ("(1a or 1b) + «<D>»", "path-open-decision", "(1a or 1b) + D"),
    ("1a or 1b or «1a»", "path-repeated-alternative", "1a or 1b or 1a"),
  ])
  func `a misprint with one reading is mended and reported`(
    marked: String, code: String, reading: String
  ) {
    let marked = MarkedText(marked)
    let parsed = PathParser.parse(marked.source)
    #expect(parsed.expression?.description == reading)
    #expect(parsed.diagnostics.map(\.code) == [code])
    #expect(parsed.diagnostics.first?.severity == .warning)
    #expect(parsed.diagnostics.first?.primary.range == marked.ranges.first)
    #expect(parsed.diagnostics.first?.help.isEmpty == false)
  }

  @Test(arguments: [
    ("«»", "path-empty"),
    ("1Aa + 1B «or» 1Ab", "path-mixed-operators"),
    ("1Aa «ro» 1B", "path-unknown-word"),
    ("1Aa «and» 1B", "path-unknown-word"),
    ("1Aa + «+» 1B", "path-missing-operand"),
    ("1Aa +«»", "path-missing-operand"),
    ("(«)»", "path-missing-operand"),
    ("«1Aa 1B»", "path-missing-operator"),
    ("1Aa«)»", "path-surplus-bracket"),
    ("1Aa «≈» + 1B", "path-unknown-sign"),
    ("«[image: image42.emf]» + 2 + D1", "path-picture"),
    ("1Aa + «<»", "path-unknown-sign"),
  ])
  func `what has no single reading is an error at its place`(marked: String, code: String) {
    let marked = MarkedText(marked)
    let parsed = PathParser.parse(marked.source)
    #expect(parsed.expression == nil)
    let first = parsed.diagnostics.first { $0.severity == .error }
    #expect(first?.code == code)
    #expect(first?.primary.range.start == marked.ranges.first?.start)
    #expect(first?.help.isEmpty == false)
  }

  @Test func `reading goes on behind a mistake`() {
    let parsed = PathParser.parse("[1Aa ro 1B] + + 1D)")
    #expect(
      parsed.diagnostics.map(\.code) == [
        "path-unknown-word", "path-missing-operand", "path-surplus-bracket",
      ])
    let near = parsed.diagnostics.first?.help
    #expect(near == ["did you mean 'or'?"])
  }

  @Test(arguments: [
    String(repeating: "(", count: 70_000), String(repeating: "(", count: 60_000),
    String(repeating: "1A ", count: 20_000), String(repeating: ")", count: 60_000),
    String(repeating: "é", count: 30_000), String(repeating: "(1A or ", count: 9_000),
  ])
  func `long and deep nonsense is refused with few findings`(text: String) {
    let parsed = PathParser.parse(text)
    #expect(parsed.expression == nil)
    #expect((1...50).contains(parsed.diagnostics.count))
  }
}
