import SynchroDevices
import SynchroJSON
import SynchroPXB

enum MeterScenarios {
  static let electric = "2-Way Meter - Electr"
  static let gas = "2-Way Meter - Gas"
  static let cis = "CIS/Billing - Utility"

  static let all = [
    reading, reporting, outage, switching, valves, programs, gateways, offices, warehouse,
  ]

  private static func read(_ bench: inout Bench, _ type: String = "kWh-del", id: String? = nil) {
    bench.ask(
      "on-demand_Mtr-read_cmd", cis, electric, "m1",
      ["meter_id": "m1", "reading_type": .string(type)], id: id)
  }

  static let reading = Scenario("reading", [DeviceCast(electric, ["m1", "m2"])]) { bench in
    for _ in 0..<2 { read(&bench) }
    read(&bench, id: "again")
    read(&bench, id: "again")
    bench.order(
      .inject(FaultInjection(.metrologyFail, match: Match(instance: "m1"), extent: .count(1))))
    read(&bench)
    bench.ask("on-demand_Mtr-read_cmd", cis, electric, "m9", ["meter_id": "m9"])
    bench.ask("on-demand_Mtr-read_cmd", cis, electric, "m1", ["meter_id": "m2"])
    bench.ask(
      "Mtr-read_multi-interval-data_cmd", "MDMS", electric, "m1",
      ["device_id": "m1", "period_s": 3600, "reading_type": "kWh-del"], wait: .seconds(7200))
  }

  /// Enough reads that what strikes one in fifty strikes.
  static let manyReads = Scenario("many reads", [DeviceCast(electric, ["m1"])]) { bench in
    for _ in 0..<250 { read(&bench) }
  }

  static let reporting = Scenario("reporting", [DeviceCast(electric, ["m1"])]) { bench in
    for type in ["audit", "configuration", "fault", "power-quality", "security"] {
      _ = bench.trigger(.event, "m1", ["type": .string(type), "code": 7])
      bench.pass(.seconds(600))
    }
    _ = bench.trigger(.scheduledRead, "m1")
    bench.pass(.seconds(20_000))
    bench.order(.link(.down, Match(instance: "m1")))
    _ = bench.trigger(.event, "m1", ["type": "security"])
    bench.pass(.seconds(600))
    bench.order(.link(.up, Match(instance: "m1")))
    bench.pass(.seconds(600))
  }

  static let outage = Scenario(
    "outage", [DeviceCast(electric, count: 12, prefix: "m"), DeviceCast("DAPjm", ["d1"])]
  ) { bench in
    _ = bench.trigger(.restoration, "m1")
    bench.pass(.seconds(60))
    bench.order(.power(.down, .everything))
    bench.pass(.seconds(60))
    bench.order(.power(.up, .everything))
    bench.pass(.seconds(120))
  }

  private static func operate(
    _ bench: inout Bench, _ word: String, wait: Duration = .seconds(180), expires: PXBTime? = nil
  ) {
    bench.ask(
      "SW_opr_cmd", cis, electric, "m1", ["meter_id": "m1", "command_code": .string(word)],
      wait: wait, expires: expires)
    _ = bench.state(.switch, "m1")
  }

  static let switching = Scenario("switching", [DeviceCast(electric, ["m1"])]) { bench in
    operate(&bench, "open")
    operate(&bench, "open")
    bench.ask("SW_state_cmd", cis, electric, "m1", ["meter_id": "m1"])
    operate(&bench, "close")
    operate(&bench, "open", wait: .seconds(1))
    bench.ask("SW_opr_cancel_cmd", cis, electric, "m1", ["meter_id": "m1"])
    _ = bench.state(.switch, "m1")
    operate(&bench, "close")
    bench.order(
      .inject(FaultInjection(.switchStuck, match: Match(instance: "m1"), extent: .count(1))))
    operate(&bench, "open")
    operate(&bench, "open", expires: bench.now - .seconds(5))
    bench.ask(
      "SW_opr_cmd", "PCT", electric, "m1", ["meter_id": "m1", "command_code": "open"])
    _ = bench.state(.switch, "m1")
    for command in ["on", "credit"] {
      bench.ask(
        "prepay_meter_config_cmd", cis, electric, "m1",
        ["meter_id": "m1", "command_code": .string(command), "config": "0.0001"])
    }
    bench.pass(.seconds(3600))
    operate(&bench, "close")
    bench.ask(
      "meter_capped_kwh_mode_cmd", "LMS - Utility", electric, "m1", ["meter_id": "m1"])
    bench.ask(
      "meter_capped_kwh_mode_cancel_cmd", "LMS - Utility", electric, "m1", ["meter_id": "m1"])
    _ = bench.state(.switch, "m1")
  }

