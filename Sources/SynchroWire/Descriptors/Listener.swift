import CSynchroPosix
import Glibc
package import SynchroSystem

/// A socket that takes connections.
package struct Listener: ~Copyable, Sendable {
  /// Where it listens, with the port that the kernel chose if 0 was asked for.
  package let address: SocketAddress
  private let descriptor: Descriptor

  /// How an attempt to take a connection ended.
  package enum Arrival: ~Copyable {
    /// A connection, non-blocking.
    case connection(Descriptor)
    /// Nobody is waiting.
    case none
    /// The connection went away before it was taken; the next one may be fine.
    case vanished
    /// No descriptor or memory is left (EMFILE, ENFILE, ENOBUFS, ENOMEM): back off, do not spin.
    case exhausted(SystemError)
    /// The listener itself is broken.
    case failed(SystemError)
  }

  /// Listens at an address. With `sharingPort`, several listeners of one process take turns.
  package init(
    at address: SocketAddress = .loopback(), sharingPort: Bool = false, backlog: Int32 = 1024
  ) throws(SystemError) {
    let descriptor = try Socket.make(family: address.family)
    let raw = descriptor.raw
    try Socket.set(raw, SOL_SOCKET, SO_REUSEADDR, 1)
    if sharingPort { try Socket.set(raw, SOL_SOCKET, SO_REUSEPORT, 1) }
    guard address.withKernelForm({ bind(raw, $0, $1) }) == 0 else { throw .last(.bind) }
    guard listen(raw, backlog) == 0 else { throw .last(.listen) }
    self.address = try Socket.localAddress(raw)
    self.descriptor = descriptor
  }

  /// The number to watch for readability.
  package var raw: Int32 { descriptor.raw }

  /// Takes one waiting connection.
  package func accept() -> Arrival {
    while true {
      let raw = syn_accept4(descriptor.raw, nil, nil)
      if raw >= 0 { return .connection(Descriptor(owning: raw)) }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .none
      case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted(.last(.accept))
      case EBADF, EINVAL, ENOTSOCK, EFAULT: return .failed(.last(.accept))
      // accept(2): "treat them like EAGAIN by retrying", errors of the connection, not of ours.
      default: return .vanished
      }
    }
  }
}
