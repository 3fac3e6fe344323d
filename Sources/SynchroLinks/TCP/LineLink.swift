import SynchroSystem
public import SynchroWire

/// A link of lines over TCP, plain or under TLS (T2): listening, which devices behind a router need, or
/// calling.
public final class LineLink: Link {
  /// What it is, for reports.
  public let name: String
  /// Where it listens, with the port that the kernel chose; nil when it calls.
  public let address: SocketAddress?
  private let hub: LineHub
  private let work: Work

  private enum Work: Sendable {
    case listening(LineListener)
    case calling(LineCaller)
  }

  /// Listens; peers are taken from the start of the link on.
  public init(
    listeningAt address: SocketAddress = .loopback(), tls: TLSServerConfiguration? = nil,
    limits: LinkLimits = LinkLimits(), security: LinkSecurity = .none
  ) throws(LinkFault) {
    let context: TLSContext?
    do throws(TLSFault) {
      context = try tls.map { tls throws(TLSFault) in
        var tls = tls
        tls.protocols = []
        return try TLSContext(server: tls)
      }
    } catch {
      throw .tls(error)
    }
    hub = LineHub(limits: limits, security: security)
    do throws(SystemError) {
      let listener = try Listener(at: address)
      self.address = listener.address
      name = "tcp \(listener.address)"
      let door = LineListener(listener, context, hub, limits)
      hub.companion = door
      work = .listening(door)
    } catch {
      throw .system(error)
    }
  }

  /// Calls a host by name or address; tries again until somebody listens there, for as long as an opening
  /// may take.
  public init(
    calling host: String, port: UInt16, tls: TLSClientConfiguration? = nil,
    limits: LinkLimits = LinkLimits(), security: LinkSecurity = .none
  ) throws(LinkFault) {
    let context: TLSContext?
    do throws(TLSFault) {
      context = try tls.map { tls throws(TLSFault) in
        var tls = tls
        tls.protocols = []
        return try TLSContext(client: tls)
      }
    } catch {
      throw .tls(error)
    }
    hub = LineHub(limits: limits, security: security)
    address = nil
    name = "tcp to \(host):\(port)"
    let caller = LineCaller(host, port, context, hub, limits)
    hub.companion = caller
    work = .calling(caller)
  }

  deinit {
    close()
  }

  /// Takes connections from now on, or calls.
  public func start(on loop: LinkLoop, deliver: @escaping @Sendable (LinkEvent) -> Void) {
    hub.start(on: loop, deliver: deliver) { [hub, work] reactor in
      withExtendedLifetime(hub) {
        switch work {
        case .listening(let listener): listener.begin(reactor)
        case .calling(let caller): caller.begin(reactor)
        }
      }
    }
  }

  /// Queues a message for a peer.
  @discardableResult
  public func send(_ message: OutgoingMessage, to peer: LinkPeer?) -> SendOutcome {
    hub.send(message, to: peer)
  }

  /// Takes no more connections, and ends those that there are in order.
  public func close() {
    hub.post { [hub, work] _ in
      withExtendedLifetime(hub) {
        switch work {
        case .listening(let listener): listener.finish()
        case .calling(let caller): caller.finish()
        }
      }
    }
  }
}

/// Facts of a connection, asked for once it is ready.
func streamFacts(_ stream: ByteStream, place: String) -> PeerFacts {
  let leaf = stream.tlsFacts?.peerChain.first
  return PeerFacts(place: place, certificate: leaf?.subject)
}
