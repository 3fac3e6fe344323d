import SynchroBundle
import SynchroJSON
import SynchroRunner
import SynchroText
import SynchroVerdict

/// Reads what judging a run again needs from the folder of the run, or from a bundle.
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
  private static let help =
    "only what a run has written, and nobody has changed since, can be judged"

  /// The record in some files; nil after saying what is wrong with its results.
  func read(_ files: RecordedFiles) throws(UsageError) -> Record? {
    let evidence: EvidenceIndex
    let target: TargetDeclaration
    do throws(UsageError) {
      evidence = try self.evidence(files)
      target = try self.target(files)
    } catch {
      // Such a run has no exchanges to be answered from, which must not look like damage.
      guard isOfFlows(files) else { throw error }
      throw .unusable(
        "'\(files.path)' is a run of flows, and only exchanges with a server can be judged again",
        help: "'synchroscope report \(files.path)' shows what it came to")
    }
    guard let header = evidence.header else {
      throw .unusable(
        "'\(files.path)' holds no run: it was killed, or its disk full, before its first step",
        help: "run it again")
    }
    guard let report = try report(files) else { return nil }
    for run in [header.run, evidence.run] where run != report.header.run {
      throw .unusable(
        "'\(files.path)' holds results and evidence of two runs: "
          + VisibleText.escape("\(report.header.run), \(run)"), help: Self.help)
    }
    return Record(report: report, evidence: evidence, target: target)
  }

  /// Whether the results say so; what is wrong with them is not told here.
  private func isOfFlows(_ files: RecordedFiles) -> Bool {
    let silent = Console(out: Output(), err: Output(), read: console.read)
    let report = try? JudgedRun(console: silent).report(files)
    return report?.header.isOfFlows == true
  }

  /// The results, or what the evidence of a killed run says of them.
  private func report(_ files: RecordedFiles) throws(UsageError) -> RunReport? {
    let name: EntryName
    let bytes: [UInt8]
    switch files.read(RunEntries.results) {
    case .success(let read): (name, bytes) = (RunEntries.results, read)
    case .failure:
      guard case .success(let read) = files.read(RunEntries.evidence) else {
        throw .unusable("'\(files.path)' is no folder of a run", help: "name one below reports")
      }
      (name, bytes) = (RunEntries.evidence, read)
    }
    let path = "\(files.path)/\(name)"
    let inner = Console(out: console.out, err: console.err) { [console] in
      $0 == path ? .success(bytes) : console.read($0)
    }
    return try RecordedRun(console: inner, kept: files.suites).report(at: path, suites: nil)
  }

  private func evidence(_ files: RecordedFiles) throws(UsageError) -> EvidenceIndex {
    let bytes: [UInt8]
    switch files.read(RunEntries.evidence) {
    case .success(let read): bytes = read
    case .failure(let fault): throw .unusable(fault.message, help: fault.help)
    }
    do throws(EvidenceFileError) {
      return try EvidenceIndex(bytes)
    } catch {
      throw .unusable(
        "'\(files.path)/\(RunEntries.evidence)' cannot be judged: \(error.message)",
        help: Self.help)
    }
  }

  private func target(_ files: RecordedFiles) throws(UsageError) -> TargetDeclaration {
    let name = "\(files.path)/\(RunEntries.target)"
    let bytes: [UInt8]
    switch files.read(RunEntries.target) {
    case .success(let read): bytes = read
    case .failure(let fault):
      throw .unusable(
        fault.message, help: "runs of older versions did not write it, and cannot be judged again")
    }
    do {
      let document = try JSONDocument(parsing: SourceText(name: name, bytes: bytes))
      return try TargetDeclaration(json: document.root)
    } catch let error as TargetDeclaration.Fault {
      throw .unusable("'\(name)' declares no target: \(error.message)", help: Self.help)
    } catch {
      throw .unusable("'\(name)' declares no target: \(error)", help: Self.help)
    }
  }
}
