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
        let inward = try Pipe()
        let outward = try Pipe()
        try Socket.makeNonBlocking(inward.reading.raw)
        try Socket.makeNonBlocking(outward.writing.raw)
        let (reading, inwardEnd) = inward.released()
        let (outwardEnd, writing) = outward.released()
        try StreamPump(from: streams.input, to: inwardEnd, closing: inwardEnd).start()
        try StreamPump(from: outwardEnd, to: streams.output, closing: outwardEnd).start()
        let endpoint = PipeEndpoint(
          reading: Descriptor(owning: reading), writing: Descriptor(owning: writing))
        hub.adopt(endpoint) { PeerFacts(place: "stdio") }
      } catch {
        hub.over(LinkEnd(.reset(error)))
      }
    }
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
private final class StreamPump: Sendable {
  private let source: Int32
  private let sink: Int32
  private let owned: Int32

  init(from source: Int32, to sink: Int32, closing owned: Int32) {
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
      _ = Glibc.close(owned)
      throw error
    }
  }

  fileprivate func run() {
    SystemThread.nameCurrent("stdio")
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(source, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0, write(buffer[..<count]) else { break }
    }
    _ = Glibc.close(owned)
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
