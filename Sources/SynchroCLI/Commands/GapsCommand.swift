import SynchroCatalog
import SynchroReport
import SynchroRunner
import SynchroVerdict

/// `synchroscope gaps`: what a profile demands and a run has not shown.
///
/// It is no form of `report`: its exit code speaks of the profile and not of the run, and it needs
/// the suites' requirements beside the results.
enum GapsCommand {
  enum OutputForm: String, CaseIterable, Sendable {
    case console
    case csv
    case html
  }

  private static let profile = Option(
    "profile", .file("NAME|FILE"), help: "what is demanded, by name or in a file", isRequired: true)
  private static let html = Option("html", .file(), help: "also write a page to this file")
  private static let csv = Option(
    "csv", .file(), help: "also write a table for spreadsheets to this file")
  private static let format = Option(
    "format", short: "f", ValueKind<OutputForm>.choice("FORM"),
    help: "what to print; console when nothing is said")
  private static let results = Operand(
    .file("RESULTS"), help: RunPath.help + "; '-' is standard input")

  static let spec = CommandSpec(
    "gaps", summary: "Tell what a buyer's profile demands and a run has not shown",
    discussion: """
      The run is over and nothing is asked or played again: what its checks decided is held to the
      profile. Every row that the profile claims is proven, broken, not offered, unproven or not
      applicable; MUST rows that it leaves out of a document are listed too.

      A profile of your own is a text file; docs/buyers-profile.md shows one.

      The exit code is 0 when every demand is proven, 1 when one is broken or not offered, 4 when
      one is unproven and none is broken, and 2 when a file cannot be used.
      """,
    parameters: [
      profile.spec, html.spec, csv.spec, format.spec, SuitesDirectory.option.spec, results.spec,
    ],
    examples: [
      .init("synchroscope gaps reports/RUN --profile pilot.profile", "the gaps, by clause"),
      .init(
        "synchroscope gaps reports/RUN --profile pilot.profile --html gaps.html --csv gaps.csv",
        "a page to read and a table to work with"),
      .init("synchroscope gaps results.json --profile cds/discovery", "a profile of the suites"),
    ]
  ) { arguments, console throws(UsageError) in
    guard let word = arguments[profile], let path = arguments.all(results).first else {
      return .usage
    }
    let directory = try SuitesDirectory.locate(arguments[SuitesDirectory.option])
    guard
      let report = try RecordedRun(console: console)
        .report(at: path, suites: arguments[SuitesDirectory.option])
    else { return .usage }
    let kept = try KeptSuites.beside(path, of: report.header, console)
    let library = try await SuiteFiles(console: console).library(from: directory, besides: kept)
    let (catalogue, profile) = try OwnProfile(console: console).find(word, in: library)
    let list = GapList(
      report, profile: profile, in: catalogue,
      offers: RecordedOffers(console: console).offers(of: report, at: path, library: library))
    guard !list.required.isEmpty || !list.capabilities.isEmpty else {
      throw .unusable(
        "the profile '\(profile.name)' demands nothing of a server",
        help: "claim a document or rows, or raise a SHOULD to a MUST")
    }
    for (option, render) in [(html, GapPage.render), (csv, GapSheet.render)] {
      if let path = arguments[option] { try FileText.write(render(list), to: path) }
    }
    switch arguments[format] ?? .console {
    case .console: console.out.write(GapConsole(style: console.out.style).render(list))
    case .csv: console.out.write(GapSheet.render(list))
    case .html: console.out.write(GapPage.render(list))
    }
    return ExitCode(list.exit)
  }
}
