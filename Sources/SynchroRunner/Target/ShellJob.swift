import Glibc
import SynchroSystem

/// One command and who waits for it; the thread alone uses it once it has been handed over.
final class ShellJob: Sendable {
  let command: ShellCommand
  let continuation: CheckedContinuation<ShellCommand.Result, Never>
  private let isCancelled: CancelMark

  /// How long the thread waits at most before it looks whether the child is still there.
  private static let lookMilliseconds: Int32 = 25

  init(
    _ command: ShellCommand, _ isCancelled: CancelMark,
    _ continuation: CheckedContinuation<ShellCommand.Result, Never>
  ) {
    self.command = command
    self.isCancelled = isCancelled
    self.continuation = continuation
  }

  func run() -> ShellCommand.Result {
    do throws(SystemError) {
      let output = try Pipe()
      let errors = try Pipe()
      let child = try program.start(
        input: nil, output: output.writing.raw, errors: errors.writing.raw)
      return follow(child, output: output.keepingReader(), errors: errors.keepingReader())
    } catch {
      return .init(end: .notStarted(String(cString: strerror(error.code))))
    }
  }

  /// The folder and the line are words of their own: nothing in a folder's name is run.
  private var program: ChildProgram {
    var words = ["-c", command.line]
    if !command.folder.isEmpty {
      let script = #"CDPATH= cd -- "$1" || exit 126; line=$2; shift 2; eval "$line""#
      words = ["-c", script, "sh", command.folder, command.line]
    }
    return ChildProgram(
      "/bin/sh", words,
      environment: ChildProgram.environment(
        without: ["SYNCHROSCOPE_ARG_", "SYNCHROSCOPE_SECRET_"], with: command.variables))
  }

  // MARK: - Waiting

  /// Reads what it prints until it has ended. What it leaves in the background keeps nobody waiting.
  private func follow(
    _ child: pid_t, output: consuming Descriptor, errors: consuming Descriptor
  ) -> ShellCommand.Result {
    var result = ShellCommand.Result(end: .tookTooLong)
    let deadline = ContinuousClock.now + command.limit
    var isOutputOpen = true
    var areErrorsOpen = true
    while true {
      var requests = [
        pollfd(fd: isOutputOpen ? output.raw : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: areErrorsOpen ? errors.raw : -1, events: Int16(POLLIN), revents: 0),
      ]
      let hasEnded = hasEnded(child)
      let ready = poll(&requests, 2, hasEnded ? 0 : Self.lookMilliseconds)
      if requests[0].revents != 0 {
        isOutputOpen = read(from: output.raw) { piece in
          let room = max(0, command.outputLimit - result.output.count)
          result.output += piece.prefix(room)
          if piece.count > room { result.isCut = true }
        }
      }
      if requests[1].revents != 0 {
        areErrorsOpen = read(from: errors.raw) { piece in
          result.errors += piece
          let surplus = result.errors.count - ShellCommand.errorLimit
          if surplus > 0 { result.errors.removeFirst(surplus) }
        }
      }
      // Everything that it had printed before its end has been read, unless others still print.
      if hasEnded, ready <= 0 || ContinuousClock.now >= deadline { break }
      if hasEnded { continue }
      if isCancelled.isSet { result.end = .cancelled }
      guard isCancelled.isSet || ContinuousClock.now >= deadline else { continue }
      _ = ChildEnding.reap(child)
      return result
    }
    switch ChildEnding.wait(for: child) {
    case .exited(let status): result.end = .exited(status)
    case .killed(let signal): result.end = .killed(signal: signal)
    case .unknown(let error): result.end = .untold("\(error)")
    }
    return result
  }

  /// Whether the child is over; it stays to be waited for, so that its id is nobody else's yet.
  private func hasEnded(_ child: pid_t) -> Bool {
    var info = siginfo_t()
    let answer = waitid(P_PID, id_t(child), &info, WEXITED | WNOHANG | WNOWAIT)
    return answer == 0 && info.si_signo != 0
  }

  /// False at the end of the stream.
  private func read(from descriptor: Int32, _ take: (ArraySlice<UInt8>) -> Void) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN }
    if count == 0 { return false }
    take(buffer[..<count])
    return true
  }
}
