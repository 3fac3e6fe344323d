import SynchroDevices
import SynchroJSON
import SynchroPXB

enum HomeScenarios {
  static let lms = "LMS - Utility"

  static let all = [events, limits, broadcasts, prices, networks, vehicle]

  private static func request(
    _ bench: inout Bench, _ event: String, to instance: String = "p1", start: Int = 0,
    length: Int = 3600, random: Int = 0, wait: Duration = .seconds(300), duty: Int = 50
  ) {
    bench.ask(
      "Load_mgm_reqst", lms, "PCT", instance,
      [
        "device_id": .string(instance), "event_id": .string(event), "start": bench.moment(start),
        "duration_s": .integer(length), "rand_start_s": .integer(random),
        "rand_stop_s": .integer(random), "load_adj_pct": -50, "max_duty_pct": .integer(duty),
      ], wait: wait)
    _ = bench.state(.load, instance)
  }

  static let events = Scenario("events", [DeviceCast("PCT", ["p1", "p2", "p3"])]) { bench in
    request(&bench, "E1", start: 600, random: 600)
    request(&bench, "E1", to: "p2", start: 600, random: 600)
    for _ in 0..<6 {
      bench.pass(.seconds(600))
      for instance in ["p1", "p2"] { _ = bench.state(.load, instance) }
    }
    bench.pass(.seconds(3600))
    _ = bench.state(.load, "p1")
    request(&bench, "E2")
    _ = bench.trigger(.userOptOut, "p1", ["event_id": "E2"])
    bench.pass(.seconds(120))
    _ = bench.state(.load, "p1")
    bench.pass(.seconds(7200))
    _ = bench.trigger(.userOptOut, "p1", ["event_id": "E1"])
    bench.pass(.seconds(120))
    request(&bench, "E3", start: -7200)
    request(&bench, "E4", duty: 80)
    request(&bench, "E4", duty: 20)
    _ = bench.trigger(.userOverride, "p1")
    bench.pass(.seconds(120))
  }

  static let limits = Scenario("limits", [DeviceCast("PCT", ["p1"])]) { bench in
    for number in 0..<4 { request(&bench, "L\(number)", length: 60, wait: .seconds(70)) }
    bench.pass(.seconds(300))
    for urgency in [Priority.low, .high] {
      _ = bench.say(
        "Load_mgm_reqst", lms, to: "PCT", "p1",
        [
          "device_id": "p1", "event_id": .string("U\(urgency.rawValue)"), "duration_s": 60,
          "start": bench.moment(0),
        ], priority: urgency)
      _ = bench.say(
        "Vol_load_shed_reqst", lms, to: "PCT", "p1", ["device_id": "p1", "duration_s": 60],
        priority: .low)
    }
    bench.pass(.seconds(600))
  }

  static let broadcasts = Scenario(
    "broadcasts", [DeviceCast("Load Cntl Device", count: 12, prefix: "l")]
  ) { bench in
    for (name, scope) in [
      ("Load_mgm_reqst_mltcst", Party.Scope.group("north")), ("Load_mgm_reqst_brdcst", .everyone),
    ] {
      bench.say(
        name, from: Sender(actor: lms, instance: "lms"),
        to: Party(actor: "Load Cntl Device", scope: scope),
        [
          "event_id": .string(name), "start": bench.moment(0), "duration_s": 600,
          "rand_start_s": 120, "load_adj_pct": -30,
        ])
      bench.pass(.seconds(120))
      for number in 1...4 { _ = bench.state(.load, "l\(number)") }
      bench.pass(.seconds(1200))
    }
  }

  static let prices = Scenario("prices", [DeviceCast("IPD", ["i1"])]) { bench in
    for (number, name) in ["TOU", "RTP", "CPP"].enumerated() {
      bench.ask(
        "\(name)_pricing-data_cmd", lms, "IPD", "i1",
        [
          "device_id": "i1", "price": .integer(10 + number), "effective_from": bench.moment(0),
          "effective_s": 86_400,
        ], wait: .seconds(300))
      _ = bench.state(.price, "i1")
    }
    bench.ask(
      "TOU_pricing-data_cmd", lms, "IPD", "i1",
      [
        "device_id": "i1", "price": 99, "effective_from": bench.moment(3600), "effective_s": 60,
      ], wait: .seconds(300))
    _ = bench.state(.price, "i1")
    bench.ask(
      "RTP_pricing-data_cmd", "PCT", "IPD", "i1", ["device_id": "i1", "price": 0])
    _ = bench.state(.price, "i1")
  }

  static let networks = Scenario("networks", [DeviceCast("Cust. EMS", ["e1"])]) { bench in
    for name in [
      "han_dev_un_join_cmd", "han_dev_join_cmd", "han_dev_join_cmd", "han_dev_un_join_cmd",
    ] {
      bench.ask(
        name, "CIS/Billing - Utility", "Cust. EMS", "e1",
        ["device_id": "e1", "security_material": "00112233445566778899aabbccddeeff"])
      _ = bench.state(.program, "e1")
    }
    bench.ask("Vol_load_shed_reqst", lms, "Cust. EMS", "e1", ["device_id": "e1", "duration_s": 60])
  }

  static let vehicle = Scenario("vehicle", [DeviceCast("PHEV", ["v1"])]) { bench in
    for rate in [3000, 20_000] {
      bench.ask(
        "PHEV_pwr_chrg_rate_negot-thrd", lms, "PHEV", "v1",
        ["device_id": "v1", "charge_rate_w": .integer(rate), "price_tier": "low"])
    }
    _ = bench.trigger(.join, "v1")
    bench.pass(.seconds(30))
  }
}
