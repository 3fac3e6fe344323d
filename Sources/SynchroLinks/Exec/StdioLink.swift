import CSynchroPosix
import Glibc
import SynchroSystem
import SynchroWire

/// The other end of an ``ExecLink``: our own standard input and output, a message a line (T1).
///
/// Two threads carry the octets, because standard streams may be files, terminals or pipes that are shared
/// with others, which no loop can wait on.
public final class StdioLink: Link {
  /// What it is, for reports.
  public let name = "stdio"
  private let hub: LineHub
  private let streams: (input: Int32, output: Int32)

  /// A link over two open descriptors; the standard ones unless others are given.
  public init(
    input: Int32 = 0, output: Int32 = 1, limits: LinkLimits = LinkLimits(),
    security: LinkSecurity = .none
  ) {
    hub = LineHub(limits: limits, security: security)
    streams = (input, output)
  }

  deinit {
    close()
  }

  /// Begins to read and write.
  public func start(on loop: LinkLoop, deliver: @escaping @Sendable (LinkEvent) -> Void) {
    hub.start(on: loop, deliver: deliver) { [hub, streams] _ in
      hub.peerEnded = { [unowned hub] _, reason in
        // The end of standard input is how a harness says that it has finished.
        hub.over(LinkEnd(reason == .closedByPeer ? .finished : reason))
      }
      do throws(SystemError) {
        let endpoint = try Self.endpoint(input: streams.input, output: streams.output)
        hub.adopt(endpoint) { PeerFacts(place: "stdio") }
      } catch {
        hub.over(LinkEnd(.reset(error)))
      }
    }
  }

  /// Two pipes, and the threads that carry octets between them and the streams.
  static func endpoint(
    input: Int32, output: Int32,
    starting start: (StreamPump) throws(SystemError) -> Void = { pump throws(SystemError) in
      try pump.start()
    }
  ) throws(SystemError) -> PipeEndpoint {
    let inward = try Pipe()
    let outward = try Pipe()
    try Socket.makeNonBlocking(inward.reading.raw)
    try Socket.makeNonBlocking(outward.writing.raw)
    let (reading, inwardEnd) = inward.released()
    let (outwardEnd, writing) = outward.released()
    // Each end has an owner that closes it, whatever fails.
    let endpoint = PipeEndpoint(
      reading: Descriptor(owning: reading), writing: Descriptor(owning: writing))
    let reader = StreamPump(from: input, to: inwardEnd, closing: Descriptor(owning: inwardEnd))
    let writer = StreamPump(from: outwardEnd, to: output, closing: Descriptor(owning: outwardEnd))
    // A writer without a reader ends with its pipe; a reader would wait for its stream.
    try start(writer)
    try start(reader)
    return endpoint
  }

  /// Queues a message; there is one peer.
  @discardableResult
  public func send(_ message: OutgoingMessage, to peer: LinkPeer?) -> SendOutcome {
    hub.send(message, to: peer)
  }

  /// Writes what is queued and ends.
  public func close() {
    hub.post { [hub] _ in hub.finishAll() }
  }
}

/// A thread that carries octets from one descriptor to another until either ends.
final class StreamPump: Sendable {
  let source: Int32
  let sink: Int32
  /// Closed with the thread, or when there is none.
  private let owned: Descriptor

  init(from source: Int32, to sink: Int32, closing owned: consuming Descriptor) {
    self.source = source
    self.sink = sink
    self.owned = owned
  }

  func start() throws(SystemError) {
    let retained = Unmanaged.passRetained(self)
    do throws(SystemError) {
      try SystemThread(argument: retained.toOpaque(), runPump).detach()
    } catch {
      retained.release()
      throw error
    }
  }

  fileprivate func run() {
    SystemThread.nameCurrent("stdio")
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(source, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0, write(buffer[..<count]) else { return }
    }
  }

  private func write(_ octets: ArraySlice<UInt8>) -> Bool {
    var rest = octets
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(sink, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

private func runPump(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument { Unmanaged<StreamPump>.fromOpaque(argument).takeRetainedValue().run() }
  return nil
}
