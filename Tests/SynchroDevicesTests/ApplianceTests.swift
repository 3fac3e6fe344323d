import SynchroDevices
import SynchroDigest
import SynchroJSON
import SynchroPXB
import Testing

@Suite struct ApplianceTests {
  static let appliance = ApplianceScenarios.appliance

  @Test func `a customer's request is enough to register an appliance`() throws {
    let cast = [
      DeviceCast(Self.appliance, ["a1"]), DeviceCast("SmartConnect Meter", ["sm1"]),
      DeviceCast("SmartConnect NMS", ["n1"]), DeviceCast("CDCS", ["c1"]), DeviceCast("CSS", ["s1"]),
    ]
    var bench = try Bench(cast)
    bench.ask(
      "c5.register_cmd", "CSR", "CSS", "s1",
      ["account_id": "acc", "device_id": "a1", "device_type": "dishwasher"])
    bench.ask(
      "c5.program_select_cmd", "CSR", "CSS", "s1",
      ["device_id": "a1", "program_code": "peak-saver", "language": "es"], wait: .seconds(300))
    let state = bench.state(.program, "a1")
    #expect(state?["registration"] == "configured")
    #expect(state?["group"] == "peak-saver" && state?["language"] == "es")
    #expect(bench.state(.program, "c1")?["devices"]?["a1"]?["step"] == "configured")
    #expect(bench.errors.isEmpty)
  }

  @Test(arguments: [("a1", "washer", "c5.auth_params"), ("a1", "dryer", "c5.auth_failed")])
  func `only the appliance that was announced is taken in`(
    id: String, type: String, answer: String
  ) throws {
    var bench = try Bench([DeviceCast("SmartConnect NMS", ["n1"])])
    bench.ask(
      "c5.commission_req", "CSS", "SmartConnect NMS", "n1",
      ["device_id": "a1", "device_type": "washer"])
    bench.say(
      "c5.device_identity", from: Sender(actor: Self.appliance, instance: "a1"),
      to: Party(actor: "SmartConnect NMS", scope: .instance("n1")),
      ["device_id": .string(id), "device_type": .string(type)], kind: .responseData)
    bench.pass(.seconds(120))
    #expect(bench.payloads.map(\.name) == ["c5.bind_cmd", answer])
  }

  /// What a peer writes must not end the devices.
  @Test func `a number that no integer holds is taken as none`() throws {
    let huge = try #require(JSONNumber("1e300").map { JSONValue.number($0) })
    var bench = try Bench([DeviceCast("CDCS", ["c1"])])
    bench.ask("c5.config_req", "CSS", "CDCS", "c1", ["device_id": "a1"])
    bench.say(
      "c5.config_ack", from: Sender(actor: Self.appliance, instance: "a1"),
      to: Party(actor: "CDCS", scope: .instance("c1")), ["device_id": "a1", "ack_code": huge],
      kind: .acknowledgement)
    bench.pass(.seconds(120))
    #expect(bench.payloads("c5.config_done").map { $0.attributes["ack_code"] } == [0])
    let order: JSONValue = ["payload": "c5.config_done", "prio": huge]
    #expect(bench.trigger(.send, "c1", order) == .done(.object([])))
    bench.pass(.seconds(1))
    #expect(bench.payloads("c5.config_done").count == 2)
    #expect(bench.payloads("c5.config_done").last?.priority == nil)
  }

  @Test func `messages are kept for as long as promised, and not for ever`() throws {
    var bench = try Bench([DeviceCast(Self.appliance, ["a1"])])
    bench.ask(
      "c5.public_msg", "CDCS", Self.appliance, "a1",
      ["device_id": "a1", "message_id": "m1", "text": "storm", "audience": "public"],
      wait: .seconds(86_400))
    #expect(bench.state(.store, "a1")?["count"] == 1)
    bench.pass(.seconds(300))
    #expect(bench.state(.store, "a1")?["count"] == 0)
  }

