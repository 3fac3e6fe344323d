/// Holds a transcript against every rule of the binding, line by line.
///
/// It never stops at a breach: what can still be judged is judged.
public struct TranscriptLinter: Sendable {
  private var report = LintReport()
  private let limit: Int
  private var isSorted = true

  var handshake = Handshake()
  var hello: Hello?
  var sequences: [Side: SequenceTracker] = [:]
  var ids: [Side: IDMemory] = [:]
  /// By the side that sent the payloads.
  var exchanges: [Side: PayloadExchanges] = [:]
  var control = ControlExchanges()
  var disturbance = Disturbance()
  /// By the side that wrote them.
  var unreadable: [Side: UnreadableLines] = [:]
  /// Who has sealed a message.
  private var sealers: Set<Side> = []
  /// Who said farewell, and in which line.
  var farewells: [Side: Int] = [:]

  /// A linter that keeps so many findings and counts the rest.
  public init(limit: Int = 10_000) {
    self.limit = limit
  }

  /// Reads a whole transcript.
  public static func report(
    on entries: [(line: Int, entry: TranscriptEntry)]
  ) -> LintReport {
    var linter = TranscriptLinter()
    for (line, entry) in entries { linter.take(entry, line: line) }
    return linter.finish()
  }

  /// Takes the next line.
  public mutating func take(_ entry: TranscriptEntry, line: Int) {
    let place = LintPlace(line: line, side: entry.from)
    if entry.bytes.contains(UInt8(ascii: "\n")) {
      find(.oneLine, place, "the message holds a raw line feed")
    }
    guard let (message, bytes) = read(entry, place) else { return }
    report.messages[message.kind, default: 0] += 1
    checkSession(message, place)
    checkHeader(message, place)
    checkLength(bytes, place)
    switch message {
    case .payload(let payload): check(payload, place)
    case .receipt(let receipt): check(receipt, place)
    case .error(let error): check(error, place)
    case .control, .controlResult: check(control: message, place)
    case .hello, .capability, .selection, .confirmation: break
    case .bye: farewells[place.side] = line
    }
  }

  /// Takes the next line, when somebody else has found that it is no message.
  public mutating func take(_ fault: PXBFault, from side: Side, line: Int) {
    find(Self.rule(for: fault.code), LintPlace(line: line, side: side), "\(fault)")
    unreadable[side, default: UnreadableLines()].insert(line: line, id: fault.id)
  }

  /// Says what is missing now that the transcript has ended, and gives the report.
  public mutating func finish() -> LintReport {
    findMissing()
    if !isSorted { report.findings.sort { $0.line < $1.line } }
    return report
  }

  mutating func find(
    _ rule: LintRule, _ place: LintPlace, blame: Side? = nil, _ detail: String
  ) {
    let blame = blame ?? place.side
    if blame == .target, rule.isOfTheWire, disturbance.excuse() {
      report.excused += 1
      return
    }
    report.counts[rule, default: 0] += 1
    guard report.findings.count < limit else {
      report.omitted += 1
      return
    }
    if let last = report.findings.last, last.line > place.line { isSorted = false }
    report.findings.append(
      LintFinding(rule, line: place.line, blame: blame, detail))
  }

  // MARK: - Reading

  private mutating func read(
    _ entry: TranscriptEntry, _ place: LintPlace
  ) -> (Message, [UInt8])? {
    var bytes = entry.bytes
    do throws(PXBFault) {
      let message: Message
      do throws(PXBFault) {
        message = try MessageCodec.decode(bytes)
        // Over HTTP the code stands in a field of the header, which no transcript has.
        if sealers.contains(place.side) {
          find(.sealed, place, "the message has no authentication code")
        }
      } catch {
        guard SealedLine.isSealed(bytes) else { throw error }
        bytes = try SealedLine(line: bytes).message
        message = try MessageCodec.decode(bytes)
        sealers.insert(place.side)
      }
      return (message, bytes)
    } catch {
      take(error, from: place.side, line: place.line)
      return nil
    }
  }

  private static func rule(for code: PXBErrorCode) -> LintRule {
    switch code {
    case .badJSON: .json
    case .badVersion: .version
    case .tooLarge: .length
    case .notAuthenticated: .sealed
    default: .envelope
    }
  }
}

/// A line of the transcript, and who wrote it.
struct LintPlace: Sendable {
  let line: Int
  let side: Side
}
