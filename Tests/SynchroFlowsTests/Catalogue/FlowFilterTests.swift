import Testing

@testable import SynchroFlows

@Suite struct FlowFilterTests {
  @Test(arguments: [
    ("Price", 12), ("price", 12), ("4.14", 12), ("4.14.4.1", 4), ("FCIR - DMS", 6), ("4.4.1.*", 74),
    ("DSDR*", 32), ("nothing", 0),
  ])
  func `use cases are named by sheet, chapter or section`(name: String, rows: Int) throws {
    #expect(try count { $0.useCases = [NamePattern(name)] } == rows)
  }

  @Test(arguments: [
    ("DAPjm", 8), ("MDMS", 37), ("2-Way Meter - Gas C/I", 1), ("2-Way Meter - Gas", 37),
    ("Field Tools", 22), ("Field Tool", 22), ("Nobody", 0),
  ])
  func `an actor sends or receives`(name: String, rows: Int) throws {
    let found = try count { $0.actors = [NamePattern(name)] }
    let sent = try count { $0.senders = [NamePattern(name)] }
    let received = try count { $0.receivers = [NamePattern(name)] }
    #expect(found == rows)
    #expect(found <= sent + received)
    #expect(found >= max(sent, received))
  }

  @Test func `kinds of conditions must all hold, and of one kind one is enough`() throws {
    let commands = try count { $0.kinds = [.command] }
    let errors = try count { $0.kinds = [.commandError] }
    #expect(try count { $0.kinds = [.command, .commandError] } == commands + errors)
    #expect(commands == 86)
    let urgent = try count { filter in
      filter.kinds = [.command]
      filter.latencies = [try #require(LatencyCondition("<5sec"))]
    }
    #expect(urgent > 0 && urgent < commands)
    let none = try count { filter in
      filter.payloads = [NamePattern("SW_*")]
      filter.useCases = [NamePattern("Price")]
    }
    #expect(none == 0)
  }

  @Test(arguments: [
    ("<1min", 131), ("< 60 sec", 131), ("<=1 min", 166), (">=3day", 10), ("=90sec", 0),
    ("<5sec", 28),
  ])
  func `latency is compared as a time`(text: String, rows: Int) throws {
    let condition = try #require(LatencyCondition(text))
    #expect(try count { $0.latencies = [condition] } == rows)
  }

  @Test(arguments: ["soon", "1min", "<", "<1", "<1parsec", "<1min!", "", "~1min"])
  func `what is no condition on a latency is refused`(text: String) {
    #expect(LatencyCondition(text) == nil)
  }

  @Test(arguments: [
    ("C=H", 7, 7), ("I=H", 108, 108), ("A>=M", 121, 121), ("c = m", 41, 41), ("A<M", 75, 77),
  ])
  func `risks are compared by their order`(text: String, payloads: Int, rows: Int) throws {
    let condition = try #require(RiskCondition(text))
    let all = try SampleCatalogue.whole.get().payloads
    #expect(all.filter(condition.holds).count == payloads)
    #expect(try count { $0.risks = [condition] } == rows)
  }

  @Test(arguments: ["C", "C=", "X=H", "C=X", "C=HH", ""])
  func `what is no condition on a risk is refused`(text: String) {
    #expect(RiskCondition(text) == nil)
  }

  @Test(arguments: [
    ("SW_*", "SW_opr_cmd", true), ("sw_OPR_cmd", "SW_opr_cmd", true), ("*cmd*", "SW_opr_cmd", true),
    ("*opr*ack", "SW_opr_cmd", false), ("SW_*_*_cmd", "SW_opr_cmd", false), ("*", "", true),
    ("a*a", "a", false), ("ab*ba", "aba", false), ("SW", "SW_opr_cmd", false),
  ])
  func `a star stands for any letters`(pattern: String, name: String, fits: Bool) {
    #expect(NamePattern(pattern).matches(name) == fits)
  }

  @Test func `a name that fits nothing is found before the list is empty`() throws {
    var filter = FlowFilter()
    filter.actors = [NamePattern("DAPjm"), NamePattern("DAPm")]
    let unknown = filter.unknownName(in: try SampleCatalogue.whole.get())
    #expect(unknown?.pattern.text == "DAPm")
    #expect(unknown?.kind == "actor")
  }

  private func count(_ set: (inout FlowFilter) throws -> Void) throws -> Int {
    var filter = FlowFilter()
    try set(&filter)
    return filter.rows(of: try SampleCatalogue.whole.get()).count
  }
}
