import SynchroDevices
import SynchroJSON
import SynchroPXB
import Testing

@Suite struct FirstExchangeTests {
  static let meter = DeviceCast("2-Way Meter - Electr", ["m1", "m2"])
  static let cis = "CIS/Billing - Utility"

  private func bench(_ defects: [String] = []) throws -> Bench {
    try Bench([Self.meter], defects: defects)
  }

  private func read(_ bench: inout Bench, id: String? = nil) -> String {
    bench.say(
      "on-demand_Mtr-read_cmd", Self.cis, to: "2-Way Meter - Electr", "m1",
      ["meter_id": "m1", "reading_type": "kWh-del"], id: id)
  }

  @Test func `a greeting is answered with what the rows say`() throws {
    var bench = try bench()
    bench.shake()
    guard case .capability(let statement)? = bench.heard.first?.message else {
      Issue.record("no capability statement")
      return
    }
    #expect(statement.roles == [.init(actor: "2-Way Meter - Electr", instances: ["m1", "m2"])])
    let received = statement.payloads.filter { $0.direction == .receives }.map(\.name)
    #expect(received.contains("on-demand_Mtr-read_cmd"))
    #expect(!received.contains("valve_opr_cmd"))
    #expect(
      statement.payloads.contains { $0.name == "otg_ntf_evnt_data" && $0.direction == .sends })
  }

  @Test func `a meter reads its register on demand`() throws {
    var bench = try bench()
    let id = read(&bench)
    bench.pass(.seconds(15))
    #expect(bench.receiptsHeard.map(\.stage) == [.consumed])
    let answer = try #require(bench.payloads("on-demand_Mtr-read_resp-data", answering: id).first)
    #expect(answer.body.size == 100)
    #expect(answer.to == Party(actor: Self.cis, scope: .instance(Bench.name(Self.cis))))
    #expect(answer.attributes["meter_id"] == "m1")
    guard case .number? = answer.attributes["reading"] else {
      Issue.record("the reading is no number")
      return
    }
  }

  @Test func `the register grows with time`() throws {
    var bench = try bench()
    _ = read(&bench)
    bench.pass(.seconds(3600))
    _ = read(&bench)
    bench.pass(.seconds(15))
    let readings = bench.payloads("on-demand_Mtr-read_resp-data").map { $0.attributes["reading"] }
    #expect(readings.count == 2)
    #expect(readings[0] != readings[1])
  }

  @Test func `the same id is consumed once`() throws {
    var bench = try bench()
    _ = read(&bench, id: "x")
    bench.pass(.seconds(20))
    _ = read(&bench, id: "x")
    bench.pass(.seconds(20))
    #expect(bench.receiptsHeard.map(\.stage) == [.consumed, .duplicate])
    #expect(bench.payloads.count == 1)
  }

  @Test func `another run gives the same ids to other messages`() throws {
    var bench = try bench()
    bench.shake()
    _ = read(&bench, id: "x")
    bench.pass(.seconds(20))
    bench.shake()
    _ = read(&bench, id: "x")
    bench.pass(.seconds(20))
    bench.run = "another"
    bench.shake()
    _ = read(&bench, id: "x")
    bench.pass(.seconds(20))
    #expect(bench.receiptsHeard.map(\.stage) == [.consumed, .duplicate, .consumed])
    #expect(bench.payloads.count == 2)
  }

  @Test func `what was under way in a run ends with it`() throws {
    var bench = try bench()
    bench.shake()
    _ = read(&bench)
    bench.run = "another"
    bench.shake()
    bench.pass(.seconds(20))
    #expect(bench.receiptsHeard.isEmpty)
    #expect(bench.payloads.isEmpty)
  }

  @Test func `a fault strikes as often as it was injected`() throws {
    var bench = try bench()
    bench.order(
      .inject(FaultInjection(.metrologyFail, match: Match(instance: "m1"), extent: .count(1))))
    let failing = read(&bench)
    bench.pass(.seconds(20))
    let right = read(&bench)
    bench.pass(.seconds(20))
    let error = try #require(bench.payloads("on-demand_Mtr-read_cmd_err", answering: failing).first)
    #expect(error.attributes["failure_code"] == 404)
    #expect(bench.payloads("on-demand_Mtr-read_resp-data", answering: failing).isEmpty)
    #expect(bench.payloads("on-demand_Mtr-read_resp-data", answering: right).count == 1)
  }

  @Test(arguments: [("on-demand_Mtr-read_resp-data", 0), ("otg_ntf_evnt_data", 1)])
  func `a device that cannot speak of one thing speaks of others`(payload: String, answers: Int)
    throws
  {
    var bench = try bench()
    bench.order(.inject(FaultInjection(.noComms, match: Match(payload: payload))))
    let command = read(&bench)
    bench.pass(.seconds(20))
    let heard = bench.payloads("on-demand_Mtr-read_resp-data", answering: command)
    #expect(heard.count == answers)
  }

  @Test(
    arguments: [
      ("CIS/Billing - Utility", "m9", PXBErrorCode.unknownInstance),
      ("CIS/Billing - Utility", "m1", .badAttribute), ("PCT", "m1", .notEntitled),
    ])
  func `a payload that is not right is refused`(
    sender: String, instance: String, code: PXBErrorCode
  ) throws {
    var bench = try bench()
    let inside = code == .badAttribute ? "m2" : instance
    _ = bench.say(
      "on-demand_Mtr-read_cmd", sender, to: "2-Way Meter - Electr", instance,
      ["meter_id": .string(inside), "reading_type": "kWh-del"])
    bench.pass(.seconds(20))
    #expect(bench.errors.map(\.code) == [code])
    #expect(bench.receiptsHeard.isEmpty && bench.payloads.isEmpty)
  }

  @Test func `what has expired is refused`() throws {
    var bench = try bench()
    _ = bench.say(
      "SW_opr_cmd", Self.cis, to: "2-Way Meter - Electr", "m1",
      ["meter_id": "m1", "command_code": "open"], expires: bench.now - .seconds(1))
    bench.pass(.seconds(60))
    #expect(bench.errors.map(\.code) == [.expired])
    #expect(bench.state(.switch, "m1")?["state"] == "closed")
  }

  @Test func `the devices' clock moves on command, and all is quiet when the result comes`() throws
  {
    var bench = try Bench([Self.meter]) { $0.clockMode = .virtual }
    _ = read(&bench)
    bench.pass(.seconds(60))
    #expect(bench.heard.isEmpty)
    bench.order(.clock(.advance(.seconds(15))))
    #expect(bench.payloads("on-demand_Mtr-read_resp-data").count == 1)
    guard case .controlResult? = bench.heard.last?.message else {
      Issue.record("the result is not the last")
      return
    }
  }

  @Test func `the same seed gives the same answers`() throws {
    var lines: [[String]] = []
    for seed in [7, 7, 8] as [UInt64] {
      var bench = try Bench([Self.meter], seed: seed)
      _ = read(&bench)
      bench.pass(.seconds(20))
      lines.append(bench.lines)
    }
    #expect(lines[0] == lines[1])
    #expect(lines[0] != lines[2])
  }
}
