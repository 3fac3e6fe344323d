import SynchroCatalog
import SynchroMocks
import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroCLI

@Suite struct KillListingTests {
  private static let killed = KillMatrix.Row(
    defect: "a", requirement: "D/1/one", outcome: .killed, killers: ["s#t:1", "s#t:4"],
    sides: [
      SideFailure(requirement: "D/2/two", check: "s#t:9", tie: .consequence, isFailure: true),
      SideFailure(requirement: "D/3/four", check: "s#u:1", tie: .dependence, isFailure: true),
      SideFailure(requirement: "D/3/three", check: "s#u:2", tie: .collateral, isFailure: true),
    ], witnessed: ["D/1/one", "D/2/two", "D/3/three", "D/3/four"], exit: 1)
  private static let survivor = row("b", "D/2/two", .survived("it passed"))
  private static let elsewhere = row("c", "D/1/one", .killedElsewhere("it was | not decided"))

  private static func row(
    _ defect: String, _ requirement: String, _ outcome: KillMatrix.Row.Outcome
  ) -> KillMatrix.Row {
    KillMatrix.Row(
      defect: defect, requirement: requirement, outcome: outcome, killers: [], sides: [],
      witnessed: [], exit: 0)
  }

  private func matrix(
    _ rows: [KillMatrix.Row], notes: [String] = [], isChoice: Bool = true, isClean: Bool = true
  ) -> KillMatrix {
    KillMatrix(
      isCleanPassing: isClean, cleanTroubles: isClean ? [] : ["D/1/one failed"], rows: rows,
      unwitnessed: isChoice ? [] : ["D/2/two"], isChoice: isChoice,
      notes: Dictionary(
        uniqueKeysWithValues: notes.map {
          ($0, SurvivorNote(defect: $0, because: "Nobody can see \($0).", place: "x.notes:3"))
        }))
  }

  @Test func `what is not found has to be explained, and what is found must not be`() {
    let killed = Self.killed
    let two = [killed, Self.survivor]
    for (matrix, complaint) in [
      (matrix([killed]), nil), (matrix(two), "not explained: b: mend the suite, or write"),
      (matrix(two, notes: ["b"]), nil),
      (matrix(two, notes: ["a", "b"]), "explained and yet killed: a: take the note at x.notes:3"),
      (matrix(two, notes: ["b"], isChoice: false), "too few defects are killed: 50 %, 98 % are"),
      (
        matrix(
          Array(repeating: killed, count: 49) + [Self.survivor], notes: ["b"], isChoice: false),
        nil
      ),
      (matrix([killed], isClean: false), "the right server does not pass: D/1/one failed"),
      (matrix([killed], notes: ["other"]), nil), (matrix([], isChoice: false), nil),
    ] as [(KillMatrix, String?)] {
      let told = KillListing(matrix: matrix, unchecked: []).complaints(.plain)
      #expect(matrix.isComplete == (complaint == nil), "\(told)")
      #expect(complaint.map(told.contains) ?? told.isEmpty, "\(told)")
    }
  }

  @Test func `what no suite checks yet is told apart from what survives`() throws {
    let names = ["client-admin-name-wrong", "details-for-no-type", "details-format-unknown"]
    let unchecked = try names.map { try #require(CDSDefect.named($0)) }
    let rows = [Self.killed, Self.survivor, Self.elsewhere]
    var transcript = ""
    for (isChoice, isClean) in [(true, true), (false, false)] {
      let listing = KillListing(
        matrix: matrix(rows, notes: ["b"], isChoice: isChoice, isClean: isClean),
        unchecked: unchecked.map { Mutant($0) })
      transcript += listing.table(.plain) + "\n"
    }
    transcript +=
      KillListing(matrix: matrix(rows, notes: ["b"]), unchecked: unchecked.map { Mutant($0) }).json
    try expectGolden(transcript, "CLI/kill-listing.txt")
  }

  @Test func `the document names every defect, sorted, and nothing that changes`() throws {
    let (catalogue, findings) = Catalogue.load([SourceText(name: "x", Self.rows)])
    #expect(findings.isEmpty)
    let rows = [Self.survivor, Self.row("z", "D/1/one", .killed), Self.killed, Self.elsewhere]
    let documents = [rows, rows.reversed()].map { rows in
      KillDocument(
        matrix: matrix(rows, notes: ["b"], isChoice: false), catalogue: catalogue,
        requirements: catalogue.requirements, checked: ["D/1/one", "D/2/two"], command: "d/full"
      ).markdown
    }
    #expect(documents[0] == documents[1])
    try expectGolden(documents[0], "CLI/kill-matrix.md")
  }

  private static let rows =
    "document DOC-1\n  title: A document\n  edition: first\n\n"
    + [
      ("D/1/one", "1"), ("D/2/two", "2"), ("D/3/three", "3"), ("D/3/four", "3"), ("D/3/five", "3"),
    ].map {
      """
      requirement \($0.0)
        level: MUST
        party: server
        clause: \($0.1)
        anchor: a
        statement: It is so
        applies: always
        decision: automatic
        how: Look
        negative: It is not


      """
    }.joined()
    + "dependence D/3/four\n  on: D/1/one\n  because: It shows there.\n"

  @Test(arguments: [
    (0, 0, "-"), (1, 3, "33.3 %"), (1517, 1522, "99.6 %"), (2, 2, "100 %"), (1999, 2000, "99.9 %"),
  ])
  func `a share is never rounded up`(part: Int, whole: Int, words: String) {
    #expect(KillMatrix.share(part, of: whole) == words)
  }
}
