import Glibc
import SynchroText

/// The whole command line.
public enum Program {
  /// The version of the product.
  public static let version = "0.1.0"

  /// Every command, in the order of the help text.
  static let root = CommandSpec(
    "synchroscope",
    summary: "Conformance and interoperability tests for utility connectivity",
    examples: [
      .init("synchroscope run cds/discovery --target https://hub.example.com", "examine a server"),
      .init(
        "synchroscope validate --schema meter.schema.json reading.json",
        "check a JSON document against a JSON Schema"),
      .init("synchroscope validate --help", "explain one command"),
    ],
    subcommands: [
      RunCommand.spec, DoctorCommand.spec, MockCommand.spec, MutantsCommand.spec, CheckCommand.spec,
      FormatCommand.spec, CoverageCommand.spec(uses: .ofSuites), ListCommand.spec,
      ReportCommand.spec, GapsCommand.spec, CompareCommand.spec, JudgeCommand.spec,
      MergeCommand.spec, BundleCommand.spec, VerifyCommand.spec, KeygenCommand.spec,
      ValidateCommand.spec, SpecCommand.spec, FlowsCommand.spec, PXBCommand.spec,
      CompletionsCommand.spec, ManualCommand.spec,
    ])

  /// Carries out the words of a command line, the program's own name left out.
  public static func run(_ words: [String], console: Console) async -> ExitCode {
    // A reader that stops early, such as `head`, must not kill a run half-way.
    signal(SIGPIPE, SIG_IGN)
    // A limit on the size of files is one more reason why something cannot be written.
    signal(SIGXFSZ, SIG_IGN)
    let code = await dispatch(words, console: console)
    guard let fault = console.out.fault, fault != EPIPE else { return code }
    let isClosed = fault == EBADF
    console.err.write(
      console.err.style.paint("error", .red) + ": standard output cannot be written: "
        + (isClosed ? "it is closed" : String(cString: strerror(fault))) + "\n  help: "
        + (isClosed
          ? "send it to a file, or to /dev/null when nobody wants it\n"
          : "free some space or send the output elsewhere\n"))
    return .harnessFault
  }

  private static func dispatch(_ words: [String], console: Console) async -> ExitCode {
    var command = root
    var path = root.name
    var rest = words[...]
    do throws(UsageError) {
      if rest.first == "help" {
        rest = rest.dropFirst() + ["--help"]
      }
      while command.body == nil {
        guard let word = rest.popFirst() else {
          throw .missingCommand(known: command.subcommands.map(\.name))
        }
        if word == "--help" || word == "-h" {
          console.out.write(HelpText(style: console.out.style).render(command, path: path))
          return .success
        }
        if word == CommandSpec.version.spelling {
          console.out.write(VersionText(console: console).lines.joined(separator: "\n") + "\n")
          return .success
        }
        command = try subcommand(word, of: command)
        path += " " + command.name
      }
      let arguments = try ParsedArguments(parsing: rest, for: command)
      if arguments.wantsHelp {
        console.out.write(HelpText(style: console.out.style).render(command, path: path))
        return .success
      }
      guard let body = command.body else { preconditionFailure("a leaf command has a body") }
      return try await body(arguments, console)
    } catch {
      console.err.write(error.rendered(for: path, style: console.err.style))
      return .usage
    }
  }

  private static func subcommand(
    _ word: String, of command: CommandSpec
  ) throws(UsageError) -> CommandSpec {
    if let found = command.subcommands.first(where: { $0.name == word }) { return found }
    if word.hasPrefix("-") {
      throw .unknownOption(word, known: (command.options + CommandSpec.common).map(\.spelling))
    }
    throw .unknownCommand(word, known: command.subcommands.map(\.name))
  }
}
