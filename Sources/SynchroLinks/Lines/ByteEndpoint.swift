import Glibc
import SynchroSystem
import SynchroWire

/// What a channel reads and writes. Belongs to one thread; never waits.
protocol ByteEndpoint: AnyObject {
  /// The number to watch for reading; -1 once closed.
  var readingEnd: Int32 { get }
  /// The number to watch for writing; the same for a socket.
  var writingEnd: Int32 { get }
  /// Whether bytes wait in memory, which no readiness tells of.
  var hasBufferedInput: Bool { get }

  func handshake() -> StepOutcome
  func read(into buffer: UnsafeMutableRawBufferPointer) -> StreamOutcome
  func write(_ bytes: UnsafeRawBufferPointer) -> StreamOutcome
  /// Tells the far end that nothing more comes.
  func finishWriting()
  func close()
}

/// A connection, plain or under TLS.
final class StreamEndpoint: ByteEndpoint {
  let stream: ByteStream

  init(_ stream: ByteStream) {
    self.stream = stream
  }

  var readingEnd: Int32 { stream.raw }
  var writingEnd: Int32 { stream.raw }
  var hasBufferedInput: Bool { stream.hasBufferedInput }

  func handshake() -> StepOutcome { stream.handshake() }
  func read(into buffer: UnsafeMutableRawBufferPointer) -> StreamOutcome {
    stream.read(into: buffer)
  }
  func write(_ bytes: UnsafeRawBufferPointer) -> StreamOutcome { stream.write(bytes) }
  // What cannot be finished in order now ends with the connection.
  func finishWriting() { _ = stream.halfClose() }
  func close() { stream.close() }
}

/// Two pipes: one to read from, one to write to.
final class PipeEndpoint: ByteEndpoint {
  private(set) var readingEnd: Int32
  private(set) var writingEnd: Int32
  let hasBufferedInput = false

  /// Takes over both ends, which must not wait.
  init(reading: consuming Descriptor, writing: consuming Descriptor) {
    WireProcess.prepare()
    readingEnd = reading.release()
    writingEnd = writing.release()
  }

  deinit {
    close()
  }

  func handshake() -> StepOutcome { .done }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> StreamOutcome {
    while true {
      let count = Glibc.read(readingEnd, buffer.baseAddress, buffer.count)
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock(.read)
      default: return .reset(.last(.recv))
      }
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) -> StreamOutcome {
    guard writingEnd >= 0 else { return .reset(SystemError(.send, code: EPIPE)) }
    while true {
      let count = Glibc.write(writingEnd, bytes.baseAddress, bytes.count)
      if count >= 0 { return .bytes(count) }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock(.write)
      default: return .reset(.last(.send))
      }
    }
  }

  func finishWriting() {
    if writingEnd >= 0 { _ = Glibc.close(writingEnd) }
    writingEnd = -1
  }

  func close() {
    finishWriting()
    if readingEnd >= 0 { _ = Glibc.close(readingEnd) }
    readingEnd = -1
  }
}
