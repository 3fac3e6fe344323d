import SynchroCatalog
import SynchroTiming
import SynchroVerdict
import Testing

@testable import SynchroRunner

@Suite struct ShardedRunTests {
  /// Tests that need others of other shards, ask several times, and are redirected.
  private static let text: String = {
    let more = (1...14).map { number in
      """
      test more\(number) "\(number)"
        needs login
        GET ${target.url}/items/\(number)
        => 200 [R/1/other]
        GET ${target.url}/moved
        with redirects 2
        => 200 [R/1/chain]

      """
    }
    return """
      suite x/suite "X"
      test metadata "M"
        GET ${target.url}/metadata
        => 200 [R/1/must]
      test login "L"
        needs metadata
        GET ${target.url}/login
        => 200 [R/1/must]
      test broken "B"
        needs metadata
        GET ${target.url}/gone
        => 200 [R/1/must]

      """ + more.joined()
  }()

  private static let site = "https://hub.test"

  private static func run(_ change: (inout RunPlan.Options) -> Void) async throws -> RunReport {
    var replies: [String: [ScriptedExchanges.Reply]] = [
      "GET \(site)/metadata": [.json("{}")], "GET \(site)/login": [.json("{}")],
      "GET \(site)/moved": [.redirect("/new")], "GET \(site)/new": [.json("{}")],
    ]
    for number in 1...14 { replies["GET \(site)/items/\(number)"] = [.json("{}")] }
    var options = RunPlan.Options()
    change(&options)
    var report = try await Scene.run(text, ScriptedExchanges(replies), options: options)
    report.duration = .zero
    for place in report.tests.indices {
      report.tests[place].start = .unixEpoch
      report.tests[place].duration = .zero
    }
    let shard = options.shard
    report.header.run = "run-\(shard?.description ?? "whole")"
    report.header.selection = .init(shard: shard)
    return report
  }

  @Test(.timeLimit(.minutes(5)))
  func `numbers do not depend on how many tests run at a time or which`() async throws {
    let one = try await Self.run { $0.jobs = 1 }
    #expect(try await Self.run { $0.jobs = 16 } == one)
    let some = try await Self.run { $0.only = [TestPattern("more1?")] }
    let known = Dictionary(uniqueKeysWithValues: one.exchanges.map { ($0.number, $0) })
    #expect(some.exchanges.count == 18, "the doctor, what they need, five tests")
    #expect(some.exchanges.allSatisfy { known[$0.number] == $0 })
    let moved = try #require(one.exchanges.last { $0.redirectedFrom != nil })
    #expect(moved.number == 170_003 && moved.redirectedFrom == 170_002)
    #expect(one.tests.last?.exchanges == [170_001, 170_002, 170_003])
  }

  @Test(.timeLimit(.minutes(5)), arguments: [2, 7, 40])
  func `shards come to exactly what the whole run does`(count: Int) async throws {
    let whole = try await Self.run { $0.jobs = 3 }
    var sources: [RunMerge.Source] = []
    for index in 1...count {
      let shard = Shard(index: index, count: count)
      sources.append(.init(try await Self.run { $0.shard = shard }, path: "\(index)"))
    }
    #expect(count < 40 || sources.contains { $0.report.tests.isEmpty })
    var merged = try RunMerge(sources).report(
      run: "run-whole", arguments: [], rows: Scene.catalogue.requirements, claimed: [])
    #expect(merged.header.parts.count == count)
    merged.header.parts = []
    #expect(merged == whole)
    #expect(merged.summary.tests.total == 17 && merged.exit == .failed)
  }
}
