/// `synchroscope manual FORM`: the whole command line in one document, made from what parses it.
enum ManualCommand {
  enum Form: String, CaseIterable, Sendable {
    case man
    case markdown
  }

  private static let form = Operand(
    ValueKind<Form>.choice("FORM"), help: "a page for man, or a document in Markdown")

  static let spec = CommandSpec(
    "manual", summary: "Print the manual: every command, exit code, variable and limit",
    parameters: [form.spec],
    examples: [
      .init("synchroscope manual man | man -l -", "read it"),
      .init(
        "synchroscope manual markdown > docs/reference/command-line.md", "the document in docs"),
    ]
  ) { arguments, console in
    for form in arguments.all(form) { console.out.write(text(form)) }
    return .success
  }

  static func text(_ form: Form) -> String {
    switch form {
    case .man: ManualPage().text(of: Program.root)
    case .markdown: ManualDocument().text(of: Program.root)
    }
  }
}
