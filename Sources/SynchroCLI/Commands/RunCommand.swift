import Glibc
import SynchroBundle
import SynchroCatalog
import SynchroDigest
import SynchroHTTP
import SynchroRunner
import SynchroScript
import SynchroSystem
import SynchroText
import SynchroTiming
import SynchroVerdict

/// `synchroscope run`: suites against a target.
enum RunCommand {
  private static let profile = Option(
    "profile", .file("NAME|FILE"),
    help: "what the target is held to, by name or in a file; a word of SUITE may name it too")
  static let out = Option(
    "out", short: "o", .file("DIR"), help: "the folder of the reports; ./reports unless given")
  static let isSilent = Flag("no-output", help: "write no report files")
  static let only = Option(
    "only", .text("TEST"), help: "only this test and what it needs; '*' stands for anything",
    isRepeatable: true)
  static let tags = Option(
    "tag", .text("TAG"), help: "only tests with this tag", isRepeatable: true)
  static let jobs = Option(
    "jobs", short: "j", ValueKind<Int>.number("N", in: 1...64),
    help: "tests at a time; 4 unless given")
  static let seed = Option(
    "seed", ValueKind<Int>.number("N", in: 0...Int.max), help: "repeat the random values of a run")
  static let format = Option(
    "format", ValueKind<ReportForm>.choice("FORM"), help: "how to print the result")
  static let isDry = Flag("dry-run", help: "print the plan and stop")
  static let allowsUnproven = Flag(
    "allow-unproven", help: "end with 0 although something could not be decided")
  private static let engine = Option(
    "http", ValueKind<LiveExchanges.Engine>.choice("ENGINE"),
    help: "who speaks HTTP: our own engine, or curl's for a second opinion")
  private static let timeout = Option(
    "timeout", .duration("TIME"), help: "the time for the whole run, such as 10m")
  static let words = Operand(
    .text("SUITE"), count: 1...Int.max,
    help: "a suite, the beginning of suites' names, a profile, or a suite file")

