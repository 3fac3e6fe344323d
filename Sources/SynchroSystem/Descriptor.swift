import Glibc

/// The only owner of a file descriptor; closes it once, when it goes out of use.
package struct Descriptor: ~Copyable, Sendable {
  /// The number the kernel knows it by; valid while the owner lives.
  package let raw: Int32

  /// Takes over an open descriptor.
  package init(owning raw: Int32) {
    self.raw = raw
  }

  deinit {
    // Linux releases the number even when close reports an error, so there is nothing to retry.
    _ = Glibc.close(raw)
  }

  /// Gives the descriptor away; the caller closes it from now on.
  package consuming func release() -> Int32 {
    let raw = raw
    discard self
    return raw
  }

  /// A second descriptor for an open file that somebody else owns, close-on-exec.
  package static func duplicating(_ raw: Int32) throws(SystemError) -> Descriptor {
    let copy = fcntl(raw, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw .last(.fcntl) }
    return Descriptor(owning: copy)
  }
}
