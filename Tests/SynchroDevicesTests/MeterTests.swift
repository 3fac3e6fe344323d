import SynchroDevices
import SynchroJSON
import SynchroPXB
import Testing

@Suite struct MeterTests {
  static let electric = MeterScenarios.electric
  static let cis = MeterScenarios.cis

  private func operate(
    _ bench: inout Bench, _ word: String, wait: Duration = .seconds(120)
  ) -> String {
    bench.ask(
      "SW_opr_cmd", Self.cis, Self.electric, "m1",
      ["meter_id": "m1", "command_code": .string(word)], wait: wait)
  }

  @Test func `a switch command is acknowledged to all, done, and reported`() throws {
    var bench = try Bench([DeviceCast(Self.electric, ["m1"])])
    let id = operate(&bench, "open")
    let acks = bench.payloads("SW_opr_cmd_ack", answering: id)
    #expect(Set(acks.map(\.to.actor)) == [Self.cis, "MDMS"])
    #expect(acks.allSatisfy { $0.attributes["ack_code"] == 0 && $0.body.size == 25 })
    let told = bench.payloads("SW_post-oper-info_resp-data", answering: id)
    #expect(told.count == 2 && told[0].attributes["state"] == "open")
    #expect(bench.state(.switch, "m1")?["state"] == "open")
  }

  @Test func `a stuck switch is reported and not acknowledged`() throws {
    var bench = try Bench([DeviceCast(Self.electric, ["m1"])])
    bench.order(.inject(FaultInjection(.switchStuck, extent: .count(1))))
    let id = operate(&bench, "open")
    let failures = bench.payloads("SW_opr_fail_cmd-err", answering: id)
    #expect(failures.first?.attributes["failure_code"] == 404)
    #expect(bench.payloads("SW_opr_cmd_ack").isEmpty)
    #expect(bench.state(.switch, "m1")?["state"] == "closed")
  }

  /// What a peer writes must not end the devices.
  @Test(arguments: ["nan", "inf", "-inf", "1e300"])
  func `a credit that is no amount is none`(text: String) throws {
    var bench = try Bench([DeviceCast(Self.electric, ["m1"])])
    for word in ["on", "credit"] {
      bench.ask(
        "prepay_meter_config_cmd", Self.cis, Self.electric, "m1",
        ["meter_id": "m1", "command_code": .string(word), "config": .string(text)])
    }
    let isOut = text != "1e300"
    #expect(bench.state(.switch, "m1")?["supplies"] == .bool(!isOut))
  }

  /// The race: either it is cancelled or it happens, and both commands are acknowledged.
  @Test(arguments: [(1, "closed", 0, 0), (60, "open", 2, 1)])
  func `a command is cancelled or done, never both`(
    after seconds: Int, state: String, code: Int, told: Int
  ) throws {
    var bench = try Bench([DeviceCast(Self.electric, ["m1"])])
    _ = operate(&bench, "open", wait: .seconds(seconds))
    let cancel = bench.ask(
      "SW_opr_cancel_cmd", Self.cis, Self.electric, "m1", ["meter_id": "m1"])
    #expect(bench.state(.switch, "m1")?["state"] == .string(state))
    let answer = bench.payloads("SW_opr_cmd_ack", answering: cancel).first
    #expect(answer?.attributes["ack_code"] == .integer(code))
    let reports = bench.payloads("SW_post-oper-info_resp-data").filter { $0.to.actor == "MDMS" }
    #expect(reports.count == told)
    #expect(bench.payloads("SW_opr_cmd_ack").count == 4)
  }

  @Test func `credit that runs out opens the switch, and only credit closes it`() throws {
    var bench = try Bench([DeviceCast(Self.electric, ["m1"])])
    func configure(_ command: String, _ amount: String) {
      bench.ask(
        "prepay_meter_config_cmd", Self.cis, Self.electric, "m1",
        ["meter_id": "m1", "command_code": .string(command), "config": .string(amount)])
    }
    configure("on", "0.01")
    bench.pass(.seconds(3600))
    #expect(bench.state(.switch, "m1")?["supplies"] == false)
    let refused = operate(&bench, "close")
    #expect(
      bench.payloads("SW_opr_fail_cmd-err", answering: refused).first?
        .attributes["failure_code"] == 402)
    configure("credit", "100")
    _ = operate(&bench, "close")
    #expect(bench.state(.switch, "m1")?["supplies"] == true)
  }

  @Test func `a meter that loses power says so, is silent, and reports when power is back`() throws
  {
    var bench = try Bench([DeviceCast(Self.electric, ["m1"])])
    _ = bench.trigger(.lastGasp, "m1")
    bench.pass(.seconds(30))
    let id = bench.ask("SW_state_cmd", Self.cis, Self.electric, "m1", ["meter_id": "m1"])
    #expect(bench.receiptsHeard.allSatisfy { $0.correlation != id })
    let before = bench.payloads.map(\.name)
    #expect(before == ["otg_ntf_evnt_data"])
    _ = bench.trigger(.restoration, "m1")
    bench.pass(.seconds(30))
    #expect(bench.payloads.map(\.name) == before + ["svc_rst_ntf_evnt_data"])
    #expect(bench.payloads.allSatisfy { $0.to.actor == "OMS" })
  }

  @Test func `firmware runs when its time has come, and is confirmed then`() throws {
    var bench = try Bench([DeviceCast(Self.electric, ["m1"])])
    bench.ask(
      "metrology_firmware_update_cmd", "Field Tool", Self.electric, "m1",
      ["device_id": "m1", "version": "2.1.0", "cut_over": bench.moment(600)])
    #expect(bench.state(.firmware, "m1")?["running"]?["metrology_firmware"] == nil)
    #expect(bench.payloads.isEmpty)
    bench.pass(.seconds(700))
    #expect(bench.state(.firmware, "m1")?["running"]?["metrology_firmware"] == "2.1.0")
    let confirmation = bench.payloads("metrology_firmware_update_confirmation").first
    #expect(confirmation?.attributes["revision"] == "2.1.0")
    #expect(confirmation?.to.actor == "Field Tool")
  }

  @Test func `what could not go out during an outage goes out after it, in order`() throws {
    var bench = try Bench([DeviceCast(Self.electric, ["m1"])])
    bench.order(.link(.down, Match(instance: "m1")))
    for type in ["security", "audit"] {
      _ = bench.trigger(.event, "m1", ["type": .string(type)])
      bench.pass(.seconds(300))
    }
    #expect(bench.payloads.isEmpty)
    bench.order(.link(.up, Match(instance: "m1")))
    bench.pass(.seconds(1))
    #expect(bench.payloads.map(\.name) == ["Security_Event", "Audit_Application_Event"])
    #expect(bench.payloads.map(\.header.sequence) == [1, 2])
  }
}
