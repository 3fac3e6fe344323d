import Foundation
import SynchroTestSupport
import SynchroText

@testable import SynchroFlows

/// Plans for tests: the one of the worked example, and small ones.
enum PlanFixture {
  static func file(_ name: String) throws -> SourceText {
    let url = Fixtures.root.appending(path: "Suites/sg-network").appending(path: name)
    return SourceText(name: name, bytes: Array(try Data(contentsOf: url)))
  }

  /// The traffic of a plan's text, and the findings about it with their places.
  static func traffic(
    _ source: SourceText
  ) throws -> (traffic: TrafficPlan?, findings: [Diagnostic]) {
    let (plan, findings) = FlowPlan.read(source)
    guard let plan else { return (nil, findings) }
    return FlowPlanner.traffic(of: plan, in: try SampleCatalogue.whole.get())
  }

  static func example() throws -> TrafficPlan { try once.get() }

  private static let once = Result { () throws -> TrafficPlan in
    let (traffic, findings) = try PlanFixture.traffic(file("example-4.21.plan.json"))
    guard let traffic else { throw Unusable(findings: findings) }
    return traffic
  }

  struct Unusable: Error {
    let findings: [Diagnostic]
  }

  /// A plan of one interface, meters to and from their utility, with parts that a test replaces.
  static func text(
    useCases: String = "[\"Service Switch\"]", endpoints: String = "1000",
    populations: String = meters, choices: String = switchChoices, leaveOut: String = valveRepeats,
    more: String = ""
  ) -> String {
    """
    {
      "format": "synchroscope-flow-plan/1", "name": "A test", "reason": "To test",
      "useCases": \(useCases),
      "interfaces": [
        {"name": "down", "from": ["CIS/Billing - Utility"], "to": ["2-Way Meter - Electr"], "reason": "r"}
      ],
      "endpoints": {"count": \(endpoints), "reason": "r"},
      "populations": [\(populations)],
      \(more)
      "choices": [\(choices)],
      "leaveOut": [\(leaveOut)]
    }
    """
  }

  static let meters = """
    {"name": "ElectrMtr", "count": 1000, "reason": "r"},
    {"name": "Utl-PrePay-ElectrMtr", "count": 0, "reason": "none"}
    """
  static let switchChoices = """
    {"row": "4.15.4.1/SW_opr_cmd", "count": 50, "reason": "r"},
    {"row": "4.15.4.2/SW_opr_cancel_cmd", "count": 2, "reason": "r"},
    {"row": "4.15.4.3/SW_state_cmd", "count": 50, "reason": "r"}
    """
  static let valveRepeats = """
    {"rows": ["4.15.4.7/SW_opr_cancel_cmd"], "reason": "r"}
    """
}
