internal import SynchroJSON
internal import SynchroText

/// Joins the evidence of shards to that of the whole, line by line, whatever the size of the logs.
///
/// Lines are handed in shard by shard. Those of a record that is kept pass as they are, byte for byte;
/// each shard's own beginning and end make way for one of the whole.
public struct EvidenceMerge: Sendable {
  /// What becomes of a line.
  public enum Action: Sendable, Equatable {
    /// It passes as it is.
    case keep
    /// It is left out.
    case drop
    /// This takes its place.
    case replace(String)
  }

  private let merge: RunMerge
  private let report: RunReport
  /// The findings that are still to be written.
  private var findings: [DoctorFinding]
  private var part = 0
  private var line = 0
  private var hasEnded = false
  private var numbers: Set<Int> = []

  /// Joins the evidence of merged runs; `report` is what they came to.
  public init(_ merge: RunMerge, report: RunReport) {
    self.merge = merge
    self.report = report
    findings = report.doctor
  }

  /// The lines that come before those of all shards.
  public var opening: String {
    Self.printed(EvidenceHeader(run: report.header.run))
      + Self.printed(RunEvent.runStarted(report.header, tests: report.tests.count))
  }

  /// The line that comes behind those of all shards.
  public var closing: String {
    Self.printed(
      RunEvent.runEnded(duration: report.duration, interruptions: report.interruptions))
  }

  private static func printed(_ part: some RecordPart) -> String {
    JSONPrinter.compact(part.json) + "\n"
  }

  /// Begins with the log of a part, by its place in ``RunMerge/parts``.
  public mutating func begin(_ part: Int) {
    self.part = part
    line = 0
    hasEnded = false
    numbers = []
  }

  /// Takes the next line, its line feed left out.
  public mutating func take(_ bytes: [UInt8]) throws(EvidenceFileError) -> Action {
    line += 1
    let root = try document(bytes)
    if line == 1 {
      guard root["evidence"]?.number?.int == EvidenceLog.format,
        root["run"]?.string == merge.parts[part].report.header.run
      else {
        throw .line(1, reason: "it is not the beginning of the log of this run")
      }
      return .drop
    }
    guard !hasEnded else { throw .line(line, reason: "something stands behind the end of the run") }
    switch root["event"]?.string {
    case "run-started": return .drop
    case "run-ended":
      hasEnded = true
      return .drop
    case "doctor": return try doctor(root)
    case "exchange":
      let exchange = root["exchange"]
      guard keeps(exchange?["test"]?.string) else { return .drop }
      guard let number = exchange?["number"]?.number?.int, numbers.insert(number).inserted else {
        throw .line(line, reason: "the exchange has no number of its own")
      }
      return .keep
    case "hook": return keeps(root["hook"]?["test"]?.string) ? .keep : .drop
    case "test-started", "check": return keeps(root["test"]?.string) ? .keep : .drop
    case "test-ended": return ended(root["test"]?["id"]?.string)
    default: throw .line(line, reason: "it tells of nothing that this version knows")
    }
  }

  /// Ends the log of a part: everything that its report speaks of must have been in it.
  public func end() throws(EvidenceFileError) {
    guard line > 0 else { throw .noHeader }
    guard hasEnded else { throw .line(line, reason: "the log ends before the run does") }
    let expected = Set(
      merge.parts[part].report.exchanges.lazy.filter { keeps($0.test) }.map(\.number))
    guard let missing = expected.symmetricDifference(numbers).min() else { return }
    throw .line(
      line,
      reason: numbers.contains(missing)
        ? "the results do not know exchange \(missing)" : "exchange \(missing) is not in the log")
  }

  // MARK: - Lines

  /// What a line says, the messages of an exchange left out: they pass as they are, and may be large.
  private func document(_ bytes: [UInt8]) throws(EvidenceFileError) -> JSONNode {
    var head = bytes
    if let end = Self.messages(in: bytes) { head = bytes[..<end] + Self.ending }
    do {
      return try JSONDocument(
        parsing: SourceText(name: "line \(line)", bytes: head), limits: .records
      ).root
    } catch {
      throw .line(line, reason: error.description)
    }
  }

  private static let ending = Array("}}".utf8)

  /// Where the messages of an exchange begin; a line that breaks off has no such ending.
  private static func messages(in line: [UInt8]) -> Int? {
    guard line.starts(with: EvidenceMark.exchange), line.suffix(ending.count) == ending[...] else {
      return nil
    }
    return line.withUnsafeBytes { bytes in
      EvidenceMark.nextRequest.withUnsafeBytes { ByteSearch.first($0, in: bytes) }
    }
  }

  private func keeps(_ test: String?) -> Bool { merge.keeps(test, of: part) }

  private mutating func doctor(_ root: JSONNode) throws(EvidenceFileError) -> Action {
    let finding: DoctorFinding
    do {
      guard let node = root["finding"] else { return .drop }
      finding = try DoctorFinding(RecordReader(node))
    } catch {
      throw .line(line, reason: error.description)
    }
    guard let place = findings.firstIndex(of: finding) else { return .drop }
    findings.remove(at: place)
    return .keep
  }

  private func ended(_ id: String?) -> Action {
    guard let id, keeps(id) else { return .drop }
    guard merge.altered.contains(id), let record = merge.tests.first(where: { $0.id == id }) else {
      return .keep
    }
    return .replace(JSONPrinter.compact(RunEvent.testEnded(record).json))
  }
}
