import Glibc

/// A system call that failed, and why.
public struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The `errno` value, such as 104 for ECONNRESET.
  public let code: Int32
  /// The call that failed.
  public let call: Call

  /// The system calls that we make and that can fail.
  public enum Call: String, Sendable {
    /// Making a socket.
    case socket
    /// Setting a socket option.
    case setsockopt
    /// Reading a socket option or address.
    case getsockname
    /// Taking a local address.
    case bind
    /// Waiting for connections.
    case listen
    /// Taking a connection.
    case accept
    /// Opening a connection.
    case connect
    /// Receiving bytes.
    case recv
    /// Sending bytes.
    case send
    /// Closing one direction.
    case shutdown
    /// Making or changing an epoll set.
    case epoll
    /// Making or setting a timer.
    case timerfd
    /// Making the descriptor that wakes a loop.
    case eventfd
    /// Starting a thread.
    case thread = "pthread_create"
    /// Opening or reading a file.
    case open
    /// Duplicating or marking a descriptor.
    case fcntl
    /// Making a pipe.
    case pipe
    /// Starting a program.
    case spawn = "posix_spawn"
    /// Watching a program for its end.
    case pidfd = "pidfd_open"
    /// Learning how a program ended.
    case wait = "waitpid"
  }

  /// Keeps a code and the call that gave it.
  public init(_ call: Call, code: Int32) {
    self.call = call
    self.code = code
  }

  /// The error that the last failed call of this thread left behind.
  package static func last(_ call: Call) -> SystemError {
    SystemError(call, code: errno)
  }

  /// The call and the system's words for the code.
  public var description: String {
    "\(call.rawValue): \(String(cString: strerror(code))) (\(code))"
  }
}
