import SynchroCatalog
import SynchroRunner
import SynchroSystem
import SynchroText
import SynchroTiming
import SynchroVerdict

/// `synchroscope doctor`: whether a target can be examined.
enum DoctorCommand {
  private static let engine = Option(
    "http", ValueKind<LiveExchanges.Engine>.choice("ENGINE"),
    help: "who speaks HTTP: our own engine, or curl's for a second opinion")

  static let spec = CommandSpec(
    "doctor", summary: "Look whether a target can be examined",
    discussion: """
      Looks at secrets, proxy, certificates, reachability, trust and clocks, and names the line of
      the target file to look at. Nothing is judged.

      The exit code is 0 when a run makes sense and 3 when something stands in its way.
      """,
    parameters: [TargetOption.option.spec, TargetOption.authority.spec, engine.spec],
    examples: [
      .init("synchroscope doctor --target hub.target", "a target file"),
      .init("synchroscope doctor --target https://hub.example.com", "a public server"),
    ]
  ) { arguments, console throws(UsageError) in
    let target = try TargetOption.read(arguments, console)
    guard target.device == nil else {
      throw .unusable(
        "the doctor looks at servers, and this target is a device",
        help:
          "'synchroscope run SUITE --target … --dry-run' greets it and prints what would be played")
    }
    let secrets = await SecretFinder(.system).resolve(target)
    let known = try knownHooks(of: target, console)
    let findings: [DoctorFinding]
    do throws(SystemError) {
      switch try await LiveTarget.open(
        target, secrets: secrets, engine: arguments[engine] ?? .own,
        environment: TargetOption.environment())
      {
      case .fault(let finding): findings = [finding]
      case .open(let exchanges):
        let described = await SelfDescription.complete(target, through: exchanges)
        let examined = await Runner.examine(
          described.target, secrets: secrets, exchanges: exchanges,
          knownHooks: known)
        findings = [described.finding].compactMap { $0 } + examined
        await exchanges.stop()
      }
    } catch {
      console.err.write(ownFault(error))
      return .harnessFault
    }
    for finding in findings { console.out.write(text(finding, console.out.style)) }
    let faults = findings.filter { $0.severity == .fault }
    if faults.contains(where: \.isOurs) { return .harnessFault }
    return faults.isEmpty ? .success : .setupFault
  }

  /// What suites ask of operators, for a target that says something about its own; nil when there are
  /// no suites here.
  private static func knownHooks(
    of target: TargetFile, _ console: Console
  ) throws(UsageError) -> [OperatorHook]? {
    guard !target.hooks.isEmpty, let suites = try? SuitesDirectory.locate(nil) else { return nil }
    return try CatalogueFiles(console: console).load(from: suites).hooks
  }

  /// One finding, with what to do about it.
  static func text(_ finding: DoctorFinding, _ style: TerminalStyle) -> String {
    let word =
      switch finding.severity {
      case .ok: style.paint("ok", .green)
      case .warning: style.paint("warning", .yellow)
      case .fault: style.paint("fault", .red)
      }
    var text = "\(word): \(VisibleText.escape(finding.sentence))\n"
    if finding.severity != .ok {
      let field = finding.field.map { " (in the target file: \($0))" } ?? ""
      if let next = finding.nextStep {
        text += "  help: \(VisibleText.escape(next))\(field)\n"
      } else if !field.isEmpty {
        text += "  help: look at\(field)\n"
      }
    }
    return text
  }
}
