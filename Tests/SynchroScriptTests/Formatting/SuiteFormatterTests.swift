import SynchroScript
import SynchroTestSupport
import SynchroText
import Testing

@Suite struct SuiteFormatterTests {
  @Test(arguments: ScriptCorpus.sources)
  func `formatting changes the layout, not the meaning, and only once`(source: SourceText) throws {
    guard case .text(let once) = SuiteFormatter.format(source) else {
      Issue.record("\(source.name) was refused")
      return
    }
    let formatted = SourceText(name: source.name, once)
    guard case .text(let twice) = SuiteFormatter.format(formatted) else {
      Issue.record("\(source.name) was refused after formatting:\n\(once)")
      return
    }
    #expect(once == twice)
    let before = SuiteParser.parse(source)
    let after = SuiteParser.parse(formatted)
    #expect(meaning(of: before) == meaning(of: after))
    #expect(before.comments.count == after.comments.count)
    try expectGolden(once, "Script/formatted/\(source.name)")
  }

  @Test func `a file with errors is not touched`() {
    let source = SourceText(name: "x.suite", "suite a \"A\"\ntset b\n")
    guard case .refused(let diagnostics) = SuiteFormatter.format(source) else {
      Issue.record("formatted in spite of an error")
      return
    }
    #expect(diagnostics.map(\.code) == ["suite-unknown-declaration"])
  }

  private func meaning(of parsed: ParsedSuite) -> String {
    SuiteMeaning.text(of: parsed)
  }
}