  static let spec = CommandSpec(
    "run", summary: "Run suites against a target",
    discussion: """
      The doctor looks at the target first; when something stands in the way, nothing is judged and
      the exit code is 3. Reports and the evidence of every exchange are written to
      reports/RUN/, secrets left out. At its end the run searches all of these files for every secret
      that it knows; where one is found is said, and the exit code is 5 unless the run has failed.

      Several machines can share a run: each takes one shard, and 'synchroscope merge' joins them.
      Without --shard the variables of Kubernetes (JOB_COMPLETION_INDEX and JOB_COMPLETIONS), Slurm
      (SLURM_ARRAY_TASK_ID, _COUNT and _MIN) and GitLab (CI_NODE_INDEX and CI_NODE_TOTAL) decide, the
      first of them that is set.

      With --baseline the exit code is 0 when everything came out as the file expects, 1 when not:
      something unexpected failed, warned or stayed unproven, or something expected happened no
      longer. Verdicts and reports stay as they are; 2, 3 and 5 keep their meaning.

      Ctrl-C stops the run: no further test begins, clean-up steps have ten seconds, the reports are
      written and say so, and the exit code is 4 at least. A second Ctrl-C ends the program at once.
      """,
    flags: [isSilent, isDry, allowsUnproven, LiveOptions.resumes],
    parameters: [
      TargetOption.option.spec, TargetOption.authority.spec, SuitesDirectory.option.spec,
      profile.spec, out.spec, only.spec,
      tags.spec, jobs.spec, seed.spec, ShardOption.option.spec, BaselineFile.option.spec,
      format.spec, engine.spec, timeout.spec,
    ] + LiveOptions.specs + [words.spec],
    examples: [
      .init("synchroscope run cds/discovery --target https://hub.example.com", "a public server"),
      .init("synchroscope run cds/discovery --target hub.target --dry-run", "what would be done"),
      .init(
        "synchroscope run cds/discovery/metadata --target hub.target --only 'fetch*'",
        "some tests of a suite"),
    ]
  ) { arguments, console throws(UsageError) in
    let start = SystemTime().wallTime
    if let word = arguments[TargetOption.option], word.hasPrefix(MockTarget.prefix) {
      try LiveOptions.refuse(arguments, for: "devices of this process")
      return try await replay(against: word, start, arguments, console)
    }
    let target = try TargetOption.read(arguments, console)
    if let device = target.device {
      return try await play(target, device, start, arguments, console)
    }
    try LiveOptions.refuse(arguments, for: "a server")
    let baseline = try BaselineFile(console: console).read(arguments)
    let suites = try SuitesDirectory.locate(arguments[SuitesDirectory.option])
    let files = SuiteFiles(console: console)
    let words = try SuiteWords(arguments.all(words), beside: suites, console)
    let (library, own) = try OwnProfile(console: console)
      .extend(await files.library(from: suites, and: words), by: arguments[profile])
    guard let selection = try await files.selection(words, in: library) else { return .usage }
    let plan = try plan(selection, arguments, console)
    if arguments[isDry] {
      console.out.write(plan.text)
      return .success
    }
    let profile: Profile?
    if let own {
      profile = own.profile
    } else {
      profile = try chosenProfile(arguments, target, selection, library.catalogue)
    }
    let secrets = await SecretFinder(.system).resolve(target)
    let header = RunReport.Header(
      tool: Program.version, run: RunID.text(start, tail: UInt16.random(in: .min ... .max)),
      seed: plan.options.seed, profile: profile?.name,
      edition: profile?.edition, arguments: CommandLine.arguments.dropFirst().map { $0 },
      allowsUnproven: arguments[allowsUnproven], selection: plan.selection, host: HostFacts.all,
      target: target.url.text, suites: selection.suites.map { RunReport.SuiteFile($0) },
      documents: RunReport.Document.all(in: library.catalogue, edition: profile?.edition),
      start: start)
    let output =
      try arguments[isSilent]
      ? nil : RunOutput.open(below: arguments[out] ?? "reports", header, secrets, console)
    output?.keepSuites(
      suites, and: words.own(of: selection.suites), profile: own, of: header, console)
    var configuration = Runner.Configuration(
      header: header, target: target, secrets: secrets, profile: profile)
    configuration.timeout = arguments[timeout]
    let report = await carryOut(
      plan, configuration, library, arguments[engine] ?? .own, output, console)
    guard let report else { return .harnessFault }
    return await finish(
      report, secrets, arguments[format] ?? .console, output, console,
      judge: { baseline?.outcome(of: $0, names: Baseline.Names(library)) })
  }

  /// The suites that a recorded command line asked for; nil when it was none of this command.
  static func words(of recorded: [String]) -> [String]? {
    guard recorded.first == spec.name,
      let arguments = try? ParsedArguments(parsing: recorded.dropFirst(), for: spec)
    else { return nil }
    return arguments.all(words)
  }

  // MARK: - Before

  private static func plan(
    _ selection: SuiteSelection, _ arguments: ParsedArguments, _ console: Console
  ) throws(UsageError) -> RunPlan {
    var options = RunPlan.Options()
    options.only = arguments.all(only).map { TestPattern($0) }
    options.tags = arguments.all(tags)
    options.jobs = arguments[jobs] ?? 4
    options.seed = arguments[seed].map { UInt64($0) } ?? UInt64.random(in: 0...0xFFFF_FFFF)
    options.shard = try ShardOption.shard(arguments, console)
    if options.shard != nil, arguments[seed] == nil {
      console.err.write("note: shards can be merged when all have the same seed: --seed N\n")
    }
    do throws(RunPlan.Fault) {
      return try RunPlan(
        suites: selection.suites.map(\.suite), requested: selection.requested, options: options)
    } catch {
      throw .unusable(error.message, help: error.help)
    }
  }

  private static func chosenProfile(
    _ arguments: ParsedArguments, _ target: TargetFile, _ selection: SuiteSelection,
    _ catalogue: Catalogue
  ) throws(UsageError) -> Profile? {
    guard let name = arguments[profile] ?? selection.profile?.name ?? target.profile else {
      return nil
    }
    return try catalogue.profile(called: name)
  }

  // MARK: - The run

