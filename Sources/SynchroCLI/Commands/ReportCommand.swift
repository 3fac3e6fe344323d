import SynchroReport
import SynchroVerdict

/// `synchroscope report`: a run that is over, in another form.
enum ReportCommand {
  /// The forms that can be written to files while another one is printed.
  private static let files: [(option: Option<String>, form: ReportForm)] = [
    (Option("junit", .file(), help: "also write JUnit XML to this file"), .junit),
    (Option("tap", .file(), help: "also write TAP to this file"), .tap),
    (Option("markdown", .file(), help: "also write a summary in Markdown to this file"), .markdown),
    (
      Option("gitlab", .file(), help: "also write GitLab's Code Quality report to this file"),
      .gitlab
    ),
  ]
  private static let html = Option(
    "html", .file(), help: "also write the page for people to this file")
  private static let form = Option(
    "format", short: "f", ValueKind<ReportForm>.choice("FORM"),
    help: "what to print; console when nothing is said")
  private static let results = Operand(
    .file("RESULTS"),
    help: RunPath.help + ", or the evidence of a killed one; '-' is standard input")

  static let spec = CommandSpec(
    "report", summary: "Print the results of a run in another form",
    discussion: """
      Everything is taken from the results.json that a run has written; the target is not asked
      again. A file that does not add up is refused.

      A run that was killed has left evidence/exchanges.jsonl and nothing else: what had been decided
      by then is shown, and that it is not all.

      The page for people (--html) shows the bytes of exchanges when the evidence lies where the run
      left it: in the folder evidence beside results.json.

      With --baseline the run is compared with what is known to be otherwise, and the exit code is 0
      when it came out so and 1 when not; the verdicts stay as they are.

      Else the exit code is that of the run: 0 when everything that was checked is proven, 1 when
      something is wrong, and so on; 2 when the results cannot be read.
      """,
    parameters: [form.spec, html.spec] + files.map(\.option.spec)
      + [BaselineFile.option.spec, SuitesDirectory.option.spec, results.spec],
    examples: [
      .init("synchroscope report reports/RUN", "read the findings once more"),
      .init(
        "synchroscope report reports/RUN/evidence/exchanges.jsonl",
        "what a killed run had found"),
      .init(
        "synchroscope report reports/RUN --format quiet --html run.html",
        "one page with everything, to hand on"),
      .init(
        "synchroscope report results.json --format quiet --junit junit.xml",
        "a summary for the log, and JUnit XML for the CI server"),
      .init(
        "synchroscope report reports/RUN --format markdown >> \"$GITHUB_STEP_SUMMARY\"",
        "a summary on the page of a GitHub job"),
    ]
  ) { arguments, console throws(UsageError) in
    let path = arguments.all(results).first ?? "-"
    let baselines = BaselineFile(console: console)
    let baseline = try baselines.read(arguments)
    guard
      var report = try RecordedRun(console: console)
        .report(at: path, suites: arguments[SuitesDirectory.option])
    else { return .usage }
    if let baseline {
      report.baseline = baseline.outcome(
        of: report,
        names: try await baselines.names(
          arguments[SuitesDirectory.option],
          and: KeptSuites.beside(path, of: report.header, console)))
    }
    for (option, form) in files {
      guard let path = arguments[option] else { continue }
      try FileText.write(form.text(of: report), to: path)
    }
    if let file = arguments[html] {
      try FileText.write(page(of: report, at: path, console), to: file)
    }
    console.out.write((arguments[form] ?? .console).text(of: report, style: console.out.style))
    if let outcome = report.baseline {
      baselines.show(
        outcome, besideProgramOutput: ![nil, .console, .quiet].contains(arguments[form]))
    }
    return ExitCode(report.judgedExit)
  }

  /// The page, with the bytes of exchanges as far as there is evidence.
  private static func page(of report: RunReport, at path: String, _ console: Console) -> [UInt8] {
    let page = HTMLReport(report)
    let evidence = RunPath(path).evidence
    guard let evidence, !page.wantedExchanges.isEmpty else {
      return page.render([:], evidence: evidence)
    }
    switch EvidenceExcerpts.read(page.wantedExchanges, from: evidence) {
    case .success(let excerpts): return page.render(excerpts, evidence: evidence)
    case .failure(let fault):
      console.err.write("note: the page shows no bytes of exchanges: \(fault.message)\n")
      return page.render([:], evidence: nil)
    }
  }
}

extension ExitCode {
  /// The code of a run.
  init(_ exit: RunReport.Exit) {
    self =
      switch exit {
      case .success: .success
      case .failed: .failed
      case .setupFault: .setupFault
      case .unproven: .unproven
      case .harnessFault: .harnessFault
      }
  }
}
