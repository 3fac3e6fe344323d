import SynchroCatalog
import SynchroFuzz
import SynchroText
import Testing

@Suite struct CoverageTests {
  private let catalogue: Catalogue = {
    let more = """
      requirement D/2/three
        clause: 2
        anchor: two
        level: MUST
        party: server
        decision: automatic
        statement: A third thing
        applies: always
        how: Look

      """
    return Catalogue.load([SourceText(name: "x", CatalogueSamples.requirements + more)]).catalogue
  }()

  @Test(
    arguments: [
      ([:], nil, ["missing", "reasoned", "missing"], 0),
      (["D/1.2/one": ["a:1"]], nil, ["checked", "reasoned", "missing"], 0),
      (
        ["D/1.2/one": ["a:1"], "D/2/three": ["a:2", "a:3"]], nil,
        ["checked", "reasoned", "checked"], 0
      ),
      (
        ["D/1.2/one": ["a:1"], "D/2/three": ["a:2"]], ["D/2/three"],
        ["silent", "reasoned", "checked"], 0
      ),
      (["D/2/two": ["a:1"]], [], ["missing", "reasoned", "missing"], 0),
      (
        ["D/2/two": ["a:1"], "D/9/none": ["a:9"]], ["D/9/other"],
        ["missing", "reasoned", "missing"], 2
      ),
    ] as [([String: [String]], Set<String>?, [String], Int)])
  func `a row is checked, reasoned, silent or missing`(
    uses: [String: [String]], emitted: Set<String>?, states: [String], unknown: Int
  ) {
    let coverage = Coverage(
      catalogue.requirements, in: catalogue, uses: uses, emitted: emitted)
    #expect(coverage.rows.map(\.state.word) == states)
    #expect(coverage.unknown.count == unknown)
    let isComplete = states.allSatisfy { $0 == "checked" || $0 == "reasoned" } && unknown == 0
    #expect(coverage.isComplete == isComplete)
    #expect(coverage.total.rows == 3)
    #expect(coverage.totalsByClause.map(\.name) == ["DOC-1 1.2", "DOC-1 2"])
    #expect(coverage.totalsByLevel.map(\.rows) == [2, 1])
  }
}
