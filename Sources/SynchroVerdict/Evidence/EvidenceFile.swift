internal import SynchroJSON
public import SynchroText

/// What an evidence file holds.
public struct EvidenceFile: Sendable, Equatable {
  /// The run's id.
  public let run: String
  /// Every event of a complete line, in the order written.
  public let events: [RunEvent]
  /// The bytes of a last line that was not finished, when the run was killed while writing.
  public let tornTail: Range<Int>?

  /// Whether the run came to its end.
  public var isComplete: Bool {
    if case .runEnded = events.last { return tornTail == nil }
    return false
  }

  /// What stands in the way of calling the evidence complete, in one sentence.
  public var remark: String? {
    if let tornTail { return Self.remark(ofLineTornAfter: tornTail.count) }
    return isComplete ? nil : "the run did not come to its end"
  }

  package static func remark(ofLineTornAfter count: Int) -> String {
    "the last line is torn after \(count) bytes: the run was killed while writing"
  }

  init(run: String, events: [RunEvent], tornTail: Range<Int>?) {
    self.run = run
    self.events = events
    self.tornTail = tornTail
  }

  /// Reads a file; only its last line may be torn. The diagnostic of the error is about `source`.
  public init(reading source: SourceText) throws(EvidenceFileError) {
    var run: String?
    var events: [RunEvent] = []
    var torn: Range<Int>?
    var start = 0
    while start < source.bytes.count {
      guard let end = source.bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
        torn = start..<source.bytes.count
        break
      }
      // A line is looked at alone; its place in the file is its number.
      let line = source.place(at: start).line
      let text = SourceText(
        name: "\(source.name), line \(line)", bytes: Array(source.bytes[start..<end]))
      if run == nil {
        run = (try Self.part(EvidenceHeader.self, in: text, line: line)).run
      } else {
        events.append(try Self.part(RunEvent.self, in: text, line: line))
      }
      start = end + 1
    }
    guard let run else { throw .noHeader }
    self.run = run
    self.events = events
    tornTail = torn
  }

  private static func part<Part: RecordPart>(
    _ type: Part.Type, in text: SourceText, line: Int
  ) throws(EvidenceFileError) -> Part {
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: text, limits: .records)
    } catch {
      throw .line(line, reason: error.description)
    }
    do {
      let part = try Part(RecordReader(document.root))
      try part.json.expectNothingElse(in: document.root)
      return part
    } catch {
      throw .line(line, reason: error.description)
    }
  }
}

/// Why a file is no evidence.
public enum EvidenceFileError: Error, Sendable, Equatable {
  /// It ends before its first line does.
  case noHeader
  /// A complete line is not what this version writes.
  case line(Int, reason: String)
  /// A line lacks what must be known to judge an exchange again.
  case notReplayable(line: Int)

  /// One sentence.
  public var message: String {
    switch self {
    case .noHeader: "the file ends before its first line does"
    case .line(let line, let reason):
      "line \(line) is no evidence that this version reads: \(reason)"
    case .notReplayable(let line):
      "line \(line) lacks what judging again needs: the evidence was written by an older version"
    }
  }
}
