import Foundation
import SynchroCatalog
import SynchroDigest
import SynchroHTTP
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict
import Testing

@testable import SynchroRunner

/// A run that was recorded, and its judging by other suites.
struct Recorded {
  let report: RunReport
  let evidence: EvidenceIndex
  let declaration: TargetDeclaration

  /// Runs a suite and reads back what was written of it.
  init(
    _ text: String, _ exchanges: WireExchanges, jobs: Int = 4, hooks: any OperatorHooks = NoHooks()
  ) async throws {
    let library = Scene.library(text)
    let broken = library.findings.filter(\.isError).map(\.diagnostic.message)
    try #require(broken.isEmpty, "\(broken)")
    var options = RunPlan.Options()
    options.jobs = jobs
    options.seed = 7
    let plan = try RunPlan(
      suites: library.sources.map(\.suite), requested: ["x/suite"], options: options)
    let target = try Scene.target()
    let secrets = Scene.secrets()
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "exchanges.jsonl").path
    let log = try EvidenceLog(path: path, run: "run-1", secrets: secrets.ledger)
    let configuration = Runner.Configuration(
      header: Scene.header(), target: target, secrets: secrets)
    let report = await Runner(library: library, exchanges: exchanges, hooks: hooks)
      .run(plan, configuration) { event in
        do { try log.append(event) } catch { Issue.record(error) }
      }
    log.close()
    self.report = try report.redacted(by: secrets.ledger.redactor())
    evidence = try EvidenceIndex(Array(Data(contentsOf: URL(filePath: path))))
    declaration = TargetDeclaration(of: target, secrets: secrets)
  }

  /// The same record judged by a suite.
  func judged(by text: String, profile: Profile? = nil) async throws -> RunReport {
    let library = Scene.library(text)
    let broken = library.findings.filter(\.isError).map(\.diagnostic.message)
    try #require(broken.isEmpty, "\(broken)")
    var options = RunPlan.Options()
    options.seed = 7
    let plan = try RunPlan(
      suites: library.sources.map(\.suite), requested: ["x/suite"], options: options)
    return try await Rejudgement(evidence, target: declaration).report(
      plan.keeping { _ in true }, of: library, header: Scene.header(), profile: profile)
  }

  /// `test: text of the check: verdict (reason)`, a line each.
  static func lines(_ report: RunReport) -> [String] {
    report.tests.flatMap { test in
      Scene.lines(test).map { "\(test.id.split(separator: "#")[1]): \($0)" }
    }
  }
}
