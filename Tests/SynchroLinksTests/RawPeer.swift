import Glibc
import SynchroLinks
import SynchroSystem
import SynchroWire

/// A connection that knows nothing of the binding.
final class RawPeer: @unchecked Sendable {
  // Unchecked: a test uses it from one task at a time.
  private let stream: ByteStream

  init(_ address: SocketAddress) throws {
    stream = ByteStream(try Socket.connect(to: address))
    wait(for: POLLOUT)
    if let error = Socket.connectError(stream.raw) { throw error }
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  /// Sends everything, or until the far end is gone.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var start = 0
    while start < bytes.count {
      let outcome = bytes.withUnsafeBytes {
        stream.write(UnsafeRawBufferPointer(rebasing: $0[start...]))
      }
      switch outcome {
      case .bytes(let count): start += count
      case .wouldBlock: wait(for: POLLOUT)
      default: return false
      }
    }
    return true
  }

  /// Sends the same again and again on a thread of its own; how many times were left when it was refused.
  func sendUntilRefused(_ bytes: [UInt8], times: Int) async -> Int {
    await withCheckedContinuation { continuation in
      let job = SendJob { [self] in
        var left = times
        while left > 0, send(bytes) { left -= 1 }
        continuation.resume(returning: left)
      }
      job.start()
    }
  }

  func close() { stream.close() }

  private func wait(for events: Int32) {
    var ends = [pollfd(fd: stream.raw, events: Int16(events), revents: 0)]
    _ = poll(&ends, 1, 1_000)
  }
}

/// Work that blocks, on a thread of its own.
private final class SendJob: Sendable {
  private let work: @Sendable () -> Void

  init(_ work: @escaping @Sendable () -> Void) {
    self.work = work
  }

  func start() {
    let retained = Unmanaged.passRetained(self)
    let thread = try? SystemThread(argument: retained.toOpaque(), runSendJob)
    thread?.detach()
  }

  fileprivate func run() { work() }
}

private func runSendJob(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument { Unmanaged<SendJob>.fromOpaque(argument).takeRetainedValue().run() }
  return nil
}
