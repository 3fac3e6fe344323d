import Glibc
import Synchronization
import SynchroSystem

/// Runs a command line of the target file and takes what it prints.
enum ShellCommand {
  static let outputLimit = 64 << 10

  /// What `/bin/sh -c line` prints within the time; a thread waits, never a task.
  static func output(of line: String, within limit: Int32 = 10_000) async
    -> Result<[UInt8], SecretFault>
  {
    await withCheckedContinuation { continuation in
      let job = Unmanaged.passRetained(ShellJob(line: line, limit: limit, continuation))
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
        continuation.resume(
          returning: .failure(
            SecretFault(reason: "\(error)", nextStep: "check the limits of this machine")))
      }
    }
  }
}

/// One command and who waits for it; the thread alone uses it once it has been handed over.
private final class ShellJob: Sendable {
  let line: String
  let limit: Int32
  let continuation: CheckedContinuation<Result<[UInt8], SecretFault>, Never>

  init(
    line: String, limit: Int32,
    _ continuation: CheckedContinuation<Result<[UInt8], SecretFault>, Never>
  ) {
    self.line = line
    self.limit = limit
    self.continuation = continuation
  }

  func run() -> Result<[UInt8], SecretFault> {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return fault(String(cString: strerror(errno))) }
    let reading = Descriptor(owning: ends[0])
    let writing = Descriptor(owning: ends[1])
    // No other child may inherit them: it would keep ours from ending.
    _ = fcntl(reading.raw, F_SETFD, FD_CLOEXEC)
    _ = fcntl(writing.raw, F_SETFD, FD_CLOEXEC)
    guard let child = spawn(writing: writing.raw) else { return fault("it could not be started") }
    // Ours must go, or the end of the child's would never show.
    _ = consume writing
    var bytes: [UInt8] = []
    let reason = read(from: reading.raw, into: &bytes)
    if reason != nil { kill(-child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    if let reason { return fault(reason) }
    guard status == 0 else { return fault("it ended with status \(status >> 8 & 0xFF)") }
    return .success(bytes)
  }

  private func spawn(writing: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, writing, STDOUT_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that what it started can be ended with it.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    let words = ["/bin/sh", "-c", line]
    var arguments = words.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    arguments.append(nil)
    var child: pid_t = 0
    guard posix_spawn(&child, "/bin/sh", &actions, &attributes, arguments, environ) == 0 else {
      return nil
    }
    return child
  }

  /// Reads to the end; answers what stopped it before.
  private func read(from descriptor: Int32, into bytes: inout [UInt8]) -> String? {
    var start = timespec()
    clock_gettime(CLOCK_MONOTONIC, &start)
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var now = timespec()
      clock_gettime(CLOCK_MONOTONIC, &now)
      let passed = (now.tv_sec - start.tv_sec) * 1000 + (now.tv_nsec - start.tv_nsec) / 1_000_000
      guard passed < Int(limit) else { return "it took longer than \(limit / 1000) seconds" }
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&request, 1, limit - Int32(passed))
      if ready <= 0 { continue }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        return String(cString: strerror(errno))
      }
      if count == 0 { return nil }
      bytes += buffer[..<count]
      guard bytes.count <= ShellCommand.outputLimit else {
        return "it printed more than \(ShellCommand.outputLimit) bytes"
      }
    }
  }

  private func fault(_ reason: String) -> Result<[UInt8], SecretFault> {
    .failure(
      SecretFault(reason: reason, nextStep: "run the command by hand and see what it prints"))
  }
}
