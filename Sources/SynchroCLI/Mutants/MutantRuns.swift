import SynchroCatalog
import SynchroMocks
import SynchroRunner
import SynchroScript
import SynchroServer
import SynchroSystem
import SynchroTiming
import SynchroVerdict
import SynchroWire

/// Runs suites against the reference server: right, with each defect, and right again.
struct MutantRuns: Sendable {
  /// Why the matrix could not be made; never a defect's doing.
  struct Fault: Error {
    let message: String
  }

  let library: SuiteLibrary
  let plan: RunPlan
  /// For each requirement the tests that decide it, with what they need.
  private let plans: [String: RunPlan]
  /// For each test those that it needs, and what those need.
  private let needs: [String: Set<String>]
  /// For each requirement those that it rests on.
  private let dependences: [String: Set<String>]
  let profile: Profile?
  let seed: CDSSeed
  private let authority: ThrowawayAuthority

  /// Gets ready; with `isExhaustive` every defect meets every test of the plan.
  init(
    library: SuiteLibrary, plan: RunPlan, profile: Profile?, seed: CDSSeed,
    isExhaustive: Bool = false
  ) throws(Fault) {
    self.library = library
    self.plan = plan
    plans = isExhaustive ? [:] : Self.plans(of: library, plan)
    needs = Dictionary(
      plan.entries.map { ($0.id.description, Set($0.visible.map(\.description))) },
      uniquingKeysWith: { first, _ in first })
    dependences = Dictionary(
      library.catalogue.dependences.map { ($0.requirement, Set($0.on)) },
      uniquingKeysWith: { first, _ in first })
    self.profile = profile
    self.seed = seed
    do throws(TLSFault) {
      authority = try ThrowawayAuthority()
    } catch {
      throw Fault(message: "no certificate can be made: \(error)")
    }
  }

  /// Tests that do not look at what a defect breaks would only cost time.
  private static func plans(of library: SuiteLibrary, _ whole: RunPlan) -> [String: RunPlan] {
    let planned = Set(whole.entries.map(\.id))
    var tests: [String: Set<TestID>] = [:]
    for use in library.uses {
      let id = TestID(suite: use.suite, name: use.test)
      if planned.contains(id) { tests[use.id, default: []].insert(id) }
    }
    let names = Set(whole.suites.map(\.name.value))
    var made: [Set<TestID>: RunPlan] = [:]
    return tests.compactMapValues { chosen in
      if let plan = made[chosen] { return plan }
      var options = whole.options
      options.only = chosen.map { TestPattern($0.description) }
      let plan = try? RunPlan(suites: whole.suites, requested: names, options: options)
      made[chosen] = plan
      return plan
    }
  }

  /// The matrix of these defects, `jobs` runs at a time; `progress` hears of each finished one. A
  /// choice of defects says nothing about the requirements of the others.
  func matrix(
    of defects: [CDSDefect], isChoice: Bool, jobs: Int, progress: @escaping @Sendable (Int) -> Void
  ) async throws(Fault) -> KillMatrix {
    let schemes = defects.contains(where: \.needsTLS) ? [false, true] : [false]
    var troubles: [String] = []
    for isSecure in schemes { troubles += Self.troubles(try await run(nil, isSecure: isSecure)) }
    let rows = try await rows(of: defects, jobs: jobs, progress: progress)
    for isSecure in schemes { troubles += Self.troubles(try await run(nil, isSecure: isSecure)) }
    return KillMatrix(
      isCleanPassing: troubles.isEmpty, cleanTroubles: Set(troubles).sorted(), rows: rows,
      unwitnessed: isChoice ? [] : unwitnessed(by: rows), isChoice: isChoice,
      notes: Dictionary(
        library.catalogue.survivors.map { ($0.defect, $0) }, uniquingKeysWith: { first, _ in first }
      ))
  }

  private func rows(
    of defects: [CDSDefect], jobs: Int, progress: @escaping @Sendable (Int) -> Void
  ) async throws(Fault) -> [KillMatrix.Row] {
    let checked = Set(library.uses.map(\.id))
    let results = await withTaskGroup(
      of: (Int, Result<KillMatrix.Row, Fault>).self
    ) { group in
      var results: [Int: Result<KillMatrix.Row, Fault>] = [:]
      func note(_ done: (Int, Result<KillMatrix.Row, Fault>)) {
        results[done.0] = done.1
        progress(results.count)
      }
      for (index, defect) in defects.enumerated() {
        if index >= jobs, let done = await group.next() { note(done) }
        let isLookedFor = checked.contains(defect.primaryRequirement)
        group.addTask {
          guard isLookedFor else {
            return (index, .success(KillMatrix.Row(unchecked: Mutant(defect))))
          }
          do throws(Fault) {
            let report = try await run(defect, isSecure: defect.needsTLS)
            return (index, .success(row(defect, report)))
          } catch {
            return (index, .failure(error))
          }
        }
      }
      while let done = await group.next() { note(done) }
      return results
    }
    var rows: [KillMatrix.Row] = []
    for index in defects.indices {
      guard let result = results[index] else { continue }
      rows.append(try result.get())
    }
    return rows
  }

