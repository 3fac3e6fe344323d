public import SynchroDigest
internal import SynchroJSON
internal import SynchroText

/// Takes secrets out of records before they are written or shown.
///
/// Only members with words of others in them are touched: somebody's password may be `passed`, and
/// a verdict must stay one.
enum RecordRedaction {
  /// Members whose words are ours and few, numbers in a string, labels, and bytes that were searched
  /// before they were encoded: a mask inside base64 would make it unreadable.
  private static let fixed: Set<String> = [
    "event", "way", "verdict", "level", "severity", "blame", "start", "seed", "sha256", "base64",
    "flaw", "replay",
  ]

  static func redact(_ value: JSONValue, _ redactor: some Redacting) -> JSONValue {
    switch value {
    case .null, .bool, .number: value
    case .string(let text): .string(redactor.redact(text, cutAt: VisibleText.cutMark))
    // What holds no secret as a whole is not taken apart to look at each text.
    case .array where isClean(value, redactor), .object where isClean(value, redactor): value
    case .array(let elements): .array(elements.map { redact($0, redactor) })
    case .object(let fields):
      .object(
        fields.map { field in
          fixed.contains(field.key)
            ? field : JSONField(field.key, redact(field.value, redactor))
        })
    }
  }
}

extension RecordRedaction {
  private static func isClean(_ value: JSONValue, _ redactor: some Redacting) -> Bool {
    redactor.finds(nothingIn: JSONPrinter.compact(value)) && !isCut(value)
  }

  /// Whether a text in the value was cut short, and so may end in the middle of a secret.
  static func isCut(_ value: JSONValue) -> Bool {
    switch value {
    case .null, .bool, .number: false
    case .string(let text):
      // Longer texts than ASCII ones hold the mark, if any.
      text.utf8.contains { $0 >= 0x80 } && text.contains(VisibleText.cutMark)
    case .array(let elements): elements.contains(where: isCut)
    case .object(let fields): fields.contains { isCut($0.value) }
    }
  }
}

extension ExchangeRecord {
  /// The record with a label for each secret in its bytes; the rest of the bytes and their counts
  /// stay as they were on the wire.
  public func redacted(by redactor: some Redacting) -> ExchangeRecord {
    let request = redactor.masked(request)
    let response = redactor.masked(response).showingParts(of: self.response)
    var replay = replay
    replay?.requestMasks = request.masks
    replay?.responseMasks = response.masks
    return ExchangeRecord(
      kept: summary, request: request.bytes, response: response.bytes, replay: replay)
  }
}

extension HookRecord {
  /// The record with a label for each secret in its output.
  public func redacted(by redactor: some Redacting) -> HookRecord {
    let masked = redactor.masked(Array(output.utf8))
    var record = self
    record.replay?.outputMasks = masked.masks
    if !masked.masks.isEmpty { record.output = String(decoding: masked.bytes, as: UTF8.self) }
    return record
  }
}

extension RunReport {
  /// The report with a label for each secret in any text from elsewhere.
  public func redacted(by redactor: some Redacting) throws -> RunReport {
    let interruptions = interruptions.map { redactor.redact($0, cutAt: VisibleText.cutMark) }
    return RunReport(
      header: try RecordRedaction.redact(header, redactor), duration: duration,
      doctor: try RecordRedaction.redact(doctor, redactor),
      tests: try RecordRedaction.redact(tests, redactor),
      exchanges: try RecordRedaction.redact(exchanges, redactor),
      hooks: try RecordRedaction.redact(hooks, redactor),
      requirements: try RecordRedaction.redact(requirements, redactor),
      residue: try RecordRedaction.redact(residue, redactor), interruptions: interruptions,
      baseline: try baseline.map { try RecordRedaction.redact($0, redactor) })
  }
}

extension RecordRedaction {
  /// So many records are searched at once: most hold no secret, and a search has its price.
  private static let batch = 64

  fileprivate static func redact<Part: RecordPart>(
    _ parts: [Part], _ redactor: some Redacting
  ) throws -> [Part] {
    var redacted = parts
    for start in stride(from: 0, to: parts.count, by: batch) {
      let range = start..<min(start + batch, parts.count)
      if isClean(.parts(parts[range]), redactor) { continue }
      for index in range { redacted[index] = try redact(parts[index], redactor) }
    }
    return redacted
  }

  fileprivate static func redact<Part: RecordPart>(
    _ part: Part, _ redactor: some Redacting
  ) throws -> Part {
    let json = part.json
    let redacted = redact(json, redactor)
    if redacted == json { return part }
    let text = JSONPrinter.compact(redacted)
    let node = try JSONDocument(parsing: text, name: "results.json", limits: .records).root
    let again = try Part(RecordReader(node))
    try again.json.expectNothingElse(in: node)
    return again
  }
}

extension JSONLimits {
  /// For what we wrote ourselves: evidence of a large body is one long line.
  static let records = JSONLimits(bytes: .max, nodes: .max)
}
