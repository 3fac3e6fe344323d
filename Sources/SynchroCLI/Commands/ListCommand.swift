/// `synchroscope list`: what this program knows.
enum ListCommand {
  static let spec = CommandSpec(
    "list", summary: "List what the program knows",
    examples: [.init("synchroscope list defects", "how the reference server can be wrong")],
    subcommands: [ListDefectsCommand.spec])
}
