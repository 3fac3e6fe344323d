import SynchroPXB

/// `synchroscope pxb lint`: where a recorded session breaks the rules of the binding.
enum PXBLintCommand {
  enum Form: String, CaseIterable, Sendable {
    case table
    case json
  }

  private static let form = Option(
    "format", short: "f", ValueKind<Form>.choice("FORM"),
    help: "how to print findings; table when nothing is said")
  private static let transcript = Operand(
    .file("TRANSCRIPT"), count: 1...1, help: "the recorded session; '-' is standard input")

  static let spec = CommandSpec(
    "lint", summary: "Find where a recorded session breaks the rules of the binding",
    discussion: """
      A transcript has one JSON object a line: when a message was sent or had arrived, by whom, and
      its text. Each finding names its line, the rule, who is to blame, and what would be right; the
      number in a rule is the section of docs/pxb.md.

      The exit code is 0 when nothing is found, 1 when something is, and 2 when the file cannot be
      read or is no transcript.
      """,
    parameters: [form.spec, transcript.spec],
    examples: [
      .init("synchroscope pxb lint transcript.jsonl", "a recorded session"),
      .init("synchroscope pxb lint -f json - <transcript.jsonl", "for another program"),
    ]
  ) { arguments, console throws(UsageError) in
    let path = arguments.all(transcript).first ?? "-"
    var reading = TranscriptReading()
    if let fault = StreamedFile.read(path, .anything, { reading.take($0) }) {
      throw .unusable(fault.message, help: fault.help)
    }
    reading.finish()
    if let fault = reading.fault {
      throw .unusable(
        "'\(path)' is no transcript: line \(fault.line): \(fault.detail)",
        help: "a line is {\"at\": 0, \"from\": \"harness\", \"text\": \"{...}\"}")
    }
    let output = PXBLintOutput(path: path, report: reading.report, isCutOff: reading.isCutOff)
    switch arguments[form] ?? .table {
    case .table: console.out.write(output.table(console.out.style))
    case .json: console.out.write(output.json)
    }
    return output.report.isClean ? .success : .failed
  }
}

/// A transcript that is linted while it is read, so that its size does not matter.
private struct TranscriptReading {
  private var reader = TranscriptReader()
  private var linter = TranscriptLinter()
  private(set) var fault: TranscriptReader.Fault?
  private(set) var report = LintReport()

  var isCutOff: Bool { reader.isCutOff }

  mutating func take(_ piece: UnsafeRawBufferPointer) {
    guard fault == nil else { return }
    do throws(TranscriptReader.Fault) {
      for (line, entry) in try reader.take(piece) { linter.take(entry, line: line) }
    } catch {
      fault = error
    }
  }

  mutating func finish() {
    for (line, entry) in reader.finish() { linter.take(entry, line: line) }
    report = linter.finish()
  }
}
