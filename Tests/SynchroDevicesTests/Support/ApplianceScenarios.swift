import SynchroDevices
import SynchroJSON
import SynchroPXB

enum ApplianceScenarios {
  static let appliance = "Smart Appliance"
  static let nms = "SmartConnect NMS"

  static let all = [registering, whole, messages, systems]

  /// The harness registers an appliance.
  static func register(_ bench: inout Bench, _ instance: String = "a1") {
    bench.ask("c5.bind_cmd", nms, appliance, instance, ["device_id": .string(instance)])
    bench.ask(
      "c5.auth_params", nms, appliance, instance,
      ["device_id": .string(instance), "auth_params": "p1"])
    bench.ask(
      "c5.config_cmd", "CDCS", appliance, instance,
      ["device_id": .string(instance), "group_code": "peak-saver", "language": "en"])
  }

  static let registering = Scenario("registering", [DeviceCast(appliance, ["a1"])]) { bench in
    bench.ask("c5.config_cmd", "CDCS", appliance, "a1", ["device_id": "a1", "group_code": "g"])
    bench.ask("c5.auth_params", nms, appliance, "a1", ["device_id": "a1", "auth_params": "p0"])
    register(&bench)
    _ = bench.state(.program, "a1")
  }

  /// All five actors in one world: a customer's request is enough to register the appliance.
  static let whole = Scenario(
    "whole",
    [
      DeviceCast(appliance, ["a1", "a2"]), DeviceCast("SmartConnect Meter", ["sm1"]),
      DeviceCast(nms, ["nms1"]), DeviceCast("CDCS", ["cdcs1"]), DeviceCast("CSS", ["css1"]),
    ]
  ) { bench in
    for (instance, type) in [("a1", "dishwasher"), ("a2", "washer"), ("a3", "toaster")] {
      bench.ask(
        "c5.register_cmd", "CSR", "CSS", "css1",
        [
          "account_id": "acc", "premise_id": "p", "device_id": .string(instance),
          "device_type": .string(type),
        ])
      bench.ask(
        "c5.program_select_cmd", "CSR", "CSS", "css1",
        [
          "account_id": "acc", "device_id": .string(instance), "program_code": "peak-saver",
          "language": "es",
        ], wait: .seconds(600))
      _ = bench.state(.program, instance)
    }
    _ = bench.state(.program, "css1")
  }

  private static func message(
    _ bench: inout Bench, _ name: String, _ more: [(String, JSONValue)],
    audience: String = "private"
  ) {
    var fields = [
      JSONField("device_id", "a1"), JSONField("message_id", .string("m-\(name)")),
      JSONField("text", .string(name)), JSONField("audience", .string(audience)),
      JSONField("level", "high"),
    ]
    fields += more.map { JSONField($0.0, $0.1) }
    bench.ask("c5.\(name)", "CDCS", appliance, "a1", .object(fields), wait: .seconds(120))
    for state in [StateName.load, .price, .display] { _ = bench.state(state, "a1") }
  }

  static let messages = Scenario("messages", [DeviceCast(appliance, ["a1"])]) { bench in
    message(&bench, "public_msg", [("message_kind", "weather")], audience: "public")
    message(&bench, "event_msg", [("message_kind", "utility-message")])
    register(&bench)
    _ = bench.trigger(.event, "a1", ["type": "alert-limit", "level": "medium", "price": 20])
    let event: [(String, JSONValue)] = [
      ("message_kind", "event-times"), ("event_id", "E1"), ("duration_s", 3600),
      ("load_adj_pct", -40),
    ]
    message(&bench, "event_msg", event + [("start", bench.moment(0))])
    message(&bench, "event_msg", [("message_kind", "end-of-event"), ("event_id", "E1")])
    _ = bench.trigger(.event, "a1", ["type": "busy"])
    message(
      &bench, "event_msg",
      [
        ("message_kind", "event-times"), ("event_id", "E2"), ("duration_s", 3600),
        ("load_adj_pct", -40), ("start", bench.moment(0)),
      ])
    _ = bench.trigger(.event, "a1", ["type": "idle"])
    bench.pass(.seconds(120))
    _ = bench.trigger(.userOverride, "a1")
    bench.pass(.seconds(120))
    message(
      &bench, "price_msg",
      [
        ("message_kind", "current-price"), ("price", 30), ("next_price", 12),
        ("effective_from", bench.moment(3600)),
      ])
    message(&bench, "billing_cycle_msg", [("cycle_start", bench.moment(0))])
    _ = bench.state(.program, "a1")
    _ = bench.trigger(.event, "a1", ["type": "activity"])
    for hours in [6, 6, 6, 6] {
      bench.pass(.seconds(hours * 3600))
      _ = bench.state(.store, "a1")
    }
    for urgency in [Priority.low, .high] {
      _ = bench.say(
        "c5.public_msg", "CDCS", to: appliance, "a1",
        [
          "device_id": "a1", "message_id": .string("u\(urgency.rawValue)"), "audience": "public",
        ], priority: urgency)
      _ = bench.say(
        "c5.condition_msg", "CDCS", to: appliance, "a1",
        ["device_id": "a1", "message_id": "c", "value": 59], priority: .low)
    }
    bench.pass(.seconds(120))
  }

  static let systems = Scenario(
    "systems",
    [DeviceCast(nms, ["nms1"]), DeviceCast("CDCS", ["cdcs1"]), DeviceCast("CSS", ["css1"])]
  ) { bench in
    bench.ask(
      "c5.commission_req", "CSS", nms, "nms1",
      ["premise_id": "p", "device_id": "a1", "device_type": "washer"])
    _ = bench.say(
      "c5.device_identity", from: Sender(actor: appliance, instance: "a1"),
      to: Party(actor: nms, scope: .instance("nms1")),
      ["device_id": "a1", "device_type": "dryer", "key_material": "k"], kind: .responseData)
    bench.pass(.seconds(120))
    for (id, language) in [("a1", "en"), ("a2", "es"), ("a3", "es")] {
      bench.ask(
        "c5.program_record", "CSS", "CDCS", "cdcs1",
        ["device_id": .string(id), "program_code": "peak-saver", "language": .string(language)])
    }
    bench.ask(
      "c5.group_cmd", "CSS", "CDCS", "cdcs1", ["group_code": "north", "device_ids": ["a1", "a2"]])
    bench.ask(
      "c5.message_req", "CSS", "CDCS", "cdcs1",
      [
        "message_id": "m1", "category": "public", "message_kind": "weather", "text": "storm",
        "text_es": "tormenta", "target_group": "north", "audience": "public", "level": "high",
      ])
    bench.ask("c5.config_req", "CSS", "CDCS", "cdcs1", ["device_id": "a1", "group_code": "g"])
    for name in ["c5.override_report", "c5.activity_report"] {
      bench.say(
        name, from: Sender(actor: appliance, instance: "a1"),
        to: Party(actor: "CDCS", scope: .instance("cdcs1")), ["device_id": "a1"],
        kind: .responseData)
      bench.pass(.seconds(120))
    }
  }
}
