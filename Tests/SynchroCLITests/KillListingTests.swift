import SynchroMocks
import SynchroText
import Testing

@testable import SynchroCLI

@Suite struct KillListingTests {
  private func listing(_ rows: [KillMatrix.Row], isChoice: Bool) throws -> KillListing {
    let names = ["client-admin-name-wrong", "details-for-no-type", "details-format-unknown"]
    return KillListing(
      matrix: KillMatrix(isCleanPassing: true, cleanTroubles: [], rows: rows, unwitnessed: []),
      unchecked: try names.map { try #require(CDSDefect.named($0)) }, isChoice: isChoice)
  }

  @Test func `what no suite checks yet is told apart from what survives`() throws {
    let killed = KillMatrix.Row(
      defect: "a", requirement: "R/1", outcome: .killed, killers: ["s#1"], others: [], exit: 1)
    let survivor = KillMatrix.Row(
      defect: "b", requirement: "R/2", outcome: .survived("it passed"), killers: [], others: [],
      exit: 0)
    let whole = try listing([killed], isChoice: false)
    #expect(whole.matrix.isComplete)
    let text = whole.table(.plain)
    #expect(text.contains("no check yet: 3 defects, of 3 requirements\n"))
    #expect(text.contains("1 of 1 defects killed (100 %)"))
    #expect(!text.contains("SURVIVED") && !text.contains("client-admin-name-wrong"))
    #expect(whole.json.contains("\"unchecked\": [\n    \"client-admin-name-wrong\","))

    let chosen = try listing([killed, survivor], isChoice: true)
    #expect(!chosen.matrix.isComplete)
    let rows = chosen.table(.plain).split(separator: "\n")
    #expect(rows.contains { $0.hasPrefix("b ") && $0.contains("SURVIVED") })
    #expect(
      rows.contains { $0.hasPrefix("client-admin-name-wrong ") && $0.contains("no check yet") })
    #expect(rows.contains("survived: b (R/2): it passed"))
  }
}
