import SynchroMocks

/// `synchroscope list defects`: the ways in which the reference server can be wrong.
enum ListDefectsCommand {
  enum Form: String, CaseIterable, Sendable {
    case table
    case json
  }

  private static let form = Option(
    "format", ValueKind<Form>.choice("FORM"), help: "how to print them")

  static let spec = CommandSpec(
    "defects", summary: "List the defects of the reference server", parameters: [form.spec],
    examples: [
      .init("synchroscope list defects", "one line each"),
      .init("synchroscope list defects --format json", "for programs"),
    ]
  ) { arguments, console throws(UsageError) in
    switch arguments[form] ?? .table {
    case .table: console.out.write(DefectList.table(CDSDefect.all))
    case .json: console.out.write(DefectList.json(CDSDefect.all))
    }
    return .success
  }
}
