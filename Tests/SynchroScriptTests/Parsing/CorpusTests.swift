import SynchroScript
import SynchroText
import Testing

@Suite struct CorpusTests {
  @Test(arguments: ScriptCorpus.sources)
  func `a good suite has no errors`(source: SourceText) {
    let parsed = SuiteParser.parse(source)
    let errors = parsed.diagnostics.filter { $0.severity == .error }
    #expect(rendered(errors, in: source) == "")
    #expect(parsed.suite != nil)
  }
}
