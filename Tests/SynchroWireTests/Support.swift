import Glibc
import SynchroWire
import Testing
import SynchroSystem

/// Two ends of one connection in one thread: each step of one end is followed by one of the other.
struct StreamPair {
  let client: ByteStream
  let server: ByteStream

  init() throws {
    let listener = try Listener()
    client = ByteStream(try Socket.connect(to: listener.address))
    let end = pollfd(fd: listener.raw, events: Int16(POLLIN), revents: 0)
    var ends = [end]
    #expect(poll(&ends, 1, 5_000) == 1)
    guard case .connection(let descriptor) = listener.accept() else {
      throw SystemError(.accept, code: EAGAIN)
    }
    server = ByteStream(descriptor)
  }

  /// Puts TLS on both ends and lets them talk until neither can go on.
  func secure(
    client clientContext: TLSContext, server serverContext: TLSContext, host: String = "localhost"
  ) throws -> (client: StepOutcome, server: StepOutcome) {
    try client.startTLS(clientContext, host: host)
    try server.startTLS(serverContext)
    var outcomes = (client: client.handshake(), server: StepOutcome.wouldBlock(.read))
    for _ in 0..<50 {
      if case .wouldBlock = outcomes.server { outcomes.server = server.handshake() }
      if case .wouldBlock = outcomes.client { outcomes.client = client.handshake() }
    }
    return outcomes
  }
}

extension ByteStream {
  /// What the next read gives, bytes or an end; waits for it up to five seconds.
  func next(limit: Int = 65_536) -> (bytes: [UInt8], outcome: StreamOutcome) {
    var buffer = [UInt8](repeating: 0, count: limit)
    while true {
      let outcome = buffer.withUnsafeMutableBytes { read(into: $0) }
      switch outcome {
      case .bytes(let count): return (Array(buffer[..<count]), outcome)
      case .wouldBlock:
        var ends = [pollfd(fd: raw, events: Int16(POLLIN), revents: 0)]
        guard poll(&ends, 1, 5_000) == 1 else { return ([], outcome) }
      default: return ([], outcome)
      }
    }
  }

  func send(_ text: String) -> StreamOutcome {
    Array(text.utf8).withUnsafeBytes { write($0) }
  }
}
