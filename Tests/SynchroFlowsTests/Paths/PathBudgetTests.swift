import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroFlows

@Suite struct PathBudgetTests {
  private static let path = FlowPath(["1Ab", "1Ca", "1D"])

  private static func budget(
    _ latency: Duration?, _ reliability: String? = nil, children: [Int?], shares: [String] = [],
    consumer: Duration = .zero
  ) -> PathBudget {
    var links: [String: LinkBudget] = [:]
    for (index, label) in path.links.enumerated() {
      links[label] = LinkBudget(
        latency: children[index].map { .seconds($0) },
        reliability: shares.isEmpty ? nil : Share(shares[index]))
    }
    return PathBudget(
      latency: latency, reliability: reliability.flatMap { Share($0) }, consumer: consumer,
      links: links)
  }

  @Test(arguments: [
    ([3, 5, 7], 0, PathBudgetResult.Standing.holds),
    ([3, 5, 8], 0, .broken),
    ([3, 5, 7], 1, .broken),
    ([3, nil, 7], 0, .unknown(["1Ca"])),
    ([3, nil, 13], 0, .broken),
  ])
  func `a parent is not smaller than the sum of its children, processing of the ends included`(
    children: [Int?], consumer: Int, standing: PathBudgetResult.Standing
  ) {
    let budget = Self.budget(.seconds(15), children: children, consumer: .milliseconds(consumer))
    let result = budget.check(Self.path)
    #expect(result.latency == standing)
    #expect(result.reliability == .notAsked)
  }

  @Test func `nodes of the network take their time on top`() {
    let link = LinkBudget(latency: .seconds(2), nodes: 10, nodeProcessing: .milliseconds(100))
    let budget = PathBudget(latency: .milliseconds(2999), links: ["1D": link])
    let result = budget.check(FlowPath(["1D"]))
    #expect(result.latencySum == .seconds(3))
    #expect(result.latency == .broken)
  }

  @Test(arguments: [
    // 0.99 · 0.99 · 1 is exactly 0.9801; strict bounds make equality enough.
    ("98.01 %", ["99 %", "99 %", "100 %"], PathBudgetResult.Standing.holds),
    ("98.02 %", ["99 %", "99 %", "100 %"], .broken),
    ("98.0099 %", ["99 %", "99 %", "100 %"], .holds),
    ("97.0299 %", ["99 %", "99 %", "99 %"], .holds),
    ("97.03 %", ["99 %", "99 %", "99 %"], .broken),
    ("0 %", ["0 %", "99 %", "99 %"], .holds),
  ])
  func `reliability along a path is the exact product`(
    demanded: String, shares: [String], standing: PathBudgetResult.Standing
  ) {
    let budget = Self.budget(nil, demanded, children: [1, 1, 1], shares: shares)
    #expect(budget.check(Self.path).reliability == standing)
  }

  @Test func `twenty links do not lose the last digit`() {
    let links = (0..<20).map { "L\($0)" }
    let exact = PathBudget(
      latency: nil, reliability: Share("1 %"),
      links: Dictionary(
        uniqueKeysWithValues: links.map { label in
          (label, LinkBudget(latency: nil, reliability: Share("79.4328 %")))
        }))
    // 0.794328^20 is 0.00999993…, just short of 1 %.
    #expect(exact.check(FlowPath(links)).reliability == .broken)
    #expect(exact.check(FlowPath(Array(links.dropLast()))).reliability != .notAsked)
  }

  @Test(arguments: [
    ("{\"latency\": «\"15 s\"», \"links\": {}}", "'latency' is \"15 s\""),
    ("{«\"latncy\"»: \"15s\", \"links\": {}}", "there is no member 'latncy' here"),
    ("{\"reliability\": «\"98.00001 %\"», \"links\": {}}", "'reliability' is \"98.00001 %\""),
    ("«{»\"links\": {}}", "the budget has neither a latency nor a reliability"),
    ("{\"latency\": \"15s\", \"links\": {\"1D\": {\"nodes\": «-1»}}}", "'nodes' is -1"),
    ("{\"latency\": \"15s\", \"links\": «[]»}", "here must stand an object"),
    ("«{»\"latency\": \"15s\"}", "the member 'links' is missing"),
  ])
  func `a budget that cannot be used names place and fix`(marked: String, message: String) {
    let marked = MarkedText(marked)
    let error = #expect(throws: FlowDataError.self) {
      try PathBudget(parsing: marked.source)
    }
    #expect(error?.diagnostic.message == message)
    #expect(error?.diagnostic.primary.range == marked.ranges.first)
    if error?.diagnostic.code == "flow-bad-value" {
      #expect(error?.diagnostic.help.isEmpty == false)
    }
  }
}
