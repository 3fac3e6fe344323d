/// `synchroscope flows`: the flow requirements of the SG-Network document.
enum FlowsCommand {
  static let spec = CommandSpec(
    "flows", summary: "Look up, plan and simulate the flow requirements of SG-Network",
    subcommands: [])
}
