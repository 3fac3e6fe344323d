import SynchroDigest
import SynchroJSON
import SynchroText

extension MessageCodec {
  /// Reads one message; white space around it does not matter.
  ///
  /// Unknown keys are passed over. Everything else is strict: no key twice, no number where a text
  /// belongs, no base64 that an encoder would not write.
  public static func decode(_ bytes: [UInt8]) throws(PXBFault) -> Message {
    let root = try document(bytes).root
    do throws(PXBFault) {
      return try message(try ObjectReader(root))
    } catch {
      var fault = error
      fault.id = root["id"]?.string.flatMap { Token.isValid($0) ? $0 : nil }
      throw fault
    }
  }

  /// A line as strict JSON, in which no key stands twice.
  static func document(
    _ bytes: [UInt8], limit: Int = maximumLength
  ) throws(PXBFault) -> JSONDocument {
    guard bytes.count <= limit else {
      throw PXBFault(
        .tooLarge, "\(bytes.count) octets are more than the limit of \(limit)", offset: limit)
    }
    let document: JSONDocument
    do throws(JSONSyntaxError) {
      let source = SourceText(name: "message", bytes: bytes)
      document = try JSONDocument(
        parsing: source, limits: JSONLimits(bytes: limit, depth: maximumDepth))
    } catch {
      throw PXBFault(
        error.isLimit ? .tooLarge : .badJSON, error.reason.message, offset: error.offset)
    }
    if let twice = document.duplicateKeys.first {
      let key = VisibleText.excerpt(twice.key, limit: 60)
      throw PXBFault(
        .badJSON, "the key '\(key)' stands twice in one object", offset: twice.again.start)
    }
    return document
  }

  private static func message(_ reader: ObjectReader) throws(PXBFault) -> Message {
    let version = try reader.count("v")
    guard version == self.version else {
      throw PXBFault(
        .badVersion, "version \(version) is not spoken here, only \(self.version)",
        at: reader.node["v"] ?? reader.node)
    }
    let kind = try reader.word("kind", MessageKind.self)
    let header = try header(reader)
    switch kind {
    case .payload: return .payload(try payload(header, reader))
    case .receipt: return .receipt(try receipt(header, reader))
    case .error: return .error(try error(header, reader))
    case .hello: return .hello(try hello(header, reader))
    case .capability: return .capability(try capability(header, reader))
    case .selection: return .selection(try selection(header, reader))
    case .confirmation:
      return .confirmation(Confirmation(header: header, correlation: try reader.token("corr")))
    case .control: return .control(try control(header, reader))
    case .controlResult: return .controlResult(try controlResult(header, reader))
    case .bye:
      return .bye(Bye(header: header, reason: try reader.optional("reason", reader.text)))
    }
  }

  private static func header(_ reader: ObjectReader) throws(PXBFault) -> Header {
    Header(
      run: try reader.token("run"), id: try reader.token("id"),
      sequence: try reader.count("seq", from: 1), clock: try reader.token("clk"),
      intended: try reader.time("t_int"), issued: try reader.time("t_iss"))
  }

  // MARK: - Parties

  private static func sender(_ reader: ObjectReader) throws(PXBFault) -> Sender {
    Sender(actor: try reader.name("actor"), instance: try reader.token("inst"))
  }

  private static func party(_ reader: ObjectReader) throws(PXBFault) -> Party {
    let actor = try reader.name("actor")
    switch (reader.has("inst"), reader.has("group"), reader.has("all")) {
    case (true, false, false):
      return Party(actor: actor, scope: .instance(try reader.token("inst")))
    case (false, true, false):
      return Party(actor: actor, scope: .group(try reader.token("group")))
    case (false, false, true):
      guard try reader.flag("all") else { throw reader.fault("all", "'all' is true or absent") }
      return Party(actor: actor, scope: .everyone)
    default:
      throw PXBFault(
        .badEnvelope, "a receiver has exactly one of 'inst', 'group' and 'all'", at: reader.node)
    }
  }

  // MARK: - Traffic

