/// `synchroscope pxb`: the payload exchange binding.
enum PXBCommand {
  static let spec = CommandSpec(
    "pxb", summary: "Look at what was said in the payload exchange binding",
    discussion: """
      PXB is how a device, gateway or back office exchanges the payloads of the requirement tables
      with this program; docs/pxb.md specifies it.
      """,
    examples: [
      .init("synchroscope pxb lint transcript.jsonl", "whether a session kept the rules")
    ],
    subcommands: [PXBLintCommand.spec])
}
