import SynchroText
import Testing

@testable import SynchroFlows

@Suite struct FlowPlannerTests {
  @Test(arguments: [(0, "152", "3800"), (1, "8431.075", "16711753.75")])
  func `the worked example gives the figures of tables 4 and 5`(
    index: Int, events: String, bytes: String
  ) throws {
    let interface = try PlanFixture.example().interfaces[index]
    #expect(interface.totals.base.events.description == events)
    #expect(interface.totals.base.bytes.description == bytes)
    #expect(interface.totals.high == interface.totals.base)
  }
}
