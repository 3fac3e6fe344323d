import SynchroMocks
import SynchroTiming
import SynchroVerdict
import Testing

@testable import SynchroCLI

@Suite struct SideFailureTests {
  /// A failed check: its test, its place there, the requirement, the answers that it looked at.
  private typealias Failed = (test: String, place: Int, requirement: String, exchanges: [Int])

  private let place = CheckRecord.Place(file: "f", line: 1, column: 1, endColumn: 2, text: "x")
  private let start = Timestamp.unixEpoch

  private func tests(_ failures: [Failed], verdict: Verdict = .failed) -> [TestRecord] {
    ["s#a", "s#b", "s#c"].map { test in
      let checks = (0..<4).map { number in
        CheckRecord(
          id: "\(test):\(number + 1)", text: "x", place: place,
          decisions: failures.filter { $0.test == test && $0.place == number }.map {
            Decision(requirement: $0.requirement, verdict: verdict)
          },
          exchanges: failures.first { $0.test == test && $0.place == number }?.exchanges ?? [])
      }
      return TestRecord(
        id: test, title: "t", place: place, start: start, duration: .zero, checks: checks)
    }
  }

  /// `s#b` needs `s#a`; `s#c` stands alone.
  private let needs: [String: Set<String>] = ["s#a": [], "s#b": ["s#a"], "s#c": []]

  @Test func `a failure is tied to the defect by name, by the answer, by what rests on it`() throws
  {
    let defect = try #require(CDSDefect.all.first { $0.requirements.count > 1 })
    let (aim, named) = (defect.requirements[0], defect.requirements[1])
    let root: Failed = ("s#a", 1, aim, [7])
    for (failures, side) in [
      ([root], nil), ([root, ("s#c", 0, named, [])], (named, SideFailure.Tie.named)),
      ([root, ("s#a", 0, "R", [6, 7])], ("R", .sameAnswer)),
      ([root, ("s#a", 1, "R", [7])], ("R", .sameAnswer)),
      ([root, ("s#a", 2, "R", [8])], ("R", .consequence)),
      ([root, ("s#b", 0, "R", [])], ("R", .consequence)),
      // A line of a suite is one look, however many answers it is about.
      ([root, ("s#a", 1, "R", [8])], ("R", .sameAnswer)),
      ([root, ("s#c", 3, "rests", [9])], ("rests", .dependence)),
      // Before it, in a test that it needs or beside it, nothing can rest on it.
      ([root, ("s#a", 0, "R", [6])], ("R", .collateral)),
      ([root, ("s#c", 3, "R", [9])], ("R", .collateral)),
      ([("s#b", 1, aim, [7]), ("s#a", 0, "R", [1])], ("R", .collateral)),
      // What the defect names as well is a root, too.
      ([root, ("s#c", 0, named, [9]), ("s#c", 3, "R", [9])], ("R", .sameAnswer)),
      // Where one failure is unexplained, another that is explained does not hide it.
      ([root, ("s#a", 2, "R", [8]), ("s#c", 1, "R", [9])], ("R", .collateral)),
      // Without a root nothing is explained.
      ([("s#a", 1, "R", [7])], ("R", .collateral)),
    ] as [([Failed], (String, SideFailure.Tie)?)] {
      let ties = FailureTies(
        Mutant(defect), tests(failures), needs: needs, dependences: ["rests": ["other", aim]])
      let found = ties.sides.first { $0.requirement == side?.0 }
      #expect(found?.tie == side?.1, "\(failures)")
    }
    let killers = FailureTies(Mutant(defect), tests([root, ("s#b", 3, aim, [1])]), needs: needs)
      .killers
    #expect(killers == ["s#a:2", "s#b:4"])
  }

  @Test func `a warning is a side failure, and is told from a failure`() throws {
    let defect = try #require(CDSDefect.all.first)
    let failures: [Failed] = [("s#a", 1, "R", [7]), ("s#c", 2, "R", [8])]
    for (verdict, isFailure) in [(Verdict.warned, false), (.failed, true)] {
      let ties = FailureTies(Mutant(defect), tests(failures, verdict: verdict), needs: needs)
      #expect(
        ties.sides == [
          SideFailure(requirement: "R", check: "s#a:2", tie: .collateral, isFailure: isFailure)
        ])
      #expect(ties.witnessed == ["R"])
    }
    let passed = FailureTies(Mutant(defect), tests(failures, verdict: .passed), needs: needs)
    #expect(passed.sides.isEmpty && passed.witnessed.isEmpty)
  }
}