  @Test func `each customer gets the message in the language of choice`() throws {
    var bench = try Bench([DeviceCast("CDCS", ["c1"])])
    for (id, language) in [("a1", "en"), ("a2", "es"), ("a3", "es")] {
      bench.ask(
        "c5.program_record", "CSS", "CDCS", "c1",
        ["device_id": .string(id), "program_code": "p", "language": .string(language)])
    }
    bench.ask(
      "c5.group_cmd", "CSS", "CDCS", "c1", ["group_code": "north", "device_ids": ["a1", "a2"]])
    bench.ask(
      "c5.message_req", "CSS", "CDCS", "c1",
      [
        "message_id": "m1", "category": "public", "text": "storm", "text_es": "tormenta",
        "target_group": "north", "audience": "public", "level": "high",
      ])
    let messages = bench.payloads("c5.public_msg")
    #expect(messages.map(\.to.sender?.instance) == ["a1", "a2"])
    #expect(messages.map { $0.attributes["text"] } == ["storm", "tormenta"])
    #expect(messages.allSatisfy { $0.priority == .high && $0.attributes["audience"] == "public" })
  }

  @Test func `what must not be broken off is not`() throws {
    var bench = try Bench([DeviceCast(Self.appliance, ["a1"])])
    ApplianceScenarios.register(&bench)
    _ = bench.trigger(.event, "a1", ["type": "busy"])
    bench.ask(
      "c5.event_msg", "CDCS", Self.appliance, "a1",
      [
        "device_id": "a1", "message_id": "m", "event_id": "E1", "duration_s": 3600,
        "load_adj_pct": -40,
      ])
    #expect(bench.state(.load, "a1")?["status"] == "pending")
    _ = bench.trigger(.event, "a1", ["type": "idle"])
    bench.pass(.seconds(120))
    #expect(bench.state(.load, "a1")?["status"] == "active")
    _ = bench.trigger(.userOverride, "a1")
    bench.pass(.seconds(120))
    #expect(bench.payloads("c5.override_report").first?.attributes["event_id"] == "E1")
    #expect(bench.state(.load, "a1")?["status"] == "overridden")
  }

  @Test func `a document is receipted with a signature that holds`() throws {
    var bench = try Bench([DeviceCast("Aggregator", ["agg1"])])
    bench.shake()
    guard case .capability(let statement)? = bench.heard.first?.message,
      case .string(let key)? = statement.testing.more["document_keys"]?["agg1"]
    else {
      Issue.record("no key")
      return
    }
    bench.ask(
      "der.billing_payment", "Distribution Utility", "Aggregator", "agg1",
      [
        "document_id": "d1", "created": bench.moment(0), "content": "invoice",
        "digest": .string(Digests.of("invoice")),
      ])
    let receipt = try #require(bench.payloads("der.receipt").first)
    guard case .number(let moment)? = receipt.attributes["received"],
      case .string(let signature)? = receipt.attributes["signature"]
    else {
      Issue.record("no signature")
      return
    }
    let text = "d1 \(moment.lexeme) \(Digests.of("invoice"))"
    let raw = try Base64.decodeURL(key)
    let isValid = try Ed25519.PublicKey(raw: raw).isValid(
      Base64.decodeURL(signature), for: Array(text.utf8))
    #expect(isValid)
  }

  @Test(arguments: [("altered", 400), ("old", 406)])
  func `a document that is altered or old is refused`(fault: String, code: Int) throws {
    var bench = try Bench([DeviceCast("Aggregator", ["agg1"])])
    let id = bench.ask(
      "der.system_outage", "Distribution Utility", "Aggregator", "agg1",
      [
        "document_id": "d1", "created": bench.moment(fault == "old" ? -86_400 : 0),
        "content": "outage", "digest": .string(Digests.of(fault == "altered" ? "x" : "outage")),
      ])
    let refusal = bench.payloads("der.refusal", answering: id).first
    #expect(refusal?.attributes["failure_code"] == .integer(code))
    #expect(bench.payloads("der.receipt").isEmpty)
  }
}
