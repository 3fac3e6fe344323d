import Foundation
import Glibc
import Synchronization
import SynchroWire
import SynchroSystem

/// A loopback server made of blocking code on threads of its own: what it does to each connection
/// is written where the test is, step by step.
final class RawPeer: Sendable {
  typealias Handler = @Sendable (PeerConnection) -> Void

  let port: UInt16
  private let listener: Int32
  private let tls: TLSContext?
  private let handler: Handler
  private let state = Mutex(State())
  private let threads = DispatchGroup()

  private struct State {
    var accepted = 0
    var isStopped = false
  }

  init(tls: TLSServerConfiguration? = nil, _ handler: @escaping Handler) throws {
    WireProcess.prepare()
    self.tls = try tls.map { try TLSContext(server: $0) }
    self.handler = handler
    let listener = try Listener()
    port = listener.address.port
    // A second descriptor that lives until `stop`; the first closes with this scope.
    self.listener = try Descriptor.duplicating(listener.raw).release()
    threads.enter()
    Thread.detachNewThread { [self] in
      accept()
      threads.leave()
    }
  }

  /// How many connections came.
  var accepted: Int { state.withLock { $0.accepted } }

  /// Closes the listener and waits for every handler to return.
  func stop() {
    state.withLock { $0.isStopped = true }
    shutdown(listener, Int32(SHUT_RDWR))
    threads.wait()
    close(listener)
  }

  private func accept() {
    while true {
      var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
      poll(&waiting, 1, 10_000)
      let raw = Glibc.accept(listener, nil, nil)
      if state.withLock({ $0.isStopped }) {
        if raw >= 0 { close(raw) }
        return
      }
      guard raw >= 0 else { continue }
      let number = state.withLock { state in
        state.accepted += 1
        return state.accepted
      }
      threads.enter()
      Thread.detachNewThread { [self] in
        do {
          try Socket.makeNonBlocking(raw)
          try Socket.sendPromptly(raw)
          let connection = PeerConnection(ByteStream(Descriptor(owning: raw)), number: number)
          if try tls.map({ try connection.startTLS($0) }) ?? true { handler(connection) }
          connection.stream.close()
        } catch {
          print("raw peer: \(error)")
        }
        threads.leave()
      }
    }
  }
}

/// One connection of a raw peer, used by one thread that may block.
final class PeerConnection {
  let stream: ByteStream
  /// Counts the peer's connections from 1.
  let number: Int
  private var buffered: [UInt8] = []

  init(_ stream: ByteStream, number: Int) {
    self.stream = stream
    self.number = number
  }

  /// False when the handshake fails.
  func startTLS(_ context: TLSContext) throws -> Bool {
    try stream.startTLS(context)
    while true {
      switch stream.handshake() {
      case .done: return true
      case .wouldBlock(let direction): guard wait(direction) else { return false }
      case .truncated, .reset, .tlsFault: return false
      }
    }
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      switch rest.withUnsafeBytes({ stream.write($0) }) {
      case .bytes(let count): rest = rest.dropFirst(count)
      case .wouldBlock(let direction): guard wait(direction) else { return }
      case .end, .truncated, .reset, .tlsFault: return
      }
    }
  }

  /// A request's head with its empty line, or nil at the end of the stream.
  func receiveHead() -> String? {
    while true {
      if let end = buffered.firstRange(of: Array("\r\n\r\n".utf8)) {
        defer { buffered.removeFirst(end.upperBound) }
        return String(decoding: buffered[..<end.upperBound], as: UTF8.self)
      }
      guard receiveMore() else { return nil }
    }
  }

  func receive(_ count: Int) -> [UInt8]? {
    while buffered.count < count { guard receiveMore() else { return nil } }
    defer { buffered.removeFirst(count) }
    return Array(buffered[..<count])
  }

  /// Everything that comes until the other side ends.
  func receiveAll() -> [UInt8] {
    while receiveMore() {}
    return buffered
  }

  /// Answers every request with 200 and the text, until the other side ends.
  func answerAll(_ text: String = "hello") {
    while receiveHead() != nil {
      send("HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)")
    }
  }

  private func receiveMore() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while true {
      switch bytes.withUnsafeMutableBytes({ stream.read(into: $0) }) {
      case .bytes(let count):
        buffered += bytes[..<count]
        return true
      case .wouldBlock(let direction): guard wait(direction) else { return false }
      case .end, .truncated, .reset, .tlsFault: return false
      }
    }
  }

  private func wait(_ direction: Direction) -> Bool {
    var waiting = pollfd(
      fd: stream.raw, events: Int16(direction == .read ? POLLIN : POLLOUT), revents: 0)
    return poll(&waiting, 1, 600_000) > 0
  }
}
