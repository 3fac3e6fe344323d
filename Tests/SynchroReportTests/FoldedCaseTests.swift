import SynchroTiming
import SynchroVerdict
import Testing

@testable import SynchroReport

@Suite struct FoldedCaseTests {
  private static func check(_ id: String, _ verdict: Verdict, differs: String? = nil) -> ReportCase
  {
    let mismatches = differs.map { [Mismatch(expected: "string", received: $0)] } ?? []
    return ReportCase(
      id: id, subject: "$.name is string", verdict: verdict, place: nil, requirement: nil,
      decision: Decision(requirement: nil, verdict: verdict, mismatches: mismatches), exchanges: [],
      nextStep: nil)
  }

  private static func untestable(_ id: String, _ reason: String = "the token was refused")
    -> ReportCase
  {
    check(id, .untestable(prerequisite: reason))
  }

  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let cases: [ReportCase]
    /// The id of each folded case, and how many others it stands for.
    let folded: [String]
    var rest: String?
  }

  static let examples = [
    Example(
      testDescription: "what needs no look is left out",
      cases: [check("s#a:1", .passed), check("s#a:2", .notApplicable(feature: "paging"))],
      folded: []),
    Example(
      testDescription: "decisions of one check that came out alike are one",
      cases: [
        check("s#a:1", .failed, differs: "17"), check("s#a:1", .failed, differs: "17"),
        check("s#a:1", .warned, differs: "17"), check("s#a:1", .failed, differs: "18"),
      ],
      folded: ["s#a:1 +1", "s#a:1 +0", "s#a:1 +0"]),
    Example(
      testDescription: "two checks that fail alike stay two",
      cases: [check("s#a:1", .failed, differs: "17"), check("s#a:2", .failed, differs: "17")],
      folded: ["s#a:1 +0", "s#a:2 +0"]),
    Example(
      testDescription: "one reason is told once, whatever it stops",
      cases: [untestable("s#a:1"), untestable("s#a:2"), untestable("s#b:1")],
      folded: ["s#a:1 +2"],
      rest: "the same reason leaves 2 more checks unproven, in s#a, s#b"),
    Example(
      testDescription: "a single other check is one check",
      cases: [untestable("s#a:1"), untestable("s#b:1")], folded: ["s#a:1 +1"],
      rest: "the same reason leaves 1 more check unproven, in s#b"),
    Example(
      testDescription: "the names of many tests are cut",
      cases: "abcdefg".map { untestable("s#\($0):1") }, folded: ["s#a:1 +6"],
      rest: "the same reason leaves 6 more checks unproven, in s#b, s#c, s#d, s#e and 2 more tests"),
    Example(
      testDescription: "questions for a person stay apart",
      cases: [
        check("s#a:1", .review(question: "Is it plain?")),
        check("s#b:1", .review(question: "Is it plain?")),
      ],
      folded: ["s#a:1 +0", "s#b:1 +0"]),
    Example(
      testDescription: "what is unproven stands behind what speaks against the target",
      cases: [
        untestable("s#a:1"), check("s#b:1", .warned, differs: "17"), untestable("s#c:1", "-"),
      ],
      folded: ["s#b:1 +0", "s#a:1 +0", "s#c:1 +0"]),
  ]

  @Test(arguments: examples)
  func `cases that are one thing to a reader are shown once`(example: Example) {
    let folded = FoldedCase.all(of: example.cases)
    #expect(folded.map { "\($0.first.id) +\($0.others.count)" } == example.folded)
    if let rest = example.rest { #expect(folded.first?.rest == rest) }
  }
}
