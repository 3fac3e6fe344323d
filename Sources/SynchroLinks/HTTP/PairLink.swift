public import SynchroHTTP
import SynchroPXB
import SynchroServer
import SynchroSystem
import SynchroTransport
import SynchroWire

/// A link of HTTP requests (T3): `POST /pxb/v1/messages` and `/pxb/v1/ctl`, `GET /pxb/v1/inbox` and
/// `/pxb/v1/capability`.
///
/// Either side may be the harness. Messages keep their order: there is one request at a time for traffic, and
/// one for the control channel.
public final class PairLink: Link {
  /// What it is, for reports.
  public let name: String
  /// Where it serves, such as `http://127.0.0.1:4711`; nil when it does not.
  public let origin: Origin?
  private let core: PairCore
  private let server: HTTPServer?

  /// Starts the server, if there is one; it refuses everything until the link is started.
  public init(
    _ configuration: PairConfiguration, limits: LinkLimits = LinkLimits(),
    security: LinkSecurity = .none
  ) throws(LinkFault) {
    guard configuration.serving != nil || configuration.calling != nil else {
      throw .unusable("an HTTP pair needs somewhere to serve or somebody to call")
    }
    let core = PairCore(configuration, limits, security)
    self.core = core
    if configuration.calling != nil {
      do throws(SystemError) {
        var options = HTTPClient.Options()
        options.threadName = "pxb-client"
        core.client = try HTTPClient(options: options)
      } catch {
        throw .system(error)
      }
    }
    guard var serving = configuration.serving else {
      server = nil
      origin = nil
      name = "http to \(configuration.calling?.origin.description ?? "")"
      return
    }
    // One thread keeps the messages of a connection, and of one client at a time, in order.
    serving.workers = 1
    serving.limits.bodyBytes = PairConfiguration.contentOctets
    serving.maximumConnections = min(serving.maximumConnections, limits.peers)
    serving.idleTimeout = max(serving.idleTimeout, .seconds(90))
    do throws(ServerError) {
      let server = try HTTPServer(serving) { [core] request in core.answer(request) }
      self.server = server
      let origin = Origin(
        scheme: serving.tls == nil ? "http" : "https", host: server.address.host,
        port: Int(server.address.port))
      self.origin = origin
      core.server = server
      name = "http \(origin)"
    } catch {
      throw .server(error)
    }
  }

  deinit {
    close()
  }

  /// Serves and calls from now on.
  public func start(on loop: LinkLoop, deliver: @escaping @Sendable (LinkEvent) -> Void) {
    core.start(on: loop, deliver: deliver)
  }

  /// Queues a message, to be posted or to be asked for.
  @discardableResult
  public func send(_ message: OutgoingMessage, to peer: LinkPeer?) -> SendOutcome {
    core.send(message, to: peer)
  }

  /// Posts what is queued, and ends the server and the client.
  public func close() {
    core.post { core, _ in core.finish() }
  }
}
