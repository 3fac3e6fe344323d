internal import SynchroDigest
internal import SynchroJSON

extension ReplayFacts: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("elapsed_ns", .nanoseconds(elapsed)), ("first_byte_ns", .nanoseconds(firstByte)),
      ("lost", isLost ? .bool(true) : nil), ("content_bytes", .whole(contentCount)),
      ("request_masks", requestMasks.isEmpty ? nil : .parts(requestMasks)),
      ("response_masks", responseMasks.isEmpty ? nil : .parts(responseMasks)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      elapsed: try reader.duration("elapsed_ns"),
      firstByte: try reader.durationIfAny("first_byte_ns"),
      isLost: try reader.boolIfAny("lost") ?? false,
      contentCount: reader.node["content_bytes"] == nil ? nil : try reader.count("content_bytes"))
    requestMasks = try reader.partsIfAny("request_masks")
    responseMasks = try reader.partsIfAny("response_masks")
  }
}

extension HookReplayFacts: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("elapsed_ns", .nanoseconds(elapsed)), ("cut", isCut ? .bool(true) : nil),
      ("output_masks", outputMasks.isEmpty ? nil : .parts(outputMasks)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      elapsed: try reader.duration("elapsed_ns"),
      isCut: try reader.boolIfAny("cut") ?? false)
    outputMasks = try reader.partsIfAny("output_masks")
  }
}

extension MaskedBytes.Mask: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("at", .integer(range.lowerBound)), ("shown", .integer(range.count)),
      ("bytes", .integer(count)), ("secret", .string("\(secret)")),
      ("letters", .string("\(letters)")), ("parts", parts.isEmpty ? nil : .parts(parts)),
    ]
  }

  /// More than any exchange has, so that sums of such numbers stay numbers.
  private static let limit = 1 << 40

  init(_ reader: RecordReader) throws(RecordError) {
    func count(_ key: String) throws(RecordError) -> Int {
      let count = try reader.count(key)
      guard count <= Self.limit else {
        throw reader.error(key, expected: "a number up to \(Self.limit)")
      }
      return count
    }
    let start = try count("at")
    let shown = try count("shown")
    guard let secret = Secret.Label(reading: try reader.text("secret")) else {
      throw reader.error("secret", expected: "a label such as '[secret token#1]'")
    }
    guard let letters = SecretLetters(try reader.text("letters")) else {
      throw reader.error("letters", expected: "kinds of letters such as '0ag'")
    }
    self.init(
      secret, range: start..<(start + shown), count: try count("bytes"), letters: letters,
      parts: try reader.partsIfAny("parts"))
  }
}

extension MaskedBytes.Mask.Part: RecordPart {
  var fields: [(String, JSONValue?)] {
    [("at", .integer(offset)), (EvidenceMark.base64Key, .string(Base64.encode(bytes)))]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    let offset = try reader.count("at")
    let bytes = try reader.bytes(EvidenceMark.base64Key)
    guard offset <= 1 << 20 else { throw reader.error("at", expected: "a place in a secret") }
    self.init(offset: offset, bytes: bytes)
  }
}
