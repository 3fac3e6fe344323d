import Foundation
import SynchroCatalog
import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroText
import SynchroVerdict
import Synchronization
import Testing

@testable import SynchroRunner

/// A run whose tests ask the operator, with everything that it tells.
struct OperatorScene {
  /// What came of it.
  struct Outcome {
    var report: RunReport
    var hooks: [HookRecord]
    /// `text of the check: verdict (reason)`, a line for each decision.
    var lines: [String]
    /// Everything that was asked of the target after the doctor's look.
    var asked: [String]
    /// What is written of it in the end, in one text.
    var written: String
  }

  /// Hooks of every sort, some with a request to an operator API.
  static let catalogue: Catalogue = {
    let text = """
      hook act
        does: acts
        may: client more
        api: POST /clients/{client}/act {"more": "${more}"}
      hook shell-only
        does: something that no operator API knows
        may: client
      hook visit
        does: signs in as a user
        needs: url
        may: account
        person: signs in
      """
    let fixed = text.replacing("  may: client more", with: "  needs: client\n  may: more")
    return Catalogue.load([SourceText(name: "x.hooks", fixed)]).catalogue
  }()

  static func library(_ steps: String) -> SuiteLibrary {
    SuiteLibrary(
      suites: [SourceText(name: "Suites/x/suite.suite", Scene.suite(steps, head: ""))],
      schemas: [:],
      catalogue: Catalogue(requirements: Scene.catalogue.requirements, hooks: catalogue.hooks))
  }

  /// A target whose `[hooks]` section holds these lines.
  static func target(_ hooks: String, folder: String = "") throws -> TargetFile {
    let text = """
      url: https://hub.test
      [secret KEY]
      from environment KEY
      [hooks]
      \(hooks)
      """
    let parsed = TargetFileParser.parse(
      SourceText(name: "x.target", text), folder: folder
    ) { _ in true }
    #expect(parsed.diagnostics.isEmpty, "\(parsed.diagnostics.map(\.message))")
    return try #require(parsed.target)
  }

  static func run(
    _ steps: String, _ target: TargetFile, replies: [String: [ScriptedExchanges.Reply]] = [:],
    exchanges: (any ExchangeSource)? = nil, hooks: (any OperatorHooks)? = nil
  ) async throws -> Outcome {
    let library = library(steps)
    let broken = library.findings.filter(\.isError).map(\.diagnostic.message)
    try #require(broken.isEmpty, "\(broken)")
    let plan = try RunPlan(suites: library.sources.map(\.suite), requested: ["x/suite"])
    let scripted = ScriptedExchanges(
      replies.merging(["GET https://hub.test/": [.json("{}")]]) { given, _ in given })
    let secrets = Scene.secrets()
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "evidence.jsonl")
    let log = try EvidenceLog(path: path.path, run: "r1", secrets: secrets.ledger)
    let events = Mutex<[HookRecord]>([])
    let report = await Runner(
      library: library, exchanges: exchanges ?? scripted, hooks: hooks
    ).run(
      plan, .init(header: Scene.header(), target: target, secrets: secrets)
    ) { event in
      do { try log.append(event) } catch { Issue.record("\(error)") }
      if case .hook(let record) = event { events.withLock { $0.append(record) } }
    }
    log.close()
    let shown = try report.redacted(by: secrets.ledger.redactor())
    let written =
      JSONPrinter.compact(shown.json) + String(decoding: try Data(contentsOf: path), as: UTF8.self)
    let asked = scripted.orders.dropFirst().map { "\($0.method.name) \($0.url.text)" }
    return Outcome(
      report: report, hooks: events.withLock { $0 },
      lines: report.tests.flatMap { Scene.lines($0) }, asked: asked, written: written)
  }
}