  private static func payload(
    _ header: Header, _ reader: ObjectReader
  ) throws(PXBFault) -> PayloadMessage {
    var message = PayloadMessage(
      header: header, name: try reader.name("name"), kind: try reader.word("type"),
      from: try sender(try reader.object("from")), to: try party(try reader.object("to")),
      correlation: try reader.optional("corr", reader.token),
      attributes: try reader.value("attr", .object), body: try body(try reader.object("app")))
    if reader.has("via") { message.via = try reader.list("via", hop) }
    if reader.has("exp") { message.expires = try reader.time("exp") }
    if reader.has("prio") {
      message.priority = Priority(rawValue: try reader.integer("prio", in: 0...3))
    }
    return message
  }

  private static func hop(_ reader: ObjectReader) throws(PXBFault) -> Hop {
    Hop(
      party: try sender(reader), received: try reader.time("rx"), sent: try reader.time("tx"))
  }

  private static func body(_ reader: ObjectReader) throws(PXBFault) -> PackedBody {
    let size = try reader.integer("size", in: 0...PackedBody.maximumSize)
    let mode = try reader.word("mode", PackedBody.Mode.self)
    let text = try reader.text("b64")
    let bytes: [UInt8]
    do throws(EncodingError) {
      bytes = try Base64.decode(text)
    } catch {
      throw reader.fault("b64", "'b64' is no base64 with padding: \(error)")
    }
    guard bytes.count == size else {
      throw reader.fault("size", "'size' says \(size), but 'b64' has \(bytes.count) octets")
    }
    return PackedBody(mode: mode, bytes: bytes)
  }

  private static func receipt(
    _ header: Header, _ reader: ObjectReader
  ) throws(PXBFault) -> Receipt {
    Receipt(
      header: header, from: try sender(try reader.object("from")),
      correlation: try reader.token("corr"), stage: try reader.word("stage"),
      received: try reader.optional("t_rx", reader.time),
      done: try reader.optional("t_done", reader.time),
      crc: try reader.optional("crc") { key throws(PXBFault) in
        let text = try reader.text(key)
        // A number may have a sign, these digits may not.
        let isHexadecimal = text.allSatisfy { $0.isASCII && $0.isHexDigit }
        guard text.utf8.count == 8, isHexadecimal, let crc = UInt32(text, radix: 16) else {
          throw reader.fault(key, "'\(key)' is to be eight hexadecimal digits")
        }
        return crc
      })
  }

  private static func error(
    _ header: Header, _ reader: ObjectReader
  ) throws(PXBFault) -> ErrorMessage {
    let from = try reader.optional("from", reader.object)
    return ErrorMessage(
      header: header, from: try from.map { reader throws(PXBFault) in try sender(reader) },
      code: try errorCode(reader), detail: try reader.text("detail"),
      correlation: try reader.optional("corr", reader.token),
      retryAfter: try reader.optional("retry_ms") { key throws(PXBFault) in
        .milliseconds(try reader.count(key))
      })
  }

  static func errorCode(_ reader: ObjectReader) throws(PXBFault) -> PXBErrorCode {
    guard let code = PXBErrorCode(rawValue: try reader.integer("code", in: 100...999)) else {
      throw reader.fault("code", "'code' is none of the numbers that the binding has")
    }
    return code
  }

  // MARK: - Session

  private static func hello(_ header: Header, _ reader: ObjectReader) throws(PXBFault) -> Hello {
    var versions: [Int] = []
    guard case .array(let elements) = try reader.value("versions", .array), !elements.isEmpty
    else { throw reader.fault("versions", "'versions' is to name at least one") }
    for element in elements {
      guard case .number(let number) = element, let version = number.int, version > 0 else {
        throw reader.fault("versions", "each of 'versions' is to be a whole number from 1")
      }
      versions.append(version)
    }
    return Hello(
      header: header, versions: versions, nonce: try reader.name("nonce"),
      time: try reader.time("time"), wants: try reader.optional("wants", reader.names) ?? [])
  }

  private static func selection(
    _ header: Header, _ reader: ObjectReader
  ) throws(PXBFault) -> Selection {
    Selection(
      header: header, correlation: try reader.token("corr"),
      version: try reader.integer("version", in: 1...999), roles: try roles("roles", reader),
      peers: reader.has("peers") ? try roles("peers", reader) : [],
      payloads: try reader.names("payloads"), time: try reader.word("time"),
      hazards: try reader.optional("hazards", reader.tokens) ?? [],
      digest: try reader.optional("digest", reader.token))
  }
}
