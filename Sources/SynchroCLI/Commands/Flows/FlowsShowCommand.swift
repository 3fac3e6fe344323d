import SynchroFlows
import SynchroJSON
import SynchroText

/// `synchroscope flows show`: one row, use case, payload, actor or word, with all that is known.
enum FlowsShowCommand {
  enum OutputForm: String, CaseIterable, Sendable {
    case text
    case json
  }

  private static let name = Operand(
    .text("NAME"), help: "a row, a use case, a payload, an actor or a word of the glossary")
  private static let format = Option(
    "format", short: "f", ValueKind<OutputForm>.choice("FORM"), help: "how to print it")
  private static let choices = Option(
    "choices", .file(), help: "the choices of a profile, for rows whose alternatives nothing pairs")

  static let spec = CommandSpec(
    "show", summary: "Show one flow requirement with its cells, its reading and our position",
    discussion: """
      A row is shown with its cells as printed and as they are read, the combinations of its
      alternatives, and where the document is irregular and what our position is. A use case is
      shown with everything it needs: a claim to support it covers that too.
      """,
    parameters: [choices.spec, format.spec, SuitesDirectory.option.spec, name.spec],
    examples: [
      .init("synchroscope flows show 4.15.4.1/SW_opr_cmd", "a requirement row"),
      .init("synchroscope flows show Price", "a use case and what it needs"),
      .init("synchroscope flows show DAPjm", "an actor and the rows it is in"),
    ]
  ) { arguments, console throws(UsageError) in
    guard let name = arguments.all(name).first else { return .usage }
    let files = FlowFiles(console: console)
    let catalogue = try files.catalogue(arguments)
    let choices = try files.choices(arguments[choices], for: catalogue)
    let style = console.out.style
    let isJSON = arguments[format] == .json
    guard let subject = FlowSubject(name, in: catalogue) else {
      throw .unusable(
        "nothing is called '\(name)'", help: FlowSubject.advice(for: name, in: catalogue))
    }
    if isJSON {
      let value = subject.json(catalogue, choices: choices)
      console.out.write(JSONPrinter.pretty(value) + "\n")
    } else {
      console.out.write(subject.text(catalogue, choices: choices, style))
    }
    return .success
  }
}