  private func row(_ defect: CDSDefect, _ report: RunReport) -> KillMatrix.Row {
    let aim = library.catalogue[defect.primaryRequirement]
    let mayOnlyWarn =
      aim.map { $0.level == .should || $0.level == .shouldNot } ?? false
      || library.catalogue.isAmbiguous(defect.primaryRequirement)
    return KillMatrix.Row(
      defect, report, mayOnlyWarn: mayOnlyWarn, needs: needs, dependences: dependences)
  }

  /// One run against a server of its own.
  private func run(_ defect: CDSDefect?, isSecure: Bool) async throws(Fault) -> RunReport {
    var configuration = CDSServer.Configuration(seed: seed)
    configuration.defects = [defect].compactMap { $0 }
    configuration.server.workers = 1
    // Suites may ask the operator to put it forward, and pauses do.
    let time = LeapingTime()
    configuration.clock = time.target
    // The same defect is found in the same way each time.
    configuration.randomSeed = plan.options.seed
    let server: CDSServer
    do {
      if isSecure {
        configuration.server.tls = TLSServerConfiguration(identity: try authority.issue())
      }
      server = try CDSServer(configuration)
    } catch {
      throw Fault(message: "the reference server cannot be started: \(error)")
    }
    do throws(Fault) {
      let relevant = defect.flatMap { plans[$0.primaryRequirement] } ?? plan
      let report = try await examine(server, relevant, time)
      // Nobody waits for an answer any more.
      await server.stop(within: .zero)
      return report
    } catch {
      await server.stop(within: .zero)
      throw error
    }
  }

  private func examine(
    _ server: CDSServer, _ plan: RunPlan, _ time: LeapingTime
  ) async throws(Fault) -> RunReport {
    var tls = TLSClientConfiguration()
    tls.trust = .certificates([authority.certificate])
    let exchanges: LiveExchanges
    let url: TargetFile
    do {
      exchanges = try LiveExchanges(tls: tls, time: time)
      url = TargetFile(url: try TargetSyntax.url(server.baseURL))
    } catch {
      throw Fault(message: "the run cannot begin: \(error)")
    }
    let described = await SelfDescription.complete(url, through: exchanges)
    let header = RunReport.Header(
      tool: Program.version, run: "mutant", seed: plan.options.seed, profile: profile?.name,
      target: server.baseURL, start: time.wallTime)
    var configuration = Runner.Configuration(
      header: header, target: described.target, secrets: ResolvedSecrets(), profile: profile)
    configuration.timeout = .seconds(60)
    configuration.target.timeout = .seconds(5)
    // The reference server does everything at once; what it has not done by then it never does.
    configuration.longestWait = .milliseconds(500)
    let report = await Runner(
      library: library, exchanges: exchanges, time: time, hooks: .asking(server.service)
    ).run(plan, configuration)
    await exchanges.stop()
    return report
  }

  // MARK: - Reading the runs

  private static func troubles(_ report: RunReport) -> [String] {
    guard report.exit != .success else { return [] }
    var words = report.doctor.filter { $0.severity == .fault }.map(\.sentence)
    for row in report.requirements {
      guard let verdict = row.verdict,
        verdict.kind == .failed || verdict.kind.leavesUnproven || verdict.kind == .harnessFault
      else { continue }
      words.append("\(row.id) \(verdict.kind.rawValue) \(verdict.reason ?? "")")
    }
    return words.isEmpty ? ["the run ended with exit code \(report.exit.rawValue)"] : words
  }

  /// MAY rows are permissions, which nobody can break.
  private func unwitnessed(by rows: [KillMatrix.Row]) -> [String] {
    let witnessed = Set(rows.flatMap(\.witnessed))
    let suites = Set(plan.entries.map(\.id.suite))
    let checked = Set(library.uses.filter { suites.contains($0.suite) }.map(\.id))
    return checked.subtracting(witnessed).filter { id in
      guard let row = library.catalogue[id] else { return false }
      return row.level != .may && row.decision.isAutomatic
    }.sorted()
  }
}
