import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroScript

/// What suites about the binding have beyond those about payloads.
@Suite struct BindingFlowTests {
  private static let head = """
    suite ours/adapter "Ours"
    binding pxb

    actor device plays any is target
    actor every plays each is target
    actor peer plays any is harness

    """

  private func parsed(_ steps: String) -> ParsedSuite {
    let flow = "\nflow f \"F\"\n" + steps.split(separator: "\n").map { "  \($0)\n" }.joined()
    return SuiteParser.parse(SourceText(name: "a.suite", Self.head + flow))
  }

  private func kinds(_ steps: String) -> [FlowStep] {
    parsed(steps).suite?.flows.first?.steps ?? []
  }

  @Test func `a party can be whatever the target declares`() {
    let actors = parsed("ignored by device").suite?.actors ?? []
    #expect(actors.map { $0.whichever?.value } == [.any, .each, .any])
    #expect(actors.allSatisfy { $0.plays.isEmpty })
  }

  @Test(arguments: Spoiling.allCases)
  func `a payload can be spoiled`(spoiling: Spoiling) {
    let step = kinds("peer -> device any as order spoiled \(spoiling.rawValue) within 5s").first
    guard case .message(let message)? = step?.kind else {
      Issue.record("no payload")
      return
    }
    #expect(message.spoiled?.value == spoiling)
    #expect(message.isAnyPayload)
    #expect(message.name?.value == "order")
  }

  @Test(arguments: [
    "refused order by device with 100 or 101  [PXB/7/a]", "ignored order by device  [PXB/7/a]",
    "again order  [PXB/7/a]", "order observe at device { \"since\": 1 }  [PXB/7/a]",
    "order x-verb at device  [PXB/7/a]",
  ])
  func `a step that is no payload can decide a requirement`(line: String) {
    #expect(kinds(line).first?.requirements.compactMap(\.id) == ["PXB/7/a"])
    #expect(kinds(line).first?.head.count ?? 0 >= line.utf8.count - 12)
  }

  @Test func `an order has checks on its result`() {
    let step = kinds("order clock at device { \"op\": \"get\" }\n  $.now > 0  [PXB/6.1/clock]")
      .first
    guard case .control(.order(let order), _)? = step?.kind else {
      Issue.record("no order")
      return
    }
    #expect(order.verb.value == "clock")
    #expect(order.checks.count == 1)
  }

  @Test(arguments: [
    ("peer -> device any spoiled rotten", "suite-unexpected"),
    ("advance 5s [PXB/7/a]", "suite-trailing"),
    ("order Observe at device", "suite-bad-name"), ("ignored by", "suite-incomplete"),
  ])
  func `what is wrong is told`(line: String, code: String) {
    #expect(parsed(line).diagnostics.map(\.code) == [code])
  }

  @Test func `the rules of every session stand at the top`() {
    let text = Self.head + "lint [PXB/2.1/json\n    PXB/2.3/gap]\n    [PXB/4/crc]\n"
    let suite = SuiteParser.parse(SourceText(name: "a.suite", text)).suite
    #expect(suite?.linted.compactMap(\.id) == ["PXB/2.1/json", "PXB/2.3/gap", "PXB/4/crc"])
  }
}
