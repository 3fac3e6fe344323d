import Glibc
import Synchronization
import SynchroSystem

/// A command line of the target file, run by `/bin/sh` in a process group of its own.
struct ShellCommand: Sendable {
  /// How it ended.
  enum End: Sendable, Equatable {
    case exited(Int)
    case killed(signal: Int)
    /// The time was over; it and all that it had started were ended.
    case tookTooLong
    /// The task was cancelled; as above.
    case cancelled
    case notStarted(String)
    /// It is over, and the system did not tell how.
    case untold(String)
  }

  /// What came of it.
  struct Result: Sendable {
    var end: End
    /// What it printed, the beginning.
    var output: [UInt8] = []
    /// Whether it printed more.
    var isCut = false
    /// What it printed on its error stream, the end.
    var errors: [UInt8] = []
  }

  /// The usual limit of what is kept of the output.
  static let outputLimit = 64 << 10
  /// What is kept of the error stream.
  static let errorLimit = 16 << 10

  var line: String
  /// Where it runs; empty for where the program itself does.
  var folder = ""
  /// Variables besides those of the program. None of the program's own that begin like ours are
  /// handed on: what one command is told is no business of the next.
  var variables: [String: String] = [:]
  var limit = Duration.seconds(10)
  var outputLimit = ShellCommand.outputLimit

  /// Runs it and waits for its end; a thread waits, never a task.
  func run() async -> Result {
    let isCancelled = CancelMark()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let job = Unmanaged.passRetained(ShellJob(self, isCancelled, continuation))
        do {
          let thread = try SystemThread(argument: job.toOpaque()) { argument in
            guard let argument else { return nil }
            let job = Unmanaged<ShellJob>.fromOpaque(argument).takeRetainedValue()
            job.continuation.resume(returning: job.run())
            return nil
          }
          thread.detach()
        } catch {
          job.release()
          continuation.resume(returning: Result(end: .notStarted("\(error)")))
        }
      }
    } onCancel: {
      isCancelled.set()
    }
  }

  /// What a command that yields a secret prints, or why it does not.
  static func output(of line: String) async -> Swift.Result<[UInt8], SecretFault> {
    let result = await ShellCommand(line: line).run()
    let reason: String
    switch result.end {
    case .exited(0):
      guard result.isCut else { return .success(result.output) }
      reason = "it printed more than \(outputLimit) bytes"
    case .exited(let code): reason = "it ended with status \(code)"
    case .killed(let signal): reason = "it was ended by signal \(signal)"
    case .tookTooLong: reason = "it took longer than 10 seconds"
    case .cancelled: reason = "the run was stopped before it ended"
    case .notStarted(let why): reason = "it could not be started: \(why)"
    case .untold(let why): reason = "how it ended is not known: \(why)"
    }
    return .failure(
      SecretFault(reason: reason, nextStep: "run the command by hand and see what it prints"))
  }
}

/// Whether a task was cancelled, for a thread that works for it.
final class CancelMark: Sendable {
  private let mark = Atomic(false)

  func set() { mark.store(true, ordering: .releasing) }
  var isSet: Bool { mark.load(ordering: .acquiring) }
}
