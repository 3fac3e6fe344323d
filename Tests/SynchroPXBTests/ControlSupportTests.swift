import SynchroJSON
import SynchroPXB
import Testing

@Suite struct ControlSupportTests {
  private static let support = Capability.ControlSupport(
    verbs: ["inject", "clear", "trigger", "state", "x-dance"], faults: ["drop"], events: ["join"],
    states: ["load"])

  @Test(
    arguments: [
      (.inject(FaultInjection(.drop)), true), (.inject(FaultInjection(.busy)), false),
      (.clear(.drop, .everything), true), (.clear(.busy, .everything), false),
      (.clear(nil, .everything), true),
      (.trigger(.join, instance: nil, arguments: []), true),
      (.trigger(.lastGasp, instance: nil, arguments: []), false),
      (.state(.load, instance: nil), true), (.state(.price, instance: nil), false),
      (.other("x-dance"), true), (.other("x-sing"), false), (.observe(since: 1), false),
    ] as [(ControlVerb, Bool)])
  func `an order is declared by its verb and by what it names`(
    verb: ControlVerb, isDeclared: Bool
  ) {
    #expect(Self.support.declares(verb) == isDeclared)
  }
}
