import SynchroScript
import SynchroText

/// `synchroscope format`: suite files in their one canonical form.
enum FormatCommand {
  private static let isCheck = Flag("check", help: "change nothing; tell which files differ")
  private static let paths = Operand(
    .file("FILE|DIR"), count: 1...Int.max, help: "suite files or folders; '-' is standard input")

  static let spec = CommandSpec(
    "format", summary: "Lay suite files out in their one canonical form",
    discussion: """
      Files are rewritten in place; standard input is written to standard output. Comments and
      blank lines stay.

      The exit code is 1 when --check finds a difference, and 2 when a file cannot be read as a
      suite; such a file is left as it is.
      """,
    flags: [isCheck], parameters: [paths.spec],
    examples: [
      .init("synchroscope format Suites", "all suites"),
      .init("synchroscope format --check Suites", "for CI"),
    ]
  ) { arguments, console throws(UsageError) in
    var isBroken = false
    var differs = false
    for path in try SuitePaths.expand(arguments.all(paths)) {
      let source = try console.source(path)
      switch SuiteFormatter.format(source) {
      case .refused(let diagnostics):
        isBroken = true
        let renderer = DiagnosticRenderer(style: console.err.style)
        for diagnostic in diagnostics {
          console.err.write(renderer.render(diagnostic, in: source))
        }
      case .text(let text):
        let bytes = Array(text.utf8)
        if path == "-", !arguments[isCheck] {
          console.out.write(text)
          continue
        }
        guard bytes != source.bytes else { continue }
        differs = true
        console.out.write("\(path)\n")
        if !arguments[isCheck] {
          if let fault = WholeFile.write(bytes, to: path) {
            throw .unusable(fault, help: "check the permissions of the file and its folder")
          }
        }
      }
    }
    if isBroken { return .usage }
    return arguments[isCheck] && differs ? .failed : .success
  }
}
