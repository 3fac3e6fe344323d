import SynchroJSON
import SynchroText

/// `synchroscope validate`: JSON documents against the grammar of JSON and a schema.
enum ValidateCommand {
  private static let documents = Operand(
    .file("DOCUMENT"), count: 1...Int.max, help: "the JSON documents; '-' is standard input")

  static let spec = CommandSpec(
    "validate", summary: "Check JSON documents against a JSON Schema",
    parameters: [documents.spec],
    examples: [
      .init("synchroscope validate --schema meter.schema.json reading.json", "one document")
    ]
  ) { arguments, console in
    for path in arguments.all(documents) {
      console.out.write("\(path)\n")
    }
    return .success
  }
}
