public import SynchroDigest
internal import SynchroJSON
internal import SynchroText
public import SynchroTiming

/// What a run has recorded, in the form in which it can be judged again: what was said of each
/// exchange at hand, its bytes where they stand in the log until somebody asks for them.
///
/// What checks came to is passed over: that is what judging again finds out.
public struct EvidenceIndex: Sendable {
  /// One exchange.
  public struct Exchange: Sendable {
    /// Everything but the bytes.
    public let summary: ExchangeSummary
    /// What else must be known to judge it.
    public let replay: ReplayFacts
    /// Where the base64 of its messages stands in the log.
    let request: Range<Int>
    let response: Range<Int>
  }

  /// When a test ran.
  public struct Span: Sendable, Equatable {
    /// When it began.
    public var start: Timestamp
    /// How long it took.
    public var duration: Duration

    /// A span.
    public init(start: Timestamp, duration: Duration) {
      self.start = start
      self.duration = duration
    }
  }

  /// The run's id.
  public private(set) var run = ""
  /// Who ran what against whom; nil when the run was killed before it could say so.
  public private(set) var header: RunReport.Header?
  /// What was found before the tests.
  public private(set) var doctor: [DoctorFinding] = []
  /// Every exchange, in the order written.
  public private(set) var exchanges: [Exchange] = []
  /// Every act of the operator, in the order written.
  public private(set) var hooks: [HookRecord] = []
  /// The tests that came to their end.
  public private(set) var tests: [String: Span] = [:]
  /// How long the run took, and what cut it short.
  public private(set) var end: (duration: Duration, interruptions: [String])?

  private let bytes: [UInt8]
  /// Whether something stands behind the end of the run, which the run has not written.
  private var goesOn = false

  /// Reads a log; only its last line may be torn. Evidence that lacks what judging needs is refused.
  public init(_ bytes: [UInt8]) throws(EvidenceFileError) {
    self.bytes = bytes
    var start = 0
    var number = 0
    while start < bytes.count,
      let end = Self.find([UInt8(ascii: "\n")], in: bytes, start..<bytes.count)
    {
      number += 1
      try take(start..<end, line: number)
      start = end + 1
    }
    guard number > 0 else { throw .noHeader }
    if start < bytes.count, end != nil { goesOn = true }
  }

  /// Whether the run came to its end, nothing cut it short, and nothing follows.
  public var isWhole: Bool { !goesOn && (end.map { $0.interruptions.isEmpty } ?? false) }

  // MARK: - Bytes

  /// The request of an exchange, with labels; nil when its bytes are no base64.
  public func request(of exchange: Exchange) -> MaskedBytes? {
    decoded(exchange.request, exchange.replay.requestMasks)
  }

  /// The response of an exchange, with labels; nil when its bytes are no base64.
  public func response(of exchange: Exchange) -> MaskedBytes? {
    decoded(exchange.response, exchange.replay.responseMasks)
  }

  private func decoded(_ place: Range<Int>, _ masks: [MaskedBytes.Mask]) -> MaskedBytes? {
    (try? Base64.decode(Array(bytes[place]))).map { MaskedBytes($0, masks: masks) }
  }

  // MARK: - Lines

  private mutating func take(_ range: Range<Int>, line: Int) throws(EvidenceFileError) {
    if end != nil { goesOn = true }
    if line == 1 {
      run = try Self.read(Array(bytes[range]), line) { reader throws(RecordError) in
        try EvidenceHeader(reader).run
      }
    } else if bytes[range].starts(with: EvidenceMark.exchange) {
      exchanges.append(try exchange(range, line))
    } else if !bytes[range].starts(with: EvidenceMark.check) {
      try takeEvent(Array(bytes[range]), line)
    }
  }

  /// The head of the line is read as JSON.
  private func exchange(_ range: Range<Int>, _ line: Int) throws(EvidenceFileError) -> Exchange {
    guard let requestMark = Self.find(EvidenceMark.nextRequest, in: bytes, range),
      let request = text(behind: requestMark + EvidenceMark.nextRequest.count, in: range),
      let responseMark = Self.find(
        EvidenceMark.nextResponse, in: bytes, request.upperBound..<range.upperBound),
      let response = text(behind: responseMark + EvidenceMark.nextResponse.count, in: range)
    else { throw .line(line, reason: "it is an exchange without its two messages") }
    let head = Array(bytes[range.lowerBound..<requestMark]) + Array("}}".utf8)
    let (summary, replay) = try Self.read(head, line) { reader throws(RecordError) in
      let part = try reader.reader("exchange")
      let replay: ReplayFacts? = try part.partIfAny("replay")
      return (try ExchangeSummary(part), replay)
    }
    // What was found out before the tests is recorded as it was found.
    guard let replay = replay ?? (summary.test == nil ? ReplayFacts(elapsed: .zero) : nil) else {
      throw .notReplayable(line: line)
    }
    return Exchange(summary: summary, replay: replay, request: request, response: response)
  }

  private func text(behind place: Int, in line: Range<Int>) -> Range<Int>? {
    Self.find([UInt8(ascii: "\"")], in: bytes, place..<line.upperBound).map { place..<$0 }
  }

  private mutating func takeEvent(_ text: [UInt8], _ line: Int) throws(EvidenceFileError) {
    let event = try Self.read(text, line) { reader throws(RecordError) in
      // Its checks are what judging again finds out.
      guard try reader.text("event") == "test-ended" else { return Event.other(try .init(reader)) }
      let test = try reader.reader("test")
      return .test(
        try test.text("id"),
        Span(start: try test.moment("start"), duration: try test.duration("duration_ns")))
    }
    switch event {
    case .test(let id, let span): tests[id] = span
    case .other(.runStarted(let header, _)): self.header = header
    case .other(.doctor(let finding)): doctor.append(finding)
    case .other(.hook(let record)):
      guard record.replay != nil else { throw .notReplayable(line: line) }
      hooks.append(record)
    case .other(.runEnded(let duration, let interruptions)): end = (duration, interruptions)
    case .other(.testStarted), .other(.testEnded), .other(.check), .other(.exchange): break
    }
  }

  private enum Event {
    case test(String, Span)
    case other(RunEvent)
  }

  private static func read<Part>(
    _ text: [UInt8], _ line: Int, _ part: (RecordReader) throws(RecordError) -> Part
  ) throws(EvidenceFileError) -> Part {
    let document: JSONDocument
    do {
      document = try JSONDocument(
        parsing: SourceText(name: "line \(line)", bytes: text), limits: .records)
    } catch {
      throw .line(line, reason: error.description)
    }
    do throws(RecordError) {
      return try part(RecordReader(document.root))
    } catch {
      throw .line(line, reason: error.description)
    }
  }

  private static func find(_ mark: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    bytes.withUnsafeBytes { bytes in
      mark.withUnsafeBytes { mark in
        ByteSearch.first(mark, in: UnsafeRawBufferPointer(rebasing: bytes[range]))
      }
    }.map { $0 + range.lowerBound }
  }
}
