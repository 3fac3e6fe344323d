import SynchroHTTP
public import SynchroServer
import SynchroTiming
public import SynchroWire

/// The reference CDS server on a port: complete, conformant, and wrong on demand.
public final class CDSServer: Sendable {
  /// How a server is started.
  public struct Configuration: Sendable {
    /// What its answers meet with on their way.
    public var conditions = FieldConditions()
    /// Where it listens, whom it serves for how long, and TLS.
    public var server = ServerConfiguration()
    /// What it starts with.
    public var seed: CDSSeed
    /// What it does wrong.
    public var defects: [CDSDefect] = []
    /// The time it lives in.
    public var clock = CDSClock()
    /// What identifiers and secrets follow from; nil for ones that nobody can foresee.
    public var randomSeed: UInt64?
    /// Where its operator is heard, and the key that the operator shows; nil for a server without.
    public var operatorAccess: (address: SocketAddress, key: String)?

    /// Plain HTTP on a free loopback port, with this seed and no defects.
    public init(seed: CDSSeed) {
      self.seed = seed
      // Messages may carry ten megabytes (CDS-WG1-02, section 6.9); nothing else is that long.
      server.limits.bodyBytes = 16 << 20
      server.bodyLimit = { CDSEndpoint.bodyLimit(at: $0.path) }
      server.maximumConnections = 512
    }
  }

  /// The endpoints, which can also be asked without a socket.
  public let service: CDSService
  /// Where the server is, without a slash at the end: `http://127.0.0.1:8080`.
  public let baseURL: String
  /// Where its operator is heard, if at all: `http://127.0.0.1:8081/operator`.
  public let operatorURL: String?
  private let server: HTTPServer
  private let operatorServer: HTTPServer?

  /// Starts a server; it serves until it is stopped or dropped.
  public init(_ configuration: Configuration) throws(ServerError) {
    let service = CDSService(
      seed: configuration.seed, defects: configuration.defects, clock: configuration.clock,
      randomSeed: configuration.randomSeed)
    let declaration = OperatorDeclaration()
    let answer: @Sendable (ServerRequest) -> ServerReply = { request in
      let reply = service.reply(to: CDSRequest(request, address: service.address))
      return request.head.path == CDSSeed.declarationPath ? declaration.completing(reply) : reply
    }
    let server: HTTPServer
    if configuration.conditions.isFair {
      server = try HTTPServer(configuration.server, handler: answer)
    } else {
      let weather = FieldWeather(
        configuration.conditions, seed: configuration.randomSeed ?? .random(in: .min ... .max))
      server = try HTTPServer(configuration.server) { request in
        weather.refusal(at: SystemTime().wallTime.seconds) ?? weather.weathered(answer(request))
      }
    }
    service.address = server.address.description
    self.service = service
    self.server = server
    operatorServer = try configuration.operatorAccess.map { access throws(ServerError) in
      try Self.operatorServer(of: service, access.address, access.key)
    }
    operatorURL = operatorServer.map { "http://" + $0.address.description + CDSOperator.path }
    if let url = operatorURL, let key = configuration.operatorAccess?.key {
      declaration.announce(url: url, key: key)
    }
    baseURL =
      (configuration.server.tls == nil ? "http://" : "https://")
      + server.address.description
  }

  /// The operator is heard by plain HTTP on this machine, whatever the server itself speaks.
  private static func operatorServer(
    of service: CDSService, _ address: SocketAddress, _ key: String
  ) throws(ServerError) -> HTTPServer {
    var configuration = ServerConfiguration()
    configuration.address = address
    configuration.workers = 1
    configuration.limits.bodyBytes = 16 << 20
    configuration.maximumConnections = 32
    let operatorAPI = CDSOperator(of: service, key: key)
    return try HTTPServer(configuration) { request in
      operatorAPI.reply(to: CDSRequest(request, address: "localhost"))
    }
  }

  /// Where it listens.
  public var address: SocketAddress { server.address }

  /// The URL of the metadata object that everything else is found from.
  public var metadataURL: String { baseURL + CDSSeed.wellKnownPath }

  /// What it does wrong; may be changed between any two requests.
  public var defects: [CDSDefect] {
    get { service.defects }
    set { service.defects = newValue }
  }

  /// Stops gracefully: takes no more connections, finishes what has begun, closes.
  public func stop(within limit: Duration = .seconds(5)) async {
    await operatorServer?.stop(within: limit)
    await server.stop(within: limit)
  }

  /// Returns when the server has stopped, whoever stopped it.
  public func ended() async { await server.ended() }
}
