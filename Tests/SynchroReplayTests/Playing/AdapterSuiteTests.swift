import SynchroDevices
import SynchroPXB
import SynchroReplay
import SynchroTestSupport
import SynchroVerdict
import Testing

@testable import SynchroScript

@Suite struct AdapterSuiteTests {
  private static let defects =
    AdapterBench.model?.defects.filter { $0.id.hasPrefix("pxb-") }.map(\.id) ?? []

  @Test func `right devices keep every rule of the binding`() async throws {
    let tests = try await AdapterBench.tests()
    #expect(tests.count > 30)
    for test in tests { #expect(test.verdict.kind == .passed, "\(test.id): \(test.checks)") }
  }

  @Test(arguments: defects)
  func `a defect of the binding fails the rules that it breaks`(id: String) async throws {
    let defect = try #require(AdapterBench.model?.defect(id))
    let tests = try await AdapterBench.tests(with: [defect])
    let decisions = tests.flatMap(\.checks).flatMap(\.decisions)
    let failed = Set(decisions.filter { $0.verdict.kind == .failed }.compactMap(\.requirement))
    #expect(Set(defect.breaks).subtracting(failed) == [])
  }

  @Test func `every rule of the linter is a row and is looked at or explained`() throws {
    let rows = String(
      decoding: try Fixtures.bytes("../Suites/pxb/requirements/pxb.requirements"), as: UTF8.self)
    let looked = Set(AdapterBench.suites.flatMap { $0.suite.linted.compactMap(\.id) })
    for rule in LintRule.allCases {
      let name = "requirement \(rule.rawValue)\n"
      // What the harness alone can break, and what its links see before anybody else.
      let isElsewhere = rule == .limit || rule == .hazard || rule == .sealed
      #expect(rows.contains(name) || rule == .hazard, "\(rule.rawValue)")
      #expect(looked.contains(rule.rawValue) != isElsewhere, "\(rule.rawValue)")
    }
  }
}
