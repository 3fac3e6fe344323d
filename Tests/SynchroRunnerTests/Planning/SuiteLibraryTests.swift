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

  /// The `$id` of a second schema beside `suite:///one`, and what it is taken for.
  @Test(arguments: [
    (#"{"$id": "suite:///one"}"#, "suite:///one", #""suite:///one""#),
    (#"{"$id": "suite:///x/../one#"}"#, "suite:///one", #""suite:///x/../one#""#),
    (
      #"{"$id": "suite:///schemas/a.schema.json"}"#, "suite:///schemas/a.schema.json",
      #""suite:///schemas/a.schema.json""#
    ),
    (#"{"$id": "suite:///two"}"#, nil, nil), ("{}", nil, nil),
  ])
  func `two schemas with one URI are an error with both places`(
    second: String, uri: String?, place: String?
  ) async {
    let folder = "Suites/x/schemas/"
    let first = SourceText(
      name: folder + "a.schema.json", "{\n  \"type\": \"object\", \"$id\": \"suite:///one\"\n}")
    let library = SuiteLibrary(
      suites: [],
      schemas: ["x": [first, SourceText(name: folder + "b.schema.json", second)]],
      catalogue: Scene.catalogue)
    let found = library.findings.filter(\.isError)
    #expect(
      found.map(\.diagnostic.message) == (uri.map { ["another schema has the URI '\($0)'"] } ?? []))
    #expect(
      found.map { $0.source.text(of: $0.diagnostic.primary.range) } == [place].compactMap(\.self))
    #expect(
      found.allSatisfy {
        $0.source.name == folder + "b.schema.json"
          && $0.diagnostic.help == [
            "the first is Suites/x/schemas/a.schema.json:2:28: give this one another $id"
          ]
      })
  }
}
