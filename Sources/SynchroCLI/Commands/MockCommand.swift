/// `synchroscope mock`: reference implementations to try clients and checkers on.
enum MockCommand {
  static let spec = CommandSpec(
    "mock", summary: "Serve a reference implementation, right or wrong on demand",
    examples: [
      .init("synchroscope mock cds", "a Connected Data Specifications server"),
      .init("synchroscope mock device meter-electr", "electric meters of the SG-Network document"),
    ],
    subcommands: [MockCDSCommand.spec, MockDeviceCommand.spec])
}
