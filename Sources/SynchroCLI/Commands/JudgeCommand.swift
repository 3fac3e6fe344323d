import SynchroCatalog
import SynchroDigest
import SynchroJSON
import SynchroReport
import SynchroRunner
import SynchroScript
import SynchroText
import SynchroVerdict

/// `synchroscope judge`: a recorded run, judged again.
enum JudgeCommand {
  enum Form: String, CaseIterable, Sendable {
    case console
    case quiet
    case json
  }

  private static let suite = Option(
    "suite", .file("DIR"),
    help: "the folder of the suites to judge by; those of the run when "
      + "nothing is said")
  private static let profile = Option(
    "profile", .file("NAME|FILE"),
    help: "hold the target to this profile, by name or in a file, instead of the run's")
  private static let out = Option(
    "out", short: "o", .file("DIR"), help: "write reports into DIR/RUN")
  private static let form = Option(
    "format", short: "f", ValueKind<Form>.choice("FORM"),
    help: "how to print the result; console when nothing is said")
  private static let verdicts = Option(
    "verdicts", .file(), help: "also write every verdict to this file, a line each")
  private static let run = Operand(
    .file("RUN"), help: RunPath.help + ", or a bundle of it")

  static let spec = CommandSpec(
    "judge", summary: "Judge the record of a run again, without its target",
    discussion: """
      The suites are carried out once more, and each request is answered as it was answered then. The
      same suites give the same verdicts, byte for byte: if not, this program has broken its promise,
      says where, and ends with 5. Newer suites or another profile may give others, and what changed
      is told, with the reasons.

      A request that the recorded run never made is never guessed at: from there on, its test is
      untestable, and so is every test that needs it.

      Secrets are not in a record. Where they were sent or received, something as long stands in
      their place, the same for the same secret.

      The exit code is that of the verdicts, as with 'run'; 5 when the same suites and the same
      profile came to others; 2 when the record cannot be read.
      """,
    parameters: [
      suite.spec, profile.spec, out.spec, form.spec, verdicts.spec, run.spec,
    ],
    examples: [
      .init("synchroscope judge reports/RUN", "does the record bear the verdicts?"),
      .init("synchroscope judge run.bundle", "the same of what was handed over"),
      .init("synchroscope judge reports/RUN --suite Suites", "what would today's suites say?"),
      .init("synchroscope judge reports/RUN --profile pilot.profile", "what would a buyer say?"),
    ]
  ) { arguments, console throws(UsageError) in
    let recorded = try RecordedFiles(arguments.all(run).first ?? ".", console)
    guard let record = try JudgedRun(console: console).read(recorded) else { return .usage }
    // What one shard's tests were given by another's cannot be told from the record of the whole.
    if let part = record.report.header.parts.first {
      throw .unusable(
        "'\(arguments.all(run).first ?? ".")' was merged from \(part.shard.count) shards, each with "
          + "values of its own",
        help: "judge the runs of the shards, one after another")
    }
    let kept = try recorded.suites(of: record.report.header)
    let suites: SuitesDirectory
    let files: SuiteFiles
    if arguments[suite] == nil, let kept {
      suites = kept.directory
      files = SuiteFiles(console: kept.reader(console))
    } else {
      suites = try SuitesDirectory.locate(arguments[suite])
      files = SuiteFiles(console: kept?.ownReader(console) ?? console)
    }
    let words = try kept?.own(beside: suites) ?? SuiteWords()
    let found = try await files.library(from: suites, and: words)
    let catalogue = try kept?.extend(found.catalogue, unlessOther: arguments[profile], console)
    let (library, own) = try OwnProfile(console: console)
      .extend(catalogue.map(found.with) ?? found, by: arguments[profile])
    let setting = try JudgementSetting(
      record, library, profile: own?.profile.name ?? arguments[profile],
      isOther: arguments[suite] != nil || own != nil)
    guard await files.isSound(setting.suites, in: library) else { return .usage }
    for sentence in record.evidence.end?.interruptions ?? [] {
      console.err.write("note: the recorded run was cut short: \(VisibleText.escape(sentence))\n")
    }
    for remark in setting.remarks { console.err.write("note: \(remark)\n") }
    let report: RunReport
    do throws(RedactionError) {
      report = try await Rejudgement(record.evidence, target: record.target).report(
        setting.plan, of: library, header: setting.header, profile: setting.profile)
    } catch {
      console.err.write(
        "error: the report is not written, because it might show a secret: \(error)\n")
      return .harnessFault
    }
    if let fault = await write(report, arguments) {
      console.err.write("error: \(fault)\n")
      return .harnessFault
    }
    return conclude(record, setting, report, arguments[form] ?? .console, console)
  }

  // MARK: - Output

  /// Writes what was asked for; answers why that was not possible.
  private static func write(
    _ report: RunReport, _ arguments: ParsedArguments
  ) async -> String? {
    if let path = arguments[verdicts] {
      let text = VerdictDocument(report).text
      if let fault = WholeFile.write(Array(text.utf8), to: path) { return fault }
    }
    guard let parent = arguments[out] else { return nil }
    let folder = parent + "/" + report.header.run
    if let fault = WholeFile.makeFolder(folder) { return fault }
    return await RunReports.write(report, to: folder)
  }

  private static func conclude(
    _ record: JudgedRun.Record, _ setting: JudgementSetting, _ report: RunReport, _ form: Form,
    _ console: Console
  ) -> ExitCode {
    let comparison = RunComparison(from: record.report, to: report)
    let changes = ComparisonReport(style: console.out.style).render(comparison)
    let then = VerdictDocument(record.report)
    let now = VerdictDocument(report)
    let (equal, changed) = now.compared(with: then)
    let count = "verdicts: \(equal) as recorded, \(changed) otherwise\n"
    switch form {
    case .console:
      console.out.write(ConsoleReport(style: console.out.style).render(report))
      if !comparison.isUnchanged || !comparison.settings.isEmpty {
        console.out.write("\n" + changes)
      }
      console.out.write("\n" + count)
    case .quiet: console.out.write(QuietReport.render(report) + count)
    case .json:
      console.out.write(JSONPrinter.pretty(report.json) + "\n")
      console.err.write(count)
    }
    guard changed > 0, setting.isSame, record.evidence.isWhole else {
      return ExitCode(report.exit)
    }
    console.err.write(
      "error: the same suites and the same profile came to other verdicts; the first that differ:\n"
        + firstDifferences(then.lines, now.lines))
    return .harnessFault
  }

  private static func firstDifferences(_ then: [String], _ now: [String]) -> String {
    let gone = Set(then).subtracting(now)
    let new = Set(now).subtracting(then)
    return
      (then.filter { gone.contains($0) }.prefix(3).map { "  recorded: \($0)\n" }
      + now.filter { new.contains($0) }.prefix(3).map { "  now: \($0)\n" }).joined()
  }
}
