import Foundation
import Glibc
import SynchroHTTP
import SynchroServer
import SynchroWire
import Synchronization
import Testing
import SynchroTiming

/// Runs blocking work on a thread of its own, so that no task ever waits for a socket.
func onThread<Result: Sendable>(
  _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread {
      continuation.resume(with: Swift.Result { try body() })
    }
  }
}

/// A client that knows nothing about HTTP: bytes out, bytes in, and how it ended.
final class RawClient {
  private let stream: ByteStream

  init(_ address: SocketAddress, tls: TLSContext? = nil) throws {
    let descriptor = try Socket.connect(to: address)
    stream = ByteStream(descriptor)
    try wait(for: .write)
    if let error = Socket.connectError(stream.raw) { throw error }
    guard let tls else { return }
    try stream.startTLS(tls, host: "localhost")
    while true {
      switch stream.handshake() {
      case .done: return
      case .wouldBlock(let direction): try wait(for: direction)
      case .tlsFault(let fault): throw fault
      case .reset(let error): throw error
      case .truncated: throw Silence()
      }
    }
  }

  /// Nothing happened for too long.
  struct Silence: Error {}

  var tlsFacts: TLSFacts? { stream.tlsFacts }

  func send(_ bytes: [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      let outcome = bytes.withUnsafeBytes {
        stream.write(UnsafeRawBufferPointer(rebasing: $0[start...]))
      }
      switch outcome {
      case .bytes(let count): start += count
      case .wouldBlock(let direction): try wait(for: direction)
      // A server that refuses early closes early: what it said is still to be read.
      default: return
      }
    }
  }

  func send(_ text: String) throws {
    try send(Array(text.utf8))
  }

  /// Sends FIN and goes on reading.
  func halfClose() {
    _ = stream.halfClose()
  }

  func reset() {
    stream.reset()
  }

  /// Everything until the end, and which end it was.
  func readToEnd(timeout: Int32 = 10_000) throws -> (bytes: [UInt8], end: StreamOutcome) {
    var all: [UInt8] = []
    while true {
      let (bytes, outcome) = try readSome(timeout: timeout)
      all += bytes
      if case .bytes = outcome { continue }
      return (all, outcome)
    }
  }

  /// Everything up to and including a text.
  func read(until mark: String) throws -> String {
    var all: [UInt8] = []
    while true {
      let (bytes, outcome) = try readSome(timeout: 10_000)
      all += bytes
      let text = String(decoding: all, as: UTF8.self)
      if text.hasSuffix(mark) { return text }
      guard case .bytes = outcome else { return text }
    }
  }

  func readSome(timeout: Int32) throws -> (bytes: [UInt8], outcome: StreamOutcome) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let outcome = buffer.withUnsafeMutableBytes { stream.read(into: $0) }
      switch outcome {
      case .bytes(let count): return (Array(buffer[..<count]), outcome)
      case .wouldBlock(let direction): try wait(for: direction, timeout: timeout)
      default: return ([], outcome)
      }
    }
  }

  /// Waits until something can be read, and leaves it there.
  func waitForBytes() throws {
    try wait(for: .read)
  }

  private func wait(for direction: Direction, timeout: Int32 = 10_000) throws {
    let events = Int16(direction == .read ? POLLIN : POLLOUT)
    var ends = [pollfd(fd: stream.raw, events: events, revents: 0)]
    guard poll(&ends, 1, timeout) == 1 else { throw Silence() }
  }
}

/// What a server's observer was told, as short words.
final class EventLog: Sendable {
  private let words = Mutex<[String]>([])

  var all: [String] { words.withLock { $0 } }

  func note(_ event: ServerEvent) {
    let word =
      switch event {
      case .refused(let finding, _): "refused \(finding.code)"
      case .requestTimedOut: "request timed out"
      case .idleTimedOut: "idle timed out"
      case .handshakeTimedOut: "handshake timed out"
      case .tlsFailed(let fault, _): "\(fault)"
      case .peerLeft: "peer left"
      case .turnedAway: "turned away"
      case .exhausted: "exhausted"
      case .unwritable(let error): "unwritable: \(error)"
      }
    words.withLock { $0.append(word) }
  }

  /// Waits, on a thread, until an event was noted.
  func wait(for word: String) -> Bool {
    let end = MonotonicInstant.now() + .seconds(10)
    while MonotonicInstant.now() < end {
      if all.contains(word) { return true }
      usleep(2_000)
    }
    return false
  }
}

/// Waits, on a thread, until no connection is open.
func isIdle(_ server: HTTPServer) -> Bool {
  let end = MonotonicInstant.now() + .seconds(10)
  while MonotonicInstant.now() < end {
    if server.connectionCount == 0 { return true }
    usleep(2_000)
  }
  return false
}

/// Bytes as lines of text: what cannot be seen is escaped, line ends are shown and kept.
func visible(_ bytes: [UInt8]) -> String {
  var text = ""
  for byte in bytes {
    switch byte {
    case 0x0A: text += "\\n\n"
    case 0x0D: text += "\\r"
    case 0x5C: text += "\\\\"
    case 0x20...0x7E: text += String(UnicodeScalar(byte))
    default: text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }
  return text
}
