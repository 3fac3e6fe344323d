import SynchroTestSupport
import Testing

@testable import SynchroCLI

@Suite struct CommandLineTests {
  private static let verbose = Flag("verbose", short: "v", help: "say more")
  private static let level = Option(
    "level", short: "l", .number("N", in: 1...9), help: "how far to go")
  private static let tag = Option(
    "tag", short: "t", .text("TAG"), help: "a tag", isRepeatable: true)
  private static let first = Operand(.file("IN"), help: "what to read")
  private static let more = Operand(.text("WORD"), count: 0...2, help: "more words")

  private static let command = CommandSpec(
    "try", summary: "Try the parser", flags: [verbose],
    parameters: [level.spec, tag.spec, first.spec, more.spec], examples: []
  ) { _, _ in .success }

  @Test(arguments: [
    ("in", "v=false l=nil t=[] in=[in] more=[]"),
    ("-v in", "v=true l=nil t=[] in=[in] more=[]"),
    ("in --level 3 a b", "v=false l=3 t=[] in=[in] more=[a,b]"),
    ("--level=3 -t x --tag=y=z -tw in", "v=false l=3 t=[x,y=z,w] in=[in] more=[]"),
    ("-vl4 in", "v=true l=4 t=[] in=[in] more=[]"),
    ("-- -v --tag", "v=false l=nil t=[] in=[-v] more=[--tag]"),
    ("- -", "v=false l=nil t=[] in=[-] more=[-]"),
    ("--tag --level in", "v=false l=nil t=[--level] in=[in] more=[]"),
  ])
  func `words are read as GNU tools read them`(line: String, expected: String) throws {
    let arguments = try ParsedArguments(parsing: words(line), for: Self.command)
    let level = arguments[Self.level].map(String.init) ?? "nil"
    let tags = arguments.all(Self.tag).joined(separator: ",")
    let first = arguments.all(Self.first).joined(separator: ",")
    let more = arguments.all(Self.more).joined(separator: ",")
    #expect(
      "v=\(arguments[Self.verbose]) l=\(level) t=[\(tags)] in=[\(first)] more=[\(more)]" == expected
    )
  }

  @Test(arguments: [
    ("", "IN is missing"), ("--lvel 3 in", "unknown option '--lvel'"),
    ("-x in", "unknown option '-x'"),
    ("in --level", "'--level' needs a value: a whole number from 1 to 9"),
    ("in --level 10", "'10' is no value for --level: a whole number from 1 to 9"),
    ("in --level 1 --level 2", "'--level' is given more than once"),
    ("in --verbose=yes", "'--verbose' takes no value, but got 'yes'"),
    ("a b c d", "'d' is one word too many"), ("-vx in", "unknown option '-x'"),
  ])
  func `a bad line is refused with the reason`(line: String, message: String) {
    let error = #expect(throws: UsageError.self) {
      try ParsedArguments(parsing: words(line), for: Self.command)
    }
    #expect(error?.message == message)
  }

  private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

  @Test func `help, errors and completions read as recorded`() async throws {
    var transcript = ""
    for line in [
      "--help", "help validate", "validate --help", "mutants --help",
      "completions -h", "", "valdate x",
      "--verison", "validate --shcema a b", "completions", "completions tcsh",
      "completions bash zsh",
    ] {
      transcript += await transcribe(words(line))
    }
    try expectGolden(transcript, "CLI/help-and-errors.txt")
    for shell in CompletionsCommand.Shell.allCases {
      try expectGolden(CompletionsCommand.script(for: shell), "CLI/completions.\(shell.rawValue)")
    }
  }

  @Test func `the reference in docs is what the program prints`() throws {
    try expectGolden(ManualCommand.text(.markdown), "../docs/reference/command-line.md")
  }

  /// A line of text that looks like a macro would be lost.
  @Test func `the page for man has every command and macros of man alone`() {
    let lines = ManualCommand.text(.man).split(separator: "\n")
    let macros = [".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".nf", ".fi", ".RS", ".RE", #".\"#]
    for line in lines where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(macros.contains { line == $0 || line.hasPrefix($0 + " ") || line.hasPrefix(#".\""#) })
    }
    for entry in ManualEntry.all(of: Program.root) {
      #expect(lines.contains(".SS \(entry.path.replacing("-", with: "\\-"))"))
    }
  }

  private func transcribe(_ words: [String]) async -> String {
    let console = Console(out: Output(), err: Output()) { path in
      .failure(ReadFault(path: path, reason: "no files here", help: "none"))
    }
    let code = await Program.run(words, console: console)
    return "$ synchroscope \(words.joined(separator: " "))\n" + console.out.text + console.err.text
      + "exit \(code.rawValue)\n\n"
  }
}
