import Glibc
import SynchroVerdict

/// The folder of a merged run: the evidence of all shards, joined while it is read, and the reports.
struct MergedFolder {
  /// `reports/RUN`
  let path: String

  /// Why the evidence could not be joined.
  enum Fault: Error {
    /// A log is not what the results speak of.
    case evidence(path: String, EvidenceFileError)
    /// The last line of a log is not whole.
    case torn(path: String)
    /// A log cannot be read.
    case reading(ReadFault)
    /// The joined log cannot be written.
    case writing(String)
  }

  private static let step = 1 << 18

  /// Writes `evidence/exchanges.jsonl`; no such file may be there yet.
  func write(_ merge: RunMerge, _ report: RunReport) throws(Fault) {
    if let fault = WholeFile.makeFolder(path + "/evidence") { throw .writing(fault) }
    let file = path + "/evidence/exchanges.jsonl"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .writing("'\(file)' cannot be made: \(String(cString: strerror(errno)))")
    }
    do throws(Fault) {
      try join(merge, report, into: descriptor)
    } catch {
      // Half of a log is no evidence.
      close(descriptor)
      unlink(file)
      throw error
    }
    guard close(descriptor) == 0 else {
      throw .writing("'\(file)' cannot be written: \(String(cString: strerror(errno)))")
    }
  }

  private func join(
    _ merge: RunMerge, _ report: RunReport, into descriptor: Int32
  ) throws(Fault) {
    var evidence = EvidenceMerge(merge, report: report)
    var pending = Array(evidence.opening.utf8)
    for (place, part) in merge.parts.enumerated() {
      evidence.begin(place)
      let log = try OpenLog(RunPath(part.path).evidence ?? part.path)
      while let line = try log.next() {
        switch try log.naming({ () throws(EvidenceFileError) in try evidence.take(line) }) {
        case .keep: pending += line + [UInt8(ascii: "\n")]
        case .drop: continue
        case .replace(let text): pending += Array((text + "\n").utf8)
        }
        if pending.count >= Self.step { try put(&pending, into: descriptor) }
      }
      try log.naming { () throws(EvidenceFileError) in try evidence.end() }
    }
    pending += Array(evidence.closing.utf8)
    try put(&pending, into: descriptor)
  }

  private func put(_ bytes: inout [UInt8], into descriptor: Int32) throws(Fault) {
    guard FileBytes.write(bytes, to: descriptor) else {
      throw .writing("'\(path)' cannot be written: \(String(cString: strerror(errno)))")
    }
    bytes.removeAll(keepingCapacity: true)
  }
}

/// One shard's log, whose faults name it.
private struct OpenLog {
  private let path: String
  private let lines: LineFile

  init(_ path: String) throws(MergedFolder.Fault) {
    self.path = path
    do throws(ReadFault) {
      lines = try LineFile(path)
    } catch {
      throw .reading(error)
    }
  }

  func next() throws(MergedFolder.Fault) -> [UInt8]? {
    let line: (bytes: [UInt8], isWhole: Bool)?
    do throws(ReadFault) {
      line = try lines.next()
    } catch {
      throw .reading(error)
    }
    guard let line else { return nil }
    guard line.isWhole else { throw .torn(path: path) }
    return line.bytes
  }

  func naming<Value>(
    _ work: () throws(EvidenceFileError) -> Value
  ) throws(MergedFolder.Fault) -> Value {
    do throws(EvidenceFileError) {
      return try work()
    } catch {
      throw .evidence(path: path, error)
    }
  }
}

extension MergedFolder.Fault {
  /// What went wrong, as the command says it.
  var usageError: UsageError {
    switch self {
    case .evidence(let path, let error):
      .unusable(
        "'\(path)' cannot be merged: \(error.message)",
        help: "name the folders of the shards as their runs left them")
    case .torn(let path):
      .unusable(
        "'\(path)' cannot be merged: its last line is torn",
        help: "the run was killed while writing; run the shard again")
    case .reading(let fault): .unusable(fault.message, help: fault.help)
    case .writing(let reason): .unusable(reason, help: "name another folder with --out")
    }
  }
}
