/// `synchroscope spec`: the texts of specifications themselves.
enum SpecCommand {
  static let spec = CommandSpec(
    "spec", summary: "Look at the text of a specification",
    examples: [
      .init("synchroscope spec lint cds-wg1-02.md", "its examples against its own rules")
    ],
    subcommands: [SpecLintCommand.spec])
}