  static let valves = Scenario("valves", [DeviceCast(gas, ["g1"])]) { bench in
    func operate(_ word: String) {
      bench.ask(
        "valve_opr_cmd", cis, gas, "g1", ["meter_id": "g1", "command_code": .string(word)],
        wait: .seconds(300))
      bench.ask("valve_state_cmd", cis, gas, "g1", ["meter_id": "g1"], wait: .seconds(300))
      _ = bench.state(.switch, "g1")
    }
    operate("close")
    operate("open")
    bench.order(.inject(FaultInjection(.switchStuck, extent: .count(1))))
    operate("close")
    _ = bench.trigger(.event, "g1", ["type": "credit-exhausted"])
    operate("open")
  }

  static let programs = Scenario(
    "programs", [DeviceCast(electric, ["m1"]), DeviceCast("Feeder Switch", ["f1"])]
  ) { bench in
    bench.ask(
      "metrology_firmware_update_cmd", "AMI Head-End(j)", electric, "m1",
      ["device_id": "m1", "version": "2.1.0", "cut_over": bench.moment(3600)], wait: .seconds(1800))
    _ = bench.state(.firmware, "m1")
    bench.pass(.seconds(3600))
    _ = bench.state(.firmware, "m1")
    for (actor, instance) in [(electric, "m1"), ("Feeder Switch", "f1")] {
      bench.ask(
        "NIC_program_update_cmd", "Field Tool", actor, instance,
        ["device_id": .string(instance), "version": "7"])
    }
  }

  static let gateways = Scenario(
    "gateways", [DeviceCast("DAPjm", ["d1"]), DeviceCast("AMI Head-End(j)", ["he1"])]
  ) { bench in
    func send(_ instance: String, wait: Duration = .seconds(30), expires: Duration? = nil) {
      let end = expires.map { bench.now + $0 }
      bench.ask(
        "SW_opr_cmd", cis, electric, instance,
        ["meter_id": .string(instance), "command_code": "open"], wait: wait, expires: end)
    }
    send("m1")
    bench.order(.link(.down, Match(instance: "m2")))
    send("m2")
    bench.ask(
      "on-demand_Mtr-read_cmd", cis, electric, "m2", ["meter_id": "m2"], wait: .seconds(60))
    bench.order(.link(.up, Match(instance: "m2")))
    bench.pass(.seconds(60))
    send("m3", expires: .milliseconds(2))
    bench.order(.link(.down, Match(instance: "d1")))
    for number in 1...3 {
      bench.say(
        "Mtr-read_data_resp-data", from: Sender(actor: electric, instance: "m\(number)"),
        to: Party(actor: "MDMS", scope: .instance("mdms")), ["device_id": "m"], kind: .responseData)
    }
    bench.pass(.seconds(60))
    bench.order(.link(.up, Match(instance: "d1")))
    bench.pass(.seconds(60))
    bench.ask(
      "DAP_firmware_update_cmd", "Field Tool", "DAPjm", "d1",
      ["device_id": "d1", "version": "3", "cut_over": bench.moment(60)], wait: .seconds(30))
    _ = bench.state(.firmware, "d1")
    bench.pass(.seconds(120))
    _ = bench.state(.firmware, "d1")
  }

  static let offices = Scenario(
    "offices",
    [
      DeviceCast("MDMS", ["mdms1"]), DeviceCast("Web Portal - Utility", ["w1"]),
      DeviceCast("LMS - Utility", ["lms1"]),
    ]
  ) { bench in
    bench.ask(
      "bulk_Mtr-read_cmd", cis, "MDMS", "mdms1", ["data_group": "registers"], wait: .seconds(3600))
    bench.ask(
      "Cust_Acct_Info_cmd", "Cust. Browser - Premise", "Web Portal - Utility", "w1",
      ["account_id": "a7"])
    _ = bench.trigger(
      .send, "lms1",
      [
        "payload": "Load_mgm_reqst", "to": ["actor": "PCT", "inst": "p1"],
        "attributes": [
          "event_id": "E1", "start": bench.moment(0), "duration_s": 60, "load_adj_pct": -50,
        ],
      ])
    bench.pass(.seconds(120))
    bench.ask(
      "Load_mgm_opt_out", "PCT", "LMS - Utility", "lms1",
      ["device_ids": ["p1"], "event_ids": ["E1"]])
  }

  static let warehouse = Scenario("warehouse", [DeviceCast("ODW - Utility", ["odw1"])]) { bench in
    _ = bench.trigger(
      .send, "odw1", ["payload": "bulk_Cust_Subset_Acct_Premise_Info_Util_data"])
    bench.pass(.seconds(10))
  }
}
