package import SynchroSystem

/// What a stream waits for before a call can go on. Under TLS a read may have to write first.
package enum Direction: Sendable, Hashable {
  /// Readable readiness.
  case read
  /// Writable readiness.
  case write

  /// The same, for a reactor.
  package var interest: Interest { self == .read ? .read : .write }
}

/// How a read or a write ended. Each way is told apart, because each blames somebody else.
package enum StreamOutcome: Sendable, Equatable {
  /// This many bytes were read or taken; never 0.
  case bytes(Int)
  /// Nothing can be done until the descriptor is ready.
  case wouldBlock(Direction)
  /// The far end finished in order: FIN, or close_notify under TLS.
  case end
  /// TLS only: FIN without close_notify, so bytes may have been cut off (RFC 8446, section 6.1).
  case truncated
  /// The connection is gone: RST, time-out, no route.
  case reset(SystemError)
  /// TLS refused something, or was refused.
  indirect case tlsFault(TLSFault)
}

/// How a step without bytes (a handshake, a half-close) ended.
package enum StepOutcome: Sendable, Equatable {
  /// The step is complete.
  case done
  /// Call again when the descriptor is ready.
  case wouldBlock(Direction)
  /// The far end closed in the middle of the step.
  case truncated
  /// The connection is gone.
  case reset(SystemError)
  /// TLS refused something, or was refused.
  indirect case tlsFault(TLSFault)
}
