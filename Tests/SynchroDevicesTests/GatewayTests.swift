import SynchroDevices
import SynchroJSON
import SynchroPXB
import Testing

@Suite struct GatewayTests {
  static let electric = MeterScenarios.electric
  static let cis = MeterScenarios.cis

  private func read(_ bench: inout Bench, _ meter: String, wait: Duration = .seconds(30)) -> String
  {
    bench.ask(
      "on-demand_Mtr-read_cmd", Self.cis, Self.electric, meter,
      ["meter_id": .string(meter), "reading_type": "kWh-del"], wait: wait)
  }

  @Test func `a command is passed on once, with a hop and nothing changed`() throws {
    var bench = try Bench([DeviceCast("AMI Head-End(j)", ["h1"]), DeviceCast("DAPjm", ["d1"])])
    let id = read(&bench, "m1")
    let passed = bench.payloads("on-demand_Mtr-read_cmd")
    #expect(passed.count == 1)
    let message = try #require(passed.first)
    #expect(message.header.id == id && message.from.actor == Self.cis)
    #expect(message.via.map(\.party.instance) == ["h1", "d1"])
    #expect(message.via.allSatisfy { $0.received <= $0.sent })
    #expect(bench.receiptsHeard.map(\.stage) == [.accepted])
  }

  @Test func `a dead link is reported, and the command is never delivered`() throws {
    var bench = try Bench([DeviceCast("DAPjm", ["d1"])])
    bench.order(.link(.down, Match(instance: "m1")))
    let id = read(&bench, "m1")
    let errors = bench.payloads("on-demand_Mtr-read_cmd_comm_err", answering: id)
    #expect(Set(errors.map(\.to.actor)) == [Self.cis, "MDMS", "NMS"])
    #expect(errors.allSatisfy { $0.attributes["sending_device_id"] == "d1" })
    #expect(errors.allSatisfy { $0.attributes["failure_code"] == 502 })
    bench.order(.link(.up, Match(instance: "m1")))
    bench.pass(.seconds(60))
    #expect(bench.payloads("on-demand_Mtr-read_cmd").isEmpty)
  }

  @Test func `a meter that does not answer is reported too`() throws {
    var bench = try Bench([DeviceCast("DAPjm", ["d1"])])
    bench.receipts = false
    let id = read(&bench, "m1")
    let error = bench.payloads("on-demand_Mtr-read_cmd_comm_err", answering: id).first
    #expect(error?.attributes["failure_code"] == 501)
  }

  @Test func `what is no command waits for the link, and keeps its order`() throws {
    var bench = try Bench([DeviceCast("DAPjm", ["d1"])])
    bench.order(.link(.down, Match(instance: "d1")))
    for number in 1...3 {
      bench.say(
        "Mtr-read_data_resp-data", from: Sender(actor: Self.electric, instance: "m\(number)"),
        to: Party(actor: "MDMS", scope: .instance("x")), ["device_id": .integer(number)],
        kind: .responseData)
      bench.pass(.seconds(1))
    }
    #expect(bench.payloads.isEmpty)
    bench.order(.link(.up, Match(instance: "d1")))
    bench.pass(.seconds(10))
    #expect(bench.payloads.map(\.from.instance) == ["m1", "m2", "m3"])
  }

  @Test func `what expires on the way is refused`() throws {
    var bench = try Bench([DeviceCast("DAPjm", ["d1"])])
    bench.order(.inject(FaultInjection(.delay, match: Match(instance: "d1"), amount: 90_000)))
    bench.ask(
      "SW_opr_cmd", Self.cis, Self.electric, "m1", ["meter_id": "m1", "command_code": "open"],
      wait: .seconds(120), expires: bench.now + .seconds(60))
    #expect(bench.payloads("SW_opr_cmd").isEmpty)
    #expect(bench.errors.map(\.code) == [.expired])
  }

  @Test func `played together, commands and answers pass the gateway`() throws {
    var bench = try Bench([DeviceCast("DAPjm", ["d1"]), DeviceCast(Self.electric, ["m1"])])
    let id = read(&bench, "m1")
    let answer = try #require(bench.payloads("on-demand_Mtr-read_resp-data", answering: id).first)
    #expect(answer.via.map(\.party.actor) == ["DAPjm"])
    #expect(bench.receiptsHeard.map(\.stage) == [.accepted, .consumed])
    bench.order(.link(.down, Match(instance: "m1")))
    let lost = read(&bench, "m1")
    #expect(bench.payloads("on-demand_Mtr-read_cmd_comm_err", answering: lost).count == 3)
  }
}
