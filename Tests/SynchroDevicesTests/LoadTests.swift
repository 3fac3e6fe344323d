import SynchroDevices
import SynchroJSON
import SynchroPXB
import Testing

@Suite struct LoadTests {
  static let lms = HomeScenarios.lms

  private func request(
    _ bench: inout Bench, _ event: String = "E1", start: Int = 0, length: Int = 3600,
    random: Int = 0, to scope: Party.Scope = .instance("p1"), wait: Duration = .seconds(1)
  ) {
    let name =
      switch scope {
      case .instance: "Load_mgm_reqst"
      case .group: "Load_mgm_reqst_mltcst"
      case .everyone: "Load_mgm_reqst_brdcst"
      }
    bench.say(
      name, from: Sender(actor: Self.lms, instance: "lms"),
      to: Party(actor: "PCT", scope: scope),
      [
        "event_id": .string(event), "start": bench.moment(start), "duration_s": .integer(length),
        "rand_start_s": .integer(random), "rand_stop_s": .integer(random), "load_adj_pct": -50,
        "max_duty_pct": 50,
      ])
    bench.pass(wait)
  }

  private func starts(_ bench: inout Bench, _ count: Int) -> [Double] {
    (1...count).compactMap { number in
      guard case .array(let events)? = bench.state(.load, "p\(number)")?["events"],
        case .number(let start)? = events.first?["starts"]
      else { return nil }
      return Double(start.lexeme)
    }
  }

  @Test func `an event reduces the load from its start to its end`() throws {
    var bench = try Bench([DeviceCast("PCT", ["p1"])])
    request(&bench, start: 600)
    #expect(bench.state(.load, "p1")?["status"] == "pending")
    bench.pass(.seconds(700))
    let during = bench.state(.load, "p1")
    #expect(during?["status"] == "active" && during?["duty"] == 50 && during?["event"] == "E1")
    #expect(during?["watts"] != during?["normal_watts"])
    bench.pass(.seconds(3600))
    let after = bench.state(.load, "p1")
    #expect(after?["status"] == "completed" && after?["watts"] == after?["normal_watts"])
  }

  @Test func `starts are random within the window, and differ`() throws {
    var bench = try Bench([DeviceCast("PCT", count: 20, prefix: "p")])
    let from = Double(bench.now.microseconds) / 1e6 + 600
    request(&bench, start: 600, random: 300, to: .everyone)
    let found = starts(&bench, 20)
    #expect(found.count == 20 && Set(found).count > 15)
    #expect(found.allSatisfy { (from...(from + 300)).contains($0) })
    #expect(bench.payloads.isEmpty)
  }

  @Test func `a multicast reaches its group and nobody else`() throws {
    var bench = try Bench([DeviceCast("PCT", count: 6, prefix: "p")])
    request(&bench, to: .group("north"), wait: .seconds(60))
    #expect(bench.receiptsHeard.map(\.from.instance).sorted() == ["p1", "p3", "p5"])
    #expect(bench.state(.load, "p2")?["status"] == "none")
    bench.pass(.seconds(20_000))
    #expect(bench.payloads("Load_mgm_req_ack").count == 3)
  }

  @Test func `who leaves an event runs as ever, and says so to whoever asked`() throws {
    var bench = try Bench([DeviceCast("PCT", ["p1"])])
    request(&bench, wait: .seconds(120))
    _ = bench.trigger(.userOptOut, "p1", ["event_id": "E1"])
    bench.pass(.seconds(60))
    let report = try #require(bench.payloads("Load_mgm_opt_out").first)
    #expect(report.attributes["event_ids"] == ["E1"] && report.to.actor == Self.lms)
    #expect(report.body.size == 25 && report.body.mode == .packed)
    let state = bench.state(.load, "p1")
    #expect(state?["status"] == "opted-out" && state?["watts"] == state?["normal_watts"])
  }

  @Test func `what is over can be neither joined nor left`() throws {
    var bench = try Bench([DeviceCast("PCT", ["p1"])])
    request(&bench, "old", start: -7200)
    #expect(bench.errors.map(\.code) == [.stateConflict])
    request(&bench, "E1", length: 60, wait: .seconds(120))
    let outcome = bench.trigger(.userOptOut, "p1", ["event_id": "E1"])
    guard case .done? = outcome else {
      Issue.record("\(String(describing: outcome))")
      return
    }
    bench.pass(.seconds(300))
    #expect(bench.payloads("Load_mgm_opt_out").isEmpty)
    #expect(bench.state(.load, "p1")?["status"] == "completed")
  }

  @Test func `the more urgent is read first`() throws {
    var bench = try Bench([DeviceCast("PCT", ["p1"])])
    var ids: [String] = []
    for priority in [Priority.low, .medium, .high] {
      ids.append(
        bench.say(
          "Vol_load_shed_reqst", Self.lms, to: "PCT", "p1",
          ["device_id": "p1", "duration_s": 60], priority: priority))
    }
    bench.pass(.seconds(1))
    #expect(bench.receiptsHeard.map(\.correlation) == ids.reversed())
  }

  @Test func `a price holds from its time on, and the next one is known`() throws {
    var bench = try Bench([DeviceCast("IPD", ["i1"])])
    for (price, start) in [(12, 0), (30, 3600)] {
      bench.ask(
        "TOU_pricing-data_cmd", Self.lms, "IPD", "i1",
        ["device_id": "i1", "price": .integer(price), "effective_from": bench.moment(start)],
        wait: .seconds(1))
    }
    #expect(bench.state(.price, "i1")?["price"] == 12)
    #expect(bench.state(.price, "i1")?["next_price"] == 30)
    bench.pass(.seconds(3601))
    #expect(bench.state(.price, "i1")?["price"] == 30)
  }
}
