import SynchroFlows
import SynchroJSON
import SynchroStatistics
import SynchroText

/// `synchroscope flows samples`: how many payloads a claim about their share takes.
enum FlowsSamplesCommand {
  enum OutputForm: String, CaseIterable, Sendable {
    case text
    case json
  }

  private static let reliability = Option(
    "reliability", .share("PERCENT"), help: "the claim: more than this share, such as 98%")
  private static let confidence = Option(
    "confidence", .share("PERCENT"), help: "how sure a verdict has to be; 95% when not given")
  private static let plan = Option(
    "plan", ValueKind<PlanMethod>.choice("PLAN"), help: "one plan alone; all when not given")
  private static let rows = Option(
    "rows", .number("NUMBER", in: 1...1_000_000),
    help: "how many rows are judged together and share the risk of a false FAIL; 1 when not given")
  private static let rate = Option(
    "rate", .rate("PER-DAY"), help: "how many payloads a day there are; tells how long it takes")
  private static let latency = Option(
    "latency", .duration("TIME"), help: "the limit of one payload; tells how long it takes at most")
  private static let atOnce = Option(
    "at-once", .number("NUMBER", in: 1...1_000_000),
    help: "how many payloads may be on their way together; 1 when not given")
  private static let trials = Option(
    "trials", .number("NUMBER", in: 1...1_000_000_000_000),
    help: "with --failures: what so many payloads show")
  private static let failures = Option(
    "failures", .number("NUMBER", in: 0...1_000_000_000_000), help: "how many of --trials failed")
  private static let format = Option(
    "format", short: "f", ValueKind<OutputForm>.choice("FORM"), help: "how to print it")
  private static let choices = Option(
    "choices", .file(), help: "the choices of a profile, for rows whose alternatives nothing pairs")
  private static let row = Operand(
    .text("ROW"), count: 0...1, help: "a requirement row, whose reliability and latency are taken")

  static let spec = CommandSpec(
    "samples", summary: "Tell how many payloads it takes to show a reliability",
    discussion: """
      A verdict says how sure it is, and that takes payloads: 149 without a failure for "more than
      98 %" at 95 %. quick asks for no failure; fixed sets a number beforehand that a device with a
      third of the allowed failures passes nine times in ten; anytime, the usual plan, may stop after
      any payload; soak lasts a stated time. Each plan's chances of a false verdict are computed
      exactly. docs/statistics.md explains the plans.

      With --trials and --failures it tells what has been seen: bounds, evidence and ranks.
      """,
    parameters: [
      reliability.spec, confidence.spec, plan.spec, rows.spec, rate.spec, latency.spec, atOnce.spec,
      trials.spec, failures.spec, choices.spec, format.spec, SuitesDirectory.option.spec, row.spec,
    ],
    examples: [
      .init("synchroscope flows samples --reliability 98% --latency 15s", "all plans for a claim"),
      .init("synchroscope flows samples 4.15.4.1/SW_opr_cmd --rate 40", "those of a requirement"),
      .init(
        "synchroscope flows samples --reliability 98% --trials 100 --failures 2",
        "what a hundred messages show"),
    ]
  ) { arguments, console throws(UsageError) in
    let confidence = arguments[confidence] ?? Proportion.fivePercent.complement
    guard confidence.complement.value < 0.5 else {
      throw .unusable(
        "a confidence of \(confidence) decides nothing", help: "give more than 50 %; 95% is usual")
    }
    let risks = VerdictRisks(
      pass: confidence.complement, fail: confidence.complement, rows: arguments[rows] ?? 1)
    let pace = SamplePace(
      perDay: arguments[rate], limit: arguments[latency], atOnce: arguments[atOnce] ?? 1)
    let claims = try claims(arguments, pace, console)
    let seen = try seen(arguments)
    var answers: [SampleAnswer] = []
    for claim in claims {
      answers.append(
        SampleAnswer(
          claim: claim, risks: risks, passRisk: confidence.complement,
          plans: arguments[plan].map { [$0] } ?? PlanMethod.allCases, seen: seen))
    }
    switch arguments[format] ?? .text {
    case .text:
      console.out.write(
        answers.map { SampleText(answer: $0, style: console.out.style).text }
          .joined(separator: "\n"))
    case .json:
      console.out.write(JSONPrinter.pretty(.array(answers.map(\.json))) + "\n")
    }
    return .success
  }

  private static func seen(_ arguments: ParsedArguments) throws(UsageError) -> SeenCounts? {
    guard arguments[trials] != nil || arguments[failures] != nil else { return nil }
    guard let trials = arguments[trials], let failures = arguments[failures] else {
      throw .unusable(
        "'--trials' and '--failures' belong together", help: "give both, such as 100 and 2")
    }
    guard failures <= trials else {
      throw .unusable(
        "\(failures) of \(trials) payloads cannot have failed",
        help: "--trials counts all payloads, the failures included")
    }
    return SeenCounts(trials: trials, failures: failures)
  }

  private static func claims(
    _ arguments: ParsedArguments, _ pace: SamplePace, _ console: Console
  ) throws(UsageError) -> [SampleClaim] {
    let named = arguments.all(row).first
    if let share = arguments[reliability] {
      guard named == nil else {
        throw .unusable(
          "a row and '--reliability' are both given", help: "the row brings its own; give one")
      }
      return [SampleClaim(source: nil, share: share, age: nil, pace: pace)]
    }
    guard let named else {
      throw .missing(
        "a claim", help: "give --reliability, or a row: 'synchroscope flows list' shows them")
    }
    let files = FlowFiles(console: console)
    let catalogue = try files.catalogue(arguments)
    guard let row = catalogue.row(named) else {
      throw .unusable(
        "no row is called '\(named)'", help: FlowSubject.advice(for: named, in: catalogue))
    }
    let choices = try files.choices(arguments[choices], for: catalogue)
    let resolved = row.resolved(by: choices[row.id])
    for reason in resolved.reasons {
      console.err.write("\(row.id): not tested: \(reason.sentence)\n")
    }
    let claims = SampleClaim.all(of: row, resolved, pace: pace)
    guard !claims.isEmpty else {
      throw .unusable(
        "'\(row.id)' claims no share that can be tested",
        help: "'synchroscope flows show \(row.id)' shows why; --choices may settle it")
    }
    return claims
  }
}

extension ValueKind<Proportion> {
  /// A percentage between nothing and everything.
  fileprivate static func share(_ name: String) -> ValueKind {
    ValueKind(name, wanted: "a percentage above 0 and below 100, such as 99.5%") { text in
      Proportion(percent: text.hasSuffix("%") ? text : text + "%")
    }
  }
}

extension ValueKind<Double> {
  /// How often something happens in a day.
  fileprivate static func rate(_ name: String) -> ValueKind {
    ValueKind(name, wanted: "a number above 0, such as 24 or 0.152") { text in
      Double(text).flatMap { $0 >= 1e-9 && $0 <= 1e15 ? $0 : nil }
    }
  }
}
