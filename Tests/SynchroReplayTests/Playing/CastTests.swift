import SynchroReplay
import SynchroScript
import SynchroText
import Testing

/// Against whom a flow is played.
@Suite struct CastTests {
  private static let suite = """
    suite test/casts "Casts"
    binding pxb
    actor meter plays "2-Way Meter - Electr" is target
    actor dap plays "DAPjm" is target
    actor cis plays "CIS/Billing - Utility" is harness

    flow passed "A collector hands a command on"
      cis -> meter on-demand_Mtr-read_cmd via dap
          [4.10.4.1/on-demand_Mtr-read_cmd]

    flow reported "A collector tells what it cannot reach"
      link down at meter
      cis -> meter on-demand_Mtr-read_cmd as question via dap
      dap -> cis on-demand_Mtr-read_cmd_comm_err answers question
          [4.10.4.2/on-demand_Mtr-read_cmd_comm_err]
      always
        link up at meter

    flow told "A meter tells of an event"
      trigger event at meter { "type": "security", "code": 7 }
      meter -> cis Security_Event via dap
          [4.11.4.5/Security_Event]

    flow kept "A collector keeps what it cannot hand on"
      link down at dap
      trigger event at meter { "type": "security", "code": 7 }
      link up at dap
      meter -> cis Security_Event via dap
          [4.11.4.5/Security_Event]
    """

  @Test(
    arguments: [
      ("passed", ["2-Way Meter - Electr", "DAPjm"], "meter dap"),
      ("passed", ["2-Way Meter - Electr"], "meter"),
      ("passed", ["DAPjm"], "dap"),
      // It is about the target's side, not about whoever speaks to it.
      ("passed", ["CIS/Billing - Utility"], nil),
      ("passed", ["2-Way Meter - Electr", "CIS/Billing - Utility"], "meter"),
      // Nobody but a collector tells what a collector cannot reach; a meter of ours it may fail to reach.
      ("reported", ["2-Way Meter - Electr"], nil),
      ("reported", ["DAPjm"], "dap"),
      // A meter of ours has no events of its own accord.
      ("told", ["DAPjm"], nil),
      ("told", ["2-Way Meter - Electr"], "meter"),
      ("kept", ["2-Way Meter - Electr"], nil),
    ] as [(String, [String], String?)])
  func `a flow is played against whom it is about`(
    name: String, declared: [String], played: String?
  ) throws {
    let parsed = SuiteParser.parse(SourceText(name: "test.suite", Self.suite))
    try #require(parsed.diagnostics.isEmpty, "\(parsed.diagnostics)")
    let suite = try #require(parsed.suite)
    let flow = try #require(suite.flows.first { $0.name.value == name })
    let roles = TargetRoles(
      Dictionary(uniqueKeysWithValues: declared.map { ($0, ["\($0.prefix(1))1"]) }))
    let casts = Cast.all(of: suite.actors, in: flow, roles: roles, lanes: 1)
    let words = casts.first.map { $0.parts.filter(\.isTarget).map(\.name) }
    #expect(words == played.map { $0.split(separator: " ").map(String.init) })
  }
}
