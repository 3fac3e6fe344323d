import SynchroCatalog
import SynchroDigest
import SynchroRunner
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict

/// `synchroscope merge`: the shards of a run become one run.
enum MergeCommand {
  private static let out = Option(
    "out", short: "o", .file("DIR"), help: "the folder of the reports; ./reports unless given")
  private static let form = Option(
    "format", short: "f", ValueKind<ReportForm>.choice("FORM"),
    help: "what to print; console when nothing is said")
  private static let profile = Option(
    "profile", .file("FILE"), help: "the profile that the shards were held to, when it is a file")
  private static let runs = Operand(
    .file("RUN"), count: 1...Shard.limit,
    help: "the run of each shard: its folder, results.json or index.html")

  static let spec = CommandSpec(
    "merge", summary: "Join the shards of a run",
    discussion: """
      The runs of all shards become one, as if a single machine had carried out every test: results,
      exchanges, acts of the operator, what was left behind, and the evidence, which is joined while
      it is read. Requirements are rolled up anew with the suites at hand, which must be those of the
      runs; only the whole speaks about what a profile claims.

      A test that others need runs in every shard that needs it. The record of its own shard is kept;
      where it came out worse in another, that record is kept and the test says so. The doctor's
      exchanges are those of the first shard.

      Shards of different suites, seeds, profiles, tools, targets or numbers are refused, and so are
      missing and doubled ones. The exit code is that of the whole run; 2 when there is none.
      """,
    parameters: [out.spec, form.spec, profile.spec, SuitesDirectory.option.spec, runs.spec],
    examples: [
      .init("synchroscope merge shards/*/*/ --out reports", "what seven jobs have written"),
      .init(
        "synchroscope run cds/full --target hub.target --seed 7 --shard 3/7 --out shards/3",
        "one of those jobs"),
    ]
  ) { arguments, console throws(UsageError) in
    var sources: [RunMerge.Source] = []
    let recorded = RecordedRun(console: console)
    for path in arguments.all(runs) {
      let suites = arguments[SuitesDirectory.option]
      guard let report = try recorded.report(at: path, suites: suites) else { return .usage }
      sources.append(RunMerge.Source(report, path: path))
    }
    let merge: RunMerge
    do throws(RunMerge.Fault) {
      merge = try RunMerge(sources)
    } catch {
      throw .unusable(error.message, help: error.help)
    }
    let rows = try await rows(for: merge, arguments, console)
    let words = CommandLine.arguments.dropFirst().map { $0 }
    let report = merge.report(
      run: runID(merge), arguments: words, rows: rows.rows, claimed: rows.claimed)
    let parent = arguments[out] ?? "reports"
    let folder = MergedFolder(path: parent + "/" + report.header.run)
    let files = ShardFiles(merge)
    let agreed = try files.agreed()
    do throws(MergedFolder.Fault) {
      try folder.write(merge, report)
    } catch {
      throw error.usageError
    }
    let unwritten = agreed.lazy
      .compactMap { WholeFile.write($0.bytes, to: folder.path + "/" + $0.name) }.first
    let unreported = await RunReports.write(report, to: folder.path)
    if let fault = unwritten ?? unreported {
      throw .unusable(fault, help: "name another folder with --out")
    }
    for remark in files.remarks { console.err.write("note: \(remark)\n") }
    if let fault = RunIndex.write(in: parent) {
      console.err.write("warning: the list of runs is as it was: \(fault)\n")
    }
    let form = arguments[form] ?? .console
    console.out.write(form.text(of: report, style: console.out.style))
    console.err.write("report: \(folder.path)/\(RunReports.page)\n")
    return ExitCode(report.exit)
  }

  /// The same runs make the same folder.
  private static func runID(_ merge: RunMerge) -> String {
    let names = merge.parts.map(\.report.header.run).joined(separator: "\n")
    let tail = SHA256.digest(names).bytes.prefix(2).reduce(UInt16(0)) { $0 << 8 | UInt16($1) }
    let start = merge.parts.map(\.report.header.start).min() ?? .unixEpoch
    return RunID.text(start, tail: tail)
  }

  /// The rows to roll up, from the very suites that the shards ran.
  private static func rows(
    for merge: RunMerge, _ arguments: ParsedArguments, _ console: Console
  ) async throws(UsageError) -> RunRows {
    let header = merge.parts[0].report.header
    let folder = try SuitesDirectory.locate(arguments[SuitesDirectory.option])
    let kept = try KeptSuites.beside(merge.parts[0].path, of: header, console)
    let all = try await SuiteFiles(console: console).library(from: folder, besides: kept)
    let catalogue = try kept?.extend(all.catalogue, unlessOther: arguments[profile], console)
    let (library, own) = try OwnProfile(console: console)
      .extend(catalogue.map(all.with) ?? all, by: arguments[profile])
    for suite in header.suites {
      guard let found = library[suite.name] else {
        throw .unusable(
          "the runs are of the suite '\(VisibleText.excerpt(suite.name))', which is not below "
            + "'\(folder.path)'", help: "name the suites that were run: --suites DIR")
      }
      guard SHA256.digest(found.source.bytes).hex == suite.sha256 else {
        throw .unusable(
          "'\(found.source.name)' is not the suite that was run: it has changed since",
          help: "name the suites as they were: --suites DIR")
      }
    }
    guard let name = header.profile else { return RunRows(library.catalogue, profile: nil) }
    guard let found = library.catalogue.profile(name), own == nil || own?.profile.name == name
    else {
      throw .unusable(
        "the runs are held to the profile '\(VisibleText.excerpt(name))', which is not below "
          + "'\(folder.path)'", help: "name its file: --profile FILE")
    }
    return RunRows(library.catalogue, profile: found)
  }
}
