import SynchroReplay
import SynchroRunner
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict

/// Flows against reference devices, and what a run against devices of others shares with it.
extension RunCommand {
  /// No flow fits what was asked for.
  static let nothingSelected = UsageError.unusable(
    "no flow fits '--only' and '--tag'",
    help: "'synchroscope list tests' shows the flows of every suite")

  /// Flow suites against reference devices in this process.
  static func replay(
    against word: String, _ start: Timestamp, _ arguments: ParsedArguments, _ console: Console
  ) async throws(UsageError) -> ExitCode {
    let baseline = try BaselineFile(console: console).read(arguments)
    let suites = try SuitesDirectory.locate(arguments[SuitesDirectory.option])
    guard let (library, selection, words) = try await flowSelection(suites, arguments, console)
    else {
      return .usage
    }
    let order = try replayOrder(library, arguments, console)
    let run = try ReplayRun(word, selection, in: suites, order, arguments, console)
    let plan = try run.plan()
    guard !plan.plays.isEmpty || !plan.absent.isEmpty else {
      throw Self.nothingSelected
    }
    if arguments[isDry] {
      console.out.write(ReplayRun.text(of: plan))
      return .success
    }
    let id = RunID.text(start, tail: UInt16.random(in: .min ... .max))
    let header = run.header(
      plan, replayHeader(id, run.suites, order, word, start, arguments))
    let secrets = ResolvedSecrets()
    let output =
      try arguments[isSilent]
      ? nil : RunOutput.open(below: arguments[out] ?? "reports", header, secrets, console)
    output?.keepSuites(suites, and: words.own(of: run.suites), of: header, console)
    let task = Task { await run.carryOut(plan, header) { output?.append($0) } }
    let watch = Interrupts.watch {
      console.err.write("\nstopping; Ctrl-C again ends at once\n")
      task.cancel()
    }
    var report = await task.value
    Interrupts.forget(watch)
    await output?.settle()
    if let fault = output?.evidenceFault { report.interruptions.append(fault) }
    return await finish(
      report, secrets, arguments[format] ?? .console, output, console,
      judge: { baseline?.outcome(of: $0, names: Baseline.Names(library)) })
  }

  /// The suites that were asked for; nil after showing what is wrong with them.
  static func flowSelection(
    _ suites: SuitesDirectory, _ arguments: ParsedArguments, _ console: Console
  ) async throws(UsageError) -> (SuiteLibrary, SuiteSelection, SuiteWords)? {
    let files = SuiteFiles(console: console)
    let words = try SuiteWords(arguments.all(words), beside: suites, console)
    let library = try await files.library(from: suites, and: words)
    return try await files.selection(words, in: library).map { (library, $0, words) }
  }

  /// What a run of flows depends on.
  static func replayOrder(
    _ library: SuiteLibrary, _ arguments: ParsedArguments, _ console: Console
  ) throws(UsageError) -> ReplayRun.Order {
    var order = ReplayRun.Order(
      seed: arguments[seed].map { UInt64($0) } ?? UInt64.random(in: 0...0xFFFF_FFFF),
      jobs: arguments[jobs] ?? 4)
    order.requirements = library.catalogue
    order.only = arguments.all(only).map { TestPattern($0) }
    order.tags = arguments.all(tags)
    order.shard = try ShardOption.shard(arguments, console)
    return order
  }

  /// What is said of a run of flows before its first payload.
  static func replayHeader(
    _ id: String, _ suites: [SuiteSource], _ order: ReplayRun.Order, _ target: String,
    _ start: Timestamp, _ arguments: ParsedArguments
  ) -> RunReport.Header {
    RunReport.Header(
      tool: Program.version, run: id, seed: order.seed,
      arguments: CommandLine.arguments.dropFirst().map { $0 },
      allowsUnproven: arguments[allowsUnproven],
      selection: RunReport.Selection(
        only: order.only.map(\.text), tags: order.tags, shard: order.shard),
      host: HostFacts.all, target: target,
      suites: suites.map { RunReport.SuiteFile($0) }, start: start)
  }
}
