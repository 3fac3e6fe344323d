import SynchroDevices
import SynchroJSON
import SynchroPXB

enum FieldScenarios {
  static let all = [switches, sensors, storage, documents]

  static let switches = Scenario(
    "switches",
    [
      DeviceCast("Feeder Switch", ["s1"]), DeviceCast("Feeder Regulator", ["r1"]),
      DeviceCast("Feeder Recloser", ["c1"]), DeviceCast("Feeder Circuit Breaker", ["b1"]),
    ]
  ) { bench in
    func operate(_ word: String) {
      bench.ask(
        "FeederSwitch_\(word)_cmd", "DMS", "Feeder Switch", "s1", ["device_id": "s1"],
        wait: .seconds(10))
      _ = bench.state(.switch, "s1")
    }
    operate("open")
    operate("close")
    operate("close")
    bench.order(.inject(FaultInjection(.switchStuck, extent: .count(1))))
    operate("open")
    for type in ["alarm", "status-change"] {
      _ = bench.trigger(.event, "s1", ["type": .string(type)])
      bench.pass(.seconds(20))
    }
    _ = bench.trigger(.switchManual, "s1")
    bench.pass(.seconds(20))
    _ = bench.trigger(.event, "c1", ["type": "lock-out"])
    bench.pass(.seconds(20))
    bench.ask(
      "circuit-brk_device_status_cmd", "DAC - sub", "Feeder Circuit Breaker", "b1",
      ["device_id": "b1"], wait: .seconds(10))
    for _ in 0..<18 {
      bench.ask(
        "FeederRegulator_step_up_cmd", "DMS", "Feeder Regulator", "r1", ["device_id": "r1"],
        wait: .seconds(10))
    }
  }

  static let sensors = Scenario(
    "sensors", [DeviceCast("Feeder Sensor", ["n1"]), DeviceCast("Feeder Cap Bank", ["k1"])]
  ) { bench in
    bench.ask(
      "FeederSensor_sensor_data_cmd", "DMS", "Feeder Sensor", "n1", ["device_id": "n1"],
      wait: .seconds(30))
    bench.ask(
      "FeederCapBank_sensor_data_cmd", "DMS", "Feeder Cap Bank", "k1", ["device_id": "k1"],
      wait: .seconds(30))
  }

  static let storage = Scenario("storage", [DeviceCast("Distr. Cust. Storage", ["d1"])]) { bench in
    func ask(_ name: String, _ more: JSONValue = ["device_id": "d1"]) {
      bench.ask(name, "DAC - sub", "Distr. Cust. Storage", "d1", more, wait: .seconds(20))
      _ = bench.state(.switch, "d1")
    }
    ask("distr_cust_storage_discharge_cmd")
    ask("distr_cust_storage_status_cmd")
    _ = bench.trigger(.event, "d1", ["type": "charge", "percent": 5])
    ask("distr_cust_storage_discharge_cmd")
    ask("distr_cust_storage_charge-rate_cmd", ["device_id": "d1", "charge_rate_w": 9000])
    ask("distr_cust_storage_charge-rate_cmd", ["device_id": "d1", "charge_rate_w": 2000])
    for type in ["island", "island-end"] {
      _ = bench.trigger(.event, "d1", ["type": .string(type)])
      bench.pass(.seconds(20))
    }
  }

  static let documents = Scenario("documents", [DeviceCast("Aggregator", ["agg1"])]) { bench in
    func send(_ id: String, _ content: String, digest: String? = nil, age: Int = 0) {
      bench.ask(
        "der.billing_payment", "Distribution Utility", "Aggregator", "agg1",
        [
          "document_id": .string(id), "account_id": "acc", "created": bench.moment(-age),
          "content": .string(content), "digest": .string(digest ?? Digests.of(content)),
        ], wait: .seconds(300))
    }
    send("d1", "invoice 1")
    send("d1", "invoice 2")
    send("d2", "invoice 3", digest: Digests.of("another"))
    send("d3", "invoice 4", age: 86_400)
    for party in [Bench.name("Distribution Utility"), "stranger"] {
      bench.say(
        "der.document_req", from: Sender(actor: "Distribution Utility", instance: party),
        to: Party(actor: "Aggregator", scope: .instance("agg1")), ["document_id": "d1"])
      bench.pass(.seconds(60))
    }
    bench.ask("der.billing_payment", "PCT", "Aggregator", "agg1", ["document_id": "d9"])
  }
}
