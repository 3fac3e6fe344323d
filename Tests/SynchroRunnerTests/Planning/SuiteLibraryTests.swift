import SynchroCatalog
import SynchroText
import Testing

@testable import SynchroRunner

@Suite struct SuiteLibraryTests {
  @Test func `what schemas decide is held against the catalogue`() async {
    let schema = #"{"x-requirement": ["R/1/must", "R/1/msut"], "type": "object"}"#
    let library = SuiteLibrary(
      suites: [SourceText(name: "Suites/x/suite.suite", Scene.suite("GET ${target.url}\n=> 200"))],
      schemas: ["x": [SourceText(name: "Suites/x/schemas/thing.schema.json", schema)]],
      catalogue: Scene.catalogue)
    let found = await library.check()
    #expect(found.map(\.diagnostic.code) == ["unknown-requirement"])
    #expect(found.map { $0.source.text(of: $0.diagnostic.primary.range) } == ["\"R/1/msut\""])
    #expect(await library.check(files: ["Suites/x/suite.suite"]).isEmpty)
  }
}
