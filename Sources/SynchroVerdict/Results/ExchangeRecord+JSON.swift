internal import SynchroDigest
internal import SynchroJSON

extension ExchangeSummary: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("number", .integer(number)), ("test", .text(test)), ("line", .whole(line)),
      ("method", .string(method)), ("url", .string(url)), ("status", .whole(status)),
      ("sent_bytes", .integer(sentCount)), ("received_bytes", .integer(receivedCount)),
      ("reused", .bool(isReused)), ("peer", .text(peer)), ("tls", .parts(tls)),
      ("start", .moment(start)), ("times_ns", times.json), ("findings", .parts(findings)),
      ("fault", fault?.json), ("redirected_from", .whole(redirectedFrom)),
      ("attempt", .integer(attempt)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      number: try reader.integer("number"), test: try reader.textIfAny("test"),
      line: try reader.integerIfAny("line"), method: try reader.text("method"),
      url: try reader.text("url"), sentCount: try reader.count("sent_bytes"),
      receivedCount: try reader.count("received_bytes"),
      status: try reader.integerIfAny("status"), isReused: try reader.bool("reused"),
      peer: try reader.textIfAny("peer"), tls: try reader.parts("tls"),
      times: try reader.part("times_ns"), start: try reader.moment("start"),
      findings: try reader.parts("findings"), fault: try reader.partIfAny("fault"),
      redirectedFrom: try reader.integerIfAny("redirected_from"),
      attempt: try reader.integer("attempt"))
  }
}

extension ExchangeSummary.WireFinding: RecordPart {
  var fields: [(String, JSONValue?)] {
    [("code", .string(code)), ("sentence", .string(sentence)), ("offset", .integer(offset))]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      code: try reader.text("code"), sentence: try reader.text("sentence"),
      offset: try reader.integer("offset"))
  }
}

extension ExchangeSummary.Fault: RecordPart {
  var fields: [(String, JSONValue?)] {
    [("blame", .string(blame.rawValue)), ("sentence", .string(sentence))]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(try reader.word("blame"), try reader.text("sentence"))
  }
}

extension ExchangeSummary.Times: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("lookup", .nanoseconds(lookup)), ("connect", .nanoseconds(connect)),
      ("proxy", .nanoseconds(proxy)), ("tls", .nanoseconds(tls)),
      ("request", .nanoseconds(request)), ("waiting", .nanoseconds(waiting)),
      ("response", .nanoseconds(response)), ("total", .nanoseconds(total)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      lookup: try reader.durationIfAny("lookup"), connect: try reader.durationIfAny("connect"),
      proxy: try reader.durationIfAny("proxy"), tls: try reader.durationIfAny("tls"),
      request: try reader.durationIfAny("request"), waiting: try reader.durationIfAny("waiting"),
      response: try reader.durationIfAny("response"), total: try reader.duration("total"))
  }
}

extension ExchangeRecord: RecordPart {
  var fields: [(String, JSONValue?)] {
    summary.fields + [
      ("replay", replay?.json), (EvidenceMark.requestKey, .evidence(request)),
      (EvidenceMark.responseKey, .evidence(response)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      kept: try ExchangeSummary(reader),
      request: try reader.reader(EvidenceMark.requestKey).bytes(EvidenceMark.base64Key),
      response: try reader.reader(EvidenceMark.responseKey).bytes(EvidenceMark.base64Key),
      replay: try reader.partIfAny("replay"))
  }
}

extension ExchangeRecord {
  /// How a line of evidence ends whose exchange has no bytes.
  static let emptyBodies: String = {
    var text = ""
    print(request: [], response: []) { text += $0 }
    return text
  }()

  /// Prints how a line of evidence ends: the messages as ``JSONValue/evidence(_:)`` has them, large ones in pieces.
  static func print(request: [UInt8], response: [UInt8], _ put: (String) -> Void) {
    put("\"\(EvidenceMark.requestKey)\":")
    print(request, put)
    put(",\"\(EvidenceMark.responseKey)\":")
    print(response, put)
    put("}}")
  }

  private static func print(_ bytes: [UInt8], _ put: (String) -> Void) {
    // A multiple of three, so that only the last piece is padded.
    let piece = 3 << 16
    put("{\"\(EvidenceMark.base64Key)\":\"")
    for start in stride(from: 0, to: bytes.count, by: piece) {
      put(Base64.encode(bytes[start..<min(start + piece, bytes.count)]))
    }
    put("\"")
    if let text = JSONValue.readable(bytes) {
      put(",\"text\":")
      put(JSONPrinter.compact(.string(text)))
    }
    put("}")
  }
}

extension JSONValue {
  /// More text than this is not read by eye, and stands in the exact bytes all the same.
  private static let readableBytes = 256 << 10

  /// Bytes exactly, and as text for readers when they are text that somebody may read.
  static func evidence(_ bytes: [UInt8]) -> JSONValue {
    let exact = JSONField(EvidenceMark.base64Key, .string(Base64.encode(bytes)))
    return .object([exact] + (readable(bytes).map { [JSONField("text", .string($0))] } ?? []))
  }

  fileprivate static func readable(_ bytes: [UInt8]) -> String? {
    bytes.count <= readableBytes ? String(validating: bytes, as: UTF8.self) : nil
  }
}
