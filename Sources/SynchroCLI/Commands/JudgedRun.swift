import SynchroJSON
import SynchroRunner
import SynchroText
import SynchroVerdict

/// Reads what judging a run again needs from the folder of the run.
struct JudgedRun {
  /// Everything that was recorded.
  struct Record {
    /// What the run came to.
    let report: RunReport
    /// What it did.
    let evidence: EvidenceIndex
    /// What it went by.
    let target: TargetDeclaration
  }

  let console: Console

  /// The record in a folder; nil after saying what is wrong with its results.
  func read(_ folder: String) throws(UsageError) -> Record? {
    guard SuitesDirectory.isFolder(folder) else {
      throw .unusable(
        "'\(folder)' is no folder of a run",
        help: "name one such as reports/20260101-120000-abcd")
    }
    let evidence = try evidence(folder + "/evidence/exchanges.jsonl")
    let target = try target(folder + "/target.json")
    guard let header = evidence.header else {
      throw .unusable(
        "'\(folder)' holds no run: it was killed before its first step", help: "run it again")
    }
    guard let report = try RecordedRun(console: console).report(at: folder, suites: nil) else {
      return nil
    }
    guard report.header.run == header.run else {
      throw .unusable(
        "results and evidence in '\(folder)' are of two runs: \(report.header.run), \(header.run)",
        help: "name the folder as the run has left it")
    }
    return Record(report: report, evidence: evidence, target: target)
  }

  private func evidence(_ path: String) throws(UsageError) -> EvidenceIndex {
    let bytes: [UInt8]
    switch console.read(path) {
    case .success(let read): bytes = read
    case .failure(let fault): throw .unusable(fault.message, help: fault.help)
    }
    do throws(EvidenceFileError) {
      return try EvidenceIndex(bytes)
    } catch {
      throw .unusable(
        "'\(path)' cannot be judged: \(error.message)",
        help: "only what a run has written, and nobody has changed since, can be judged again")
    }
  }

  private func target(_ path: String) throws(UsageError) -> TargetDeclaration {
    let bytes: [UInt8]
    switch console.read(path) {
    case .success(let read): bytes = read
    case .failure(let fault):
      throw .unusable(
        fault.message, help: "runs of older versions did not write it, and cannot be judged again")
    }
    do {
      let document = try JSONDocument(parsing: SourceText(name: path, bytes: bytes))
      return try TargetDeclaration(json: document.root)
    } catch let error as TargetDeclaration.Fault {
      throw .unusable("'\(path)' declares no target: \(error.message)", help: Self.help)
    } catch {
      throw .unusable("'\(path)' declares no target: \(error)", help: Self.help)
    }
  }

  private static let help = "name the folder of a run as the run has left it"
}
