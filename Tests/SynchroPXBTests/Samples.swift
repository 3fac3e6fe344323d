import SynchroJSON
import SynchroPXB

/// Messages that several tests need.
enum Samples {
  static let start = PXBTime(clamping: 1_700_000_000_000_000)
  static let cis = Sender(actor: "CIS/Billing - Utility", instance: "cis")
  static let meter = Sender(actor: "2-Way Meter - Electr", instance: "m1")

  static func header(_ id: String, sequence: Int = 1, at time: PXBTime = start) -> Header {
    Header(run: "r1", id: id, sequence: sequence, clock: "h", at: time)
  }

  static func read(_ id: String = "h1", sequence: Int = 1) -> PayloadMessage {
    PayloadMessage(
      header: header(id, sequence: sequence), name: "on-demand_Mtr-read_cmd", kind: .command,
      from: cis, to: Party(meter),
      attributes: ["meter_id": "m1", "reading_type": "kWh-del"],
      body: PackedBody(mode: .packed, bytes: [UInt8](repeating: 7, count: 25)))
  }

  static func reading(_ id: String = "m1-2", sequence: Int = 2) -> PayloadMessage {
    PayloadMessage(
      header: header(id, sequence: sequence), name: "on-demand_Mtr-read_resp-data",
      kind: .responseData, from: meter, to: Party(cis), correlation: "h1",
      via: [
        Hop(
          party: Sender(actor: "DAP", instance: "d1"), received: start + .seconds(1),
          sent: start + .seconds(2))
      ], expires: start + .seconds(60), priority: .high,
      attributes: ["meter_id": "m1", "reading_type": "kWh-del", "reading": "18234.5"],
      body: PackedBody(mode: .fill, bytes: (0..<100).map { UInt8($0) }))
  }

  static func receipt(
    _ id: String = "m1-1", of correlation: String = "h1", sequence: Int = 1,
    stage: Receipt.Stage = .consumed
  ) -> Receipt {
    Receipt(
      header: header(id, sequence: sequence), from: meter, correlation: correlation, stage: stage,
      received: start + .milliseconds(5), done: start + .milliseconds(8), crc: 0x0d0c_ffa1)
  }

  static let capability = Capability(
    header: header("d1"), correlation: "s1",
    implementation: .init(vendor: "Ourselves", product: "Sample \"meter\" – Ω", version: "1.0"),
    roles: [.init(actor: meter.actor, instances: ["m1", "m2"])],
    payloads: [
      .init(name: "on-demand_Mtr-read_cmd", direction: .receives, scenarios: ["4.10.4.1"]),
      .init(name: "on-demand_Mtr-read_resp-data", direction: .sends, actor: meter.actor),
    ],
    clock: .init(
      name: "dut", mode: .virtual, resolution: .milliseconds(1), synchronisation: .shared,
      error: .milliseconds(2)),
    control: .init(
      verbs: ["inject", "clock"], faults: ["metrology-fail"], events: ["join"],
      states: ["switch"]),
    limits: .init(octets: 4096, rate: 50, outstanding: 4), storeHours: 24, pollSeconds: 60,
    security: .init(mutualTLS: true, messageCodes: true),
    testing: .init(
      timers: [.init(name: "retry", length: .seconds(30))],
      groups: [.init(name: "g1", instances: ["m1"])], hazards: ["m2"],
      more: ["site": ["floor", 2]]))

  static let verbs: [ControlVerb] = [
    .reset(.queue),
    .inject(FaultInjection(.drop, match: Match(payload: "x"), extent: .count(2), amount: 0.25)),
    .inject(FaultInjection(.busy, extent: .duration(.seconds(3)))),
    .clear(nil, .everything),
    .clear(.drop, Match(instance: "m1")),
    .trigger(.userOptOut, instance: "p1", arguments: ["event_id": "E17"]),
    .clock(.get), .clock(.freeze), .clock(.advance(.seconds(5))), .clock(.runUntil(start)),
    .observe(since: 7),
    .state(.load, instance: "p1"),
    .link(.down, Match(instance: "m1")), .power(.cycle, .everything),
    .prompt(Prompt(id: "plug", text: "Plug in", parameters: ["n": 1], timeout: .seconds(60))),
    .other("juggle"),
  ]

  /// At least one message of each kind.
  static let all: [Message] = {
    var messages: [Message] = [
      .hello(
        Hello(header: header("s1"), nonce: "6f1d", time: start, wants: ["ctl", "mac"])),
      .capability(capability),
      .selection(
        Selection(
          header: header("s2", sequence: 2), correlation: "d1", roles: capability.roles,
          peers: [.init(actor: cis.actor, instances: ["cis"])],
          payloads: ["on-demand_Mtr-read_cmd"], time: .virtual, hazards: ["m2"],
          digest: "sha256:00")),
      .confirmation(Confirmation(header: header("d2", sequence: 2), correlation: "s2")),
      .payload(read()), .payload(reading()),
      .receipt(receipt()), .receipt(receipt(stage: .duplicate)),
      .error(
        ErrorMessage(
          header: header("m1-9"), from: meter, code: .busy, detail: "later,\nplease",
          correlation: "h1", retryAfter: .milliseconds(1500))),
      .error(ErrorMessage(header: header("d3"), code: .badJSON, detail: "")),
      .controlResult(
        ControlResult(
          header: header("c9"), correlation: "c1", outcome: .done(["now": 5]), trafficSent: 3)),
      .controlResult(
        ControlResult(
          header: header("c9"), correlation: "c1",
          outcome: .refused(.controlUnsupported, detail: "no such verb"))),
      .bye(Bye(header: header("s3"), reason: "done")), .bye(Bye(header: header("s3"))),
    ]
    for party in [
      Party(actor: "PCT", scope: .group("g1")), Party(actor: "PCT", scope: .everyone),
    ] {
      var payload = read()
      payload.to = party
      messages.append(.payload(payload))
    }
    for (index, verb) in verbs.enumerated() {
      messages.append(
        .control(
          Control(
            header: header("c\(index)"), verb: verb, trafficSent: index == 0 ? nil : index)))
    }
    return messages
  }()
}