  /// The signals are watched from here on: a target may keep us waiting before the first test.
  private static func carryOut(
    _ plan: RunPlan, _ configuration: Runner.Configuration, _ library: SuiteLibrary,
    _ engine: LiveExchanges.Engine, _ output: RunOutput?, _ console: Console
  ) async -> RunReport? {
    let run = Task { () -> RunReport? in
      do throws(SystemError) {
        return try await examine(plan, configuration, library, engine, output, console)
      } catch {
        console.err.write(ownFault(error))
        return nil
      }
    }
    let watch = Interrupts.watch {
      console.err.write("\nstopping: clean-up has ten seconds; Ctrl-C again ends at once\n")
      run.cancel()
    }
    defer { Interrupts.forget(watch) }
    return await run.value
  }

  private static func examine(
    _ plan: RunPlan, _ configuration: Runner.Configuration, _ library: SuiteLibrary,
    _ engine: LiveExchanges.Engine, _ output: RunOutput?, _ console: Console
  ) async throws(SystemError) -> RunReport {
    let time = SteadyTime()
    let exchanges: LiveExchanges
    switch try await LiveTarget.open(
      configuration.target, secrets: configuration.secrets, engine: engine,
      environment: TargetOption.environment(), time: time)
    {
    case .open(let open): exchanges = open
    case .fault(let finding):
      output?.append(.runStarted(configuration.header, tests: 0))
      output?.append(.doctor(finding))
      output?.append(.runEnded(duration: .zero, interruptions: []))
      await output?.settle()
      return RunReport.make(
        header: configuration.header, duration: .zero, doctor: [finding], tests: [],
        rows: [], claimed: [])
    }
    var configuration = configuration
    let described = await SelfDescription.complete(configuration.target, through: exchanges)
    configuration.target = described.target
    output?.keepTarget(described.target, configuration.secrets)
    configuration.findings += [described.finding].compactMap { $0 }
    let progress = LiveProgress(console.err)
    var report = await Runner(library: library, exchanges: exchanges, time: time)
      .run(plan, configuration) {
        output?.append($0)
        progress?.apply($0)
      }
    progress?.clear()
    await exchanges.stop()
    await output?.settle()
    if let fault = output?.evidenceFault { report.interruptions.append(fault) }
    if abs(time.drift / .seconds(1)) > 1 {
      console.err.write(
        "warning: the clock of this machine was set by \(Int((time.drift / .seconds(1)).rounded())) s "
          + "during the run, which kept to the time of its start\n")
    }
    return report
  }

  // MARK: - After

  static func finish(
    _ report: RunReport, _ secrets: ResolvedSecrets, _ form: ReportForm, _ output: RunOutput?,
    _ console: Console, judge: (RunReport) -> BaselineOutcome?
  ) async -> ExitCode {
    var shown: RunReport
    let redactor: GrowingRedactor
    let search: RunSearch?
    do {
      redactor = try secrets.ledger.redactor()
      // Most of what there is to search is evidence, which is there already.
      search = output.map { RunSearch(folder: $0.folder, run: report.header.run, for: redactor) }
      shown = try report.redacted(by: redactor)
    } catch {
      console.err.write(
        "error: the report is not written, because it might show a secret: \(error)\n")
      return .harnessFault
    }
    shown.baseline = judge(shown)
    console.out.write(form.text(of: shown, style: console.out.style))
    if let outcome = shown.baseline {
      BaselineFile(console: console).show(
        outcome, besideProgramOutput: form != .console && form != .quiet)
    }
    if let output, let search {
      let unreported = await output.finish(shown, hiding: redactor)
      let unkept = await output.keepEnvironment(shown)
      if let fault = unreported ?? unkept {
        console.err.write(
          "error: \(fault)\n  help: free some space or permit it, and run again; "
            + "'synchroscope report \(output.folder)' shows what is there\n")
        return .harnessFault
      }
      if let fault = output.list() {
        console.err.write("warning: the list of runs is as it was: \(fault)\n")
      }
      console.err.write("report: \(output.page)\n")
      let outcome = await search.carryOut(secrets.ledger.secrets)
      for line in outcome.words { console.err.write(line + "\n") }
      return outcome.exit(ExitCode(shown.judgedExit))
    }
    return ExitCode(shown.judgedExit)
  }
}
