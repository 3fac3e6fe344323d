extension MessageCodec {
  /// A message as one line, without the line feed.
  public static func encode(_ message: Message) -> [UInt8] {
    var writer = LineWriter(capacity: capacity(for: message))
    writer.object { writer in
      writer.member("v", version)
      writer.member("kind", message.kind.rawValue)
      write(message.header, to: &writer)
      if let from = message.from { write(from, "from", to: &writer) }
      if let correlation = message.correlation { writer.member("corr", correlation) }
      writeRest(of: message, to: &writer)
    }
    return writer.bytes
  }

  /// A guess that spares most messages a second allocation.
  private static func capacity(for message: Message) -> Int {
    guard case .payload(let payload) = message else { return 320 }
    return 640 + payload.body.size * 4 / 3
  }

  private static func write(_ header: Header, to writer: inout LineWriter) {
    writer.member("run", header.run)
    writer.member("id", header.id)
    writer.member("seq", header.sequence)
    writer.member("clk", header.clock)
    writer.member("t_int", header.intended)
    writer.member("t_iss", header.issued)
  }

  private static func writeRest(of message: Message, to writer: inout LineWriter) {
    switch message {
    case .payload(let message): write(message, to: &writer)
    case .receipt(let message): write(message, to: &writer)
    case .error(let message): write(message, to: &writer)
    case .hello(let message): write(message, to: &writer)
    case .capability(let message): write(message, to: &writer)
    case .selection(let message): write(message, to: &writer)
    case .confirmation: break
    case .control(let message): write(message, to: &writer)
    case .controlResult(let message): write(message, to: &writer)
    case .bye(let message):
      if let reason = message.reason { writer.member("reason", reason) }
    }
  }

  // MARK: - Parties

  static func write(_ sender: Sender, _ key: StaticString, to writer: inout LineWriter) {
    writer.member(key) { writer in
      writer.member("actor", sender.actor)
      writer.member("inst", sender.instance)
    }
  }

  static func write(_ party: Party, _ key: StaticString, to writer: inout LineWriter) {
    writer.member(key) { writer in
      writer.member("actor", party.actor)
      switch party.scope {
      case .instance(let instance): writer.member("inst", instance)
      case .group(let group): writer.member("group", group)
      case .everyone: writer.member("all", true)
      }
    }
  }

  // MARK: - Traffic

  private static func write(_ message: PayloadMessage, to writer: inout LineWriter) {
    writer.member("name", message.name)
    writer.member("type", message.kind.rawValue)
    write(message.to, "to", to: &writer)
    if !message.via.isEmpty {
      writer.key("via")
      writer.array(message.via) { writer, hop in
        writer.object { writer in
          writer.member("actor", hop.party.actor)
          writer.member("inst", hop.party.instance)
          writer.member("rx", hop.received)
          writer.member("tx", hop.sent)
        }
      }
    }
    if let expires = message.expires { writer.member("exp", expires) }
    if let priority = message.priority { writer.member("prio", priority.rawValue) }
    writer.member("attr", message.attributes)
    writer.member("app") { writer in
      writer.member("size", message.body.size)
      writer.member("mode", message.body.mode.rawValue)
      writer.member("b64", base64: message.body.bytes)
    }
  }

  private static func write(_ message: Receipt, to writer: inout LineWriter) {
    writer.member("stage", message.stage.rawValue)
    if let received = message.received { writer.member("t_rx", received) }
    if let done = message.done { writer.member("t_done", done) }
    if let crc = message.crc { writer.member("crc", hexadecimal: crc) }
  }

  private static func write(_ message: ErrorMessage, to writer: inout LineWriter) {
    writer.member("code", message.code.rawValue)
    writer.member("detail", message.detail)
    if let wait = message.retryAfter {
      writer.member("retry_ms", Int(wait.wholeMicroseconds / 1000))
    }
  }

  // MARK: - Session

  private static func write(_ message: Hello, to writer: inout LineWriter) {
    writer.key("versions")
    writer.array(message.versions) { $0.value($1) }
    writer.member("nonce", message.nonce)
    writer.member("time", message.time)
    writer.member("wants", message.wants)
  }

  private static func write(_ message: Selection, to writer: inout LineWriter) {
    writer.member("version", message.version)
    write(message.roles, "roles", to: &writer)
    if !message.peers.isEmpty { write(message.peers, "peers", to: &writer) }
    writer.member("payloads", message.payloads)
    writer.member("time", message.time.rawValue)
    writer.member("hazards", message.hazards)
    if let digest = message.digest { writer.member("digest", digest) }
  }

  static func write(
    _ roles: [Capability.Role], _ key: StaticString, to writer: inout LineWriter
  ) {
    writer.key(key)
    writer.array(roles) { writer, role in
      writer.object { writer in
        writer.member("actor", role.actor)
        writer.member("insts", role.instances)
      }
    }
  }
}
