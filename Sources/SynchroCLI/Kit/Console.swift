import Glibc
import SynchroText
import Synchronization

/// The outside world a command may touch: two streams out, one in, files by path.
public struct Console: Sendable {
  /// Results.
  let out: Output
  /// Progress and errors.
  let err: Output
  /// Reads a file, or standard input when the path is `-`.
  let read: @Sendable (String) -> Result<[UInt8], ReadFault>

  /// The process's own streams and files.
  public static func standard() -> Console {
    StandardStreams.keepNumbers()
    return Console(
      out: Output(descriptor: STDOUT_FILENO), err: Output(descriptor: STDERR_FILENO),
      read: FileBytes.read)
  }

  /// The text of a file, or of standard input when the path is `-`.
  func source(_ path: String) throws(UsageError) -> SourceText {
    switch read(path) {
    case .failure(let fault): throw .unusable(fault.message, help: fault.help)
    case .success(let bytes): return SourceText(name: path == "-" ? "<stdin>" : path, bytes: bytes)
    }
  }

  /// Tells an error of a command that goes on, or that has more to tell.
  func tell(_ error: UsageError) { err.write(error.rendered(for: "", style: err.style)) }
}

/// Waits for a descriptor that somebody else made non-blocking; false when waiting is impossible.
func waitUntilReady(_ descriptor: Int32, _ events: Int32) -> Bool {
  var request = pollfd(fd: descriptor, events: Int16(events), revents: 0)
  return poll(&request, 1, -1) >= 0 || errno == EINTR
}

/// A stream out: a descriptor, or memory for tests.
final class Output: Sendable {
  private struct State {
    var captured: [UInt8] = []
    var fault: Int32?
  }

  let style: TerminalStyle
  private let descriptor: Int32?
  private let state = Mutex(State())

  init(descriptor: Int32) {
    self.descriptor = descriptor
    style = TerminalStyle.of(descriptor: descriptor)
  }

  /// Keeps what is written.
  init() {
    descriptor = nil
    style = .plain
  }

  /// What was written, when it was kept.
  var text: String { state.withLock { String(decoding: $0.captured, as: UTF8.self) } }

  /// The first error of the system while writing; nothing is written after it.
  var fault: Int32? { state.withLock { $0.fault } }

  func write(_ text: String) {
    state.withLock { state in
      guard state.fault == nil else { return }
      guard let descriptor else {
        state.captured += Array(text.utf8)
        return
      }
      if !FileBytes.write(Array(text.utf8), to: descriptor) { state.fault = errno }
    }
  }
}
