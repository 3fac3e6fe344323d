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
    guard let output = ChildPipe(), let errors = ChildPipe() else {
      return .init(end: .notStarted(String(cString: strerror(errno))))
    }
    var child: pid_t = 0
    let fault = spawn(&child, output: output.writing.raw, errors: errors.writing.raw)
    guard fault == 0 else { return .init(end: .notStarted(String(cString: strerror(fault)))) }
    return follow(child, output: output.closingWriter(), errors: errors.closingWriter())
  }

  // MARK: - Starting

  private func spawn(_ child: inout pid_t, output: Int32, errors: Int32) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that what it started can be ended with it. What we ignore would be
    // ignored by every child, and a pipe that nobody reads would never end one.
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(flags))
    posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    var variables: [UnsafeMutablePointer<CChar>?] = environment().map { strdup($0) }
    defer { for text in arguments + variables { free(text) } }
    arguments.append(nil)
    variables.append(nil)
    return posix_spawn(&child, "/bin/sh", &actions, &attributes, arguments, variables)
  }

  /// The folder and the line are words of their own: nothing in a folder's name is run.
  private var words: [String] {
    guard !command.folder.isEmpty else { return ["/bin/sh", "-c", command.line] }
    let script = #"CDPATH= cd -- "$1" || exit 126; line=$2; shift 2; eval "$line""#
    return ["/bin/sh", "-c", script, "sh", command.folder, command.line]
  }

  private func environment() -> [String] {
    var lines: [String] = []
    var entry = environ
    while let text = entry.pointee {
      let line = String(cString: text)
      if !line.hasPrefix("SYNCHROSCOPE_ARG_"), !line.hasPrefix("SYNCHROSCOPE_SECRET_"),
        command.variables[String(line.prefix { $0 != "=" })] == nil
      {
        lines.append(line)
      }
      entry += 1
    }
    return lines + command.variables.map { "\($0.key)=\($0.value)" }
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
      kill(-child, SIGKILL)
      reap(child)
      return result
    }
    let status = reap(child)
    result.end =
      status & 0x7F == 0
      ? .exited(Int(status >> 8 & 0xFF)) : .killed(signal: Int(status & 0x7F))
    return result
  }

  /// Whether the child is over; it stays to be waited for, so that its id is nobody else's yet.
  private func hasEnded(_ child: pid_t) -> Bool {
    var info = siginfo_t()
    let answer = waitid(P_PID, id_t(child), &info, WEXITED | WNOHANG | WNOWAIT)
    return answer == 0 && info.si_signo != 0
  }

  @discardableResult
  private func reap(_ child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status
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

/// A pipe whose writing end a child is given.
private struct ChildPipe: ~Copyable {
  let reading: Descriptor
  let writing: Descriptor

  /// Nil when there are no descriptors left.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    // No other child may inherit them: it would keep ours from ending.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    reading = Descriptor(owning: ends[0])
    writing = Descriptor(owning: ends[1])
  }

  /// The reading end. Ours of the other must go, or the end of the child's would never show.
  consuming func closingWriter() -> Descriptor { reading }
}
