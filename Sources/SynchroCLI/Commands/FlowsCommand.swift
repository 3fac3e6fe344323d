/// `synchroscope flows`: the flow requirements of the SG-Network document.
enum FlowsCommand {
  static let spec = CommandSpec(
    "flows", summary: "Look up, plan and simulate the flow requirements of SG-Network",
    discussion: """
      The SG-Network document demands of 206 flows between devices and back office how soon, how
      reliably, how often and how large their payloads are. Rows are named by section and payload:
      4.15.4.1/SW_opr_cmd.
      """,
    examples: [
      .init("synchroscope flows list --actor DAPjm", "what a collector sends and receives"),
      .init("synchroscope flows show 4.15.4.1/SW_opr_cmd", "one requirement"),
    ],
    subcommands: [
      FlowsListCommand.spec, FlowsShowCommand.spec, FlowsUseCasesCommand.spec,
      FlowsPathsCommand.spec, FlowsPlanCommand.spec, FlowsSimulateCommand.spec,
      FlowsSamplesCommand.spec,
    ])
}
