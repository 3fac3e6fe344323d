import SynchroJSON
import SynchroReport
import SynchroVerdict

/// `synchroscope compare`: what is otherwise in one run than in another.
enum CompareCommand {
  enum Form: String, CaseIterable, Sendable {
    case console
    case json
    case markdown
  }

  private static let form = Option(
    "format", short: "f", ValueKind<Form>.choice("FORM"),
    help: "what to print; console when nothing is said")
  private static let old = Operand(
    .file("OLD"), help: "the earlier run: its folder, results.json or index.html")
  private static let new = Operand(
    .file("NEW"), help: "the later run: its folder, results.json or index.html")

  static let spec = CommandSpec(
    "compare", summary: "Explain how the verdicts of two runs differ",
    discussion: """
      What was run otherwise comes first: target, tool, profile, suites, tests asked for. Then each
      requirement whose standing changed, with the checks that changed it, what each run saw and in
      which exchange; then checks that speak of no such row; then the totals.

      A check is found again by its text when its number has moved. What does not apply is as good as
      what is met. A requirement that was proven and is not looked at any more has got worse.

      The exit code is 0 when nothing got worse, 1 when something did, and 2 when a run cannot be
      read.
      """,
    parameters: [form.spec, SuitesDirectory.option.spec, old.spec, new.spec],
    examples: [
      .init("synchroscope compare reports/MONDAY reports/TUESDAY", "what changed overnight"),
      .init(
        "synchroscope compare main.json branch.json --format markdown",
        "a comment for a pull request"),
    ]
  ) { arguments, console throws(UsageError) in
    let runs = RecordedRun(console: console)
    let suites = arguments[SuitesDirectory.option]
    let paths = arguments.all(old) + arguments.all(new)
    var reports: [RunReport] = []
    for path in paths {
      guard let report = try runs.report(at: path, suites: suites) else { return .usage }
      reports.append(report)
    }
    guard let before = reports.first, let after = reports.last else { return .usage }
    let comparison = RunComparison(from: before, to: after)
    switch arguments[form] ?? .console {
    case .console:
      console.out.write(ComparisonReport(style: console.out.style).render(comparison))
    case .json:
      console.out.write(JSONPrinter.pretty(ComparisonJSON.value(comparison)) + "\n")
    case .markdown: console.out.write(ComparisonMarkdown.render(comparison))
    }
    return comparison.hasWorsened ? .failed : .success
  }
}
