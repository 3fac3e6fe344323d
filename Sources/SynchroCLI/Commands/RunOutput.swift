import Glibc
import SynchroDigest
import SynchroJSON
import SynchroReport
import SynchroRunner
import SynchroText
import SynchroVerdict
import SynchroWire
import Synchronization

/// The folder of one run: evidence while it goes on, reports at its end.
final class RunOutput: Sendable {
  /// `reports/RUN`
  let folder: String
  private let parent: String
  private let log: EvidenceLog
  private let warnings: Output
  private let fault = Mutex<String?>(nil)
  /// Writes while the run goes on: searching large bodies for secrets would hold up the tests.
  private let writer: EventLoop
  /// What is to be told of the program, found out while the target is at work.
  let program = Task { MachineFacts.program }

  /// Makes the folder and begins the evidence.
  static func open(
    below parent: String, _ header: RunReport.Header, _ secrets: ResolvedSecrets,
    _ console: Console
  ) throws(UsageError) -> RunOutput {
    let folder = parent + "/" + header.run
    if let fault = WholeFile.makeFolder(folder + "/evidence") {
      throw .unusable(fault, help: "name another folder with --out, or write none: --no-output")
    }
    let log: EvidenceLog
    do {
      log = try EvidenceLog(
        path: folder + "/evidence/exchanges.jsonl", run: header.run, secrets: secrets.ledger)
    } catch {
      throw .unusable(error.message, help: "name another folder with --out")
    }
    do {
      return RunOutput(
        folder: folder, in: parent, log: log, writer: try EventLoop(name: "evidence"),
        warnings: console.err)
    } catch {
      throw .unusable("\(error)", help: "permit more threads and files at a time, see 'ulimit -a'")
    }
  }

  private init(
    folder: String, in parent: String, log: EvidenceLog, writer: EventLoop, warnings: Output
  ) {
    self.folder = folder
    self.parent = parent
    self.log = log
    self.writer = writer
    self.warnings = warnings
  }

  deinit { writer.stop() }

  /// Why evidence is missing, if it is: the first line that could not be written.
  var evidenceFault: String? { fault.withLock { $0 } }

  /// Adds an event to the evidence; it is written as soon as those before it are.
  func append(_ event: RunEvent) {
    writer.post { [self] _ in write(event) }
  }

  /// Waits until everything has been written; nothing can be added from then on.
  func settle() async {
    await withCheckedContinuation { continuation in
      let isOpen = writer.post { reactor in
        reactor.stop()
        continuation.resume()
      }
      if !isOpen { continuation.resume() }
    }
    writer.join()
    log.close()
  }

  private func write(_ event: RunEvent) {
    do {
      try log.append(event)
    } catch {
      note(error.message)
    }
  }

  /// Makes a folder of the run; nil, after noting it, when it cannot be made.
  func makeFolder(_ name: String) -> String? {
    let path = folder + "/" + name
    guard let fault = WholeFile.makeFolder(path) else { return path }
    note(fault)
    return nil
  }

  /// The page that a person opens first.
  var page: String { "\(folder)/\(RunReports.page)" }

  /// Remembers what could not be written. The first of it is said at once, because somebody may help
  /// while the run goes on, and again with the report.
  func note(_ problem: String) {
    let isFirst = fault.withLock { fault in
      defer { fault = fault ?? problem }
      return fault == nil
    }
    if isFirst { warnings.write("warning: \(VisibleText.escape(problem)); the run goes on\n") }
  }

  /// Writes the reports, each as a whole; answers why one could not be written.
  func finish(_ report: RunReport, hiding secrets: GrowingRedactor) async -> String? {
    await RunReports.write(report, to: folder, hiding: secrets)
  }

  /// Writes the list of the runs beside this one anew; answers why it could not.
  func list() -> String? { RunIndex.write(in: parent) }
}

/// The line on a terminal that tells how far a run is; there is none where nobody looks.
final class LiveProgress: Sendable {
  private let output: Output
  private let line = Mutex(ProgressLine())
  private let width: Int

  /// Nil unless the stream is a terminal and no CI is at work.
  init?(_ output: Output) {
    guard getenv("CI") == nil, isatty(STDERR_FILENO) == 1, case .colour = output.style else {
      return nil
    }
    self.output = output
    var size = winsize()
    width =
      ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
      ? Int(size.ws_col) - 1 : 79
  }

  /// Shows what an event changes.
  func apply(_ event: RunEvent) {
    line.withLock { line in
      line.apply(event)
      output.write("\r\u{1B}[K" + line.text(width: width))
    }
  }

  /// Takes the line away.
  func clear() {
    line.withLock { _ in output.write("\r\u{1B}[K") }
  }
}
