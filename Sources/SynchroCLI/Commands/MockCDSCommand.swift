import SynchroDigest
import SynchroMocks
import SynchroServer
import SynchroSystem
import SynchroText
import SynchroWire

/// `synchroscope mock cds`: the reference server.
enum MockCDSCommand {
  /// The clocks that can be chosen.
  enum ServerClock: String, CaseIterable, Sendable {
    case real
    case virtual
  }

  private static let port = Option(
    "port", short: "p", .number("N", in: 0...65_535),
    help: "where to listen on this machine; 0, the default, takes a free port")
  static let tls = Flag("tls", help: "serve HTTPS with a certificate made for this run")
  static let authority = Option(
    "ca", .file(), help: "where --tls writes the certificate that clients must trust")
  static let certificate = Option(
    "tls-cert", .file(), help: "serve HTTPS with this certificate chain (PEM)")
  static let key = Option("tls-key", .file(), help: "the private key of --tls-cert (PEM)")
  private static let data = Option(
    "data", .file(), help: "what to serve, instead of the reference data")
  // No completion: help would spell out hundreds of names.
  private static let defect = Option(
    "defect", .text("ID"), help: "a way to be wrong, see --list-defects",
    isRepeatable: true)
  private static let lifetime = Option(
    "lifetime", .duration("TIME"), help: "stop by itself after this time, such as 60s")
  private static let clock = Option(
    "clock", ValueKind<ServerClock>.choice("CLOCK"),
    help: "'virtual', the default, can be put forward by the operator; 'real' cannot")
  private static let randomSeed = Option(
    "seed", .number("N", in: 0...Int.max),
    help: "identifiers and secrets follow from N, so that runs can be repeated; not for the open")
  private static let state = Option(
    "state", .file(), help: "go on from this file if it exists, and save everything there")
  private static let operatorPort = Option(
    "operator-port", .number("N", in: 0...65_535),
    help:
      "listen to the server's operator there, on this machine; 0, the default, takes a free port")
  private static let operatorKey = Option(
    "operator-key", .text("KEY"), help: "what the operator must show; made up unless given")
  private static let delay = Option(
    "delay", .duration("TIME"), help: "hold each answer back so long, as a slow server does")
  private static let losses = Option(
    "losses", .number("PERCENT", in: 0...100),
    help: "reset so many of a hundred connections instead of answering")
  private static let rate = Option(
    "rate-limit", .number("N", in: 1...1_000_000),
    help: "answer N requests in a second; more get 429 with Retry-After")
  private static let form = Option(
    "format", ValueKind<ListCommand.OutputForm>.choice("FORM"), help: "how --list-defects prints")
  private static let withoutOperator = Flag(
    "no-operator", help: "let nobody act as the server's operator")
  private static let listing = Flag("list-defects", help: "list the defects and stop")
  private static let quiet = Flag("quiet", short: "q", help: "print nothing but the URL")

  static let spec = CommandSpec(
    "cds", summary: "Serve a Connected Data Specifications server",
    discussion: """
      The first line on standard output is the URL of the server; with --operator-port or
      --operator-key the second one is the URL of its operator and the key, parted by a space. A run
      on the same machine finds the operator by itself, and with it the test accounts. What to try next goes to
      standard error. The server stops when it is interrupted (SIGINT, SIGTERM) and after
      --lifetime; it leaves nothing behind but the files that it was told to write.

      Without --defect it does nothing that the specifications forbid. docs/reference-server.md
      tells what it serves and how to write data of one's own.
      """,
    flags: [tls, withoutOperator, listing, quiet],
    parameters: [
      port.spec, authority.spec, certificate.spec, key.spec, data.spec, state.spec, defect.spec,
      clock.spec, randomSeed.spec, operatorPort.spec, operatorKey.spec, delay.spec, losses.spec,
      rate.spec, lifetime.spec, form.spec,
    ],
    examples: [
      .init("synchroscope mock cds --port 8080", "plain HTTP on a port of one's own"),
      .init("synchroscope mock cds --tls --ca ca.pem", "HTTPS; clients trust ca.pem"),
      .init(
        "synchroscope mock cds --defect metadata-version-wrong",
        "a server that is wrong in one thing"
      ),
      .init(
        "synchroscope mock cds --clock virtual --operator-port 0",
        "time that can be put forward, and an operator"),
      .init("synchroscope mock cds --list-defects --format json", "everything that can be wrong"),
    ]
  ) { arguments, console throws(UsageError) in
    if arguments[listing] {
      let isJSON = arguments[form] == .json
      console.out.write(isJSON ? DefectList.json(CDSDefect.all) : DefectList.table(CDSDefect.all))
      return .success
    }
    guard let seed = try seed(at: arguments[data], console) else { return .usage }
    var configuration = CDSServer.Configuration(seed: seed)
    configuration.defects = try defects(arguments)
    configuration.server.address = .loopback(port: UInt16(arguments[port] ?? 0))
    configuration.server.lifetime = arguments[lifetime]
    configuration.server.tls = try tlsConfiguration(arguments)
    configuration.clock = CDSClock(arguments[clock] == .real ? .real : .virtual)
    configuration.randomSeed = arguments[randomSeed].map { UInt64($0) }
    configuration.conditions.delay = arguments[delay] ?? .zero
    configuration.conditions.lostPercent = Double(arguments[losses] ?? 0)
    configuration.conditions.requestsPerSecond = arguments[rate]
    configuration.operatorAccess = try operatorAccess(arguments)
    let server: CDSServer
    do throws(ServerError) {
      server = try CDSServer(configuration)
    } catch {
      throw .unusable(
        error.description,
        help: "choose another --port or --operator-port, or 0 for a free one; check --tls-cert")
    }
    let file = try arguments[state].map { path throws(UsageError) in
      try ServerStateFile(at: path, of: server.service)
    }
    let signals = StopSignals()
    console.out.write(server.baseURL + "\n")
    if let url = server.operatorURL, let access = configuration.operatorAccess {
      let isAskedFor = arguments[operatorPort] != nil || arguments[operatorKey] != nil
      if isAskedFor { console.out.write(url + " " + access.key + "\n") }
    }
    if !arguments[quiet] {
      console.err.write(hints(server, authority: arguments[authority], arguments))
    }
    let saving = file.map { file in Task { await file.keepSaving(to: console) } }
    await serve(server, until: signals)
    saving?.cancel()
    guard let problem = file?.save() else { return .success }
    console.tell(.unusable(problem, help: "give --state a path that can be written"))
    return .setupFault
  }

  private static func operatorAccess(
    _ arguments: ParsedArguments
  ) throws(UsageError) -> (address: SocketAddress, key: String)? {
    guard !arguments[withoutOperator] else {
      guard arguments[operatorPort] == nil, arguments[operatorKey] == nil else {
        throw .unusable(
          "'--no-operator' contradicts the other options of the operator", help: "leave it out")
      }
      return nil
    }
    let port = arguments[operatorPort] ?? 0
    let key: String
    do throws(CryptoError) {
      if let chosen = arguments[operatorKey] {
        key = chosen
      } else {
        key = try Randomness.secure.token(byteCount: 18)
      }
    } catch {
      throw .unusable("no key can be made: \(error)", help: "give --operator-key")
    }
    guard !key.isEmpty, !key.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) else {
      throw .unusable(
        "'--operator-key' must be visible ASCII characters without spaces", help: "choose another")
    }
    return (.loopback(port: UInt16(port)), key)
  }

  /// Serves until a signal or the lifetime ends it.
  private static func serve(_ server: CDSServer, until signals: StopSignals) async {
    let arrivals = signals.arrivals
    await withTaskGroup { group in
      group.addTask { await server.ended() }
      group.addTask {
        for await _ in arrivals {
          await server.stop()
          break
        }
      }
      await group.next()
      group.cancelAll()
    }
    signals.cancel()
  }

  private static func defects(_ arguments: ParsedArguments) throws(UsageError) -> [CDSDefect] {
    var found: [CDSDefect] = []
    for name in arguments.all(defect) {
      guard let defect = CDSDefect.named(name) else {
        let near = NearestName.find(name, among: CDSDefect.all.map(\.id))
        throw .unusable(
          "there is no defect '\(name)'",
          help: near.map { "did you mean '\($0)'?" } ?? "--list-defects shows them all")
      }
      guard arguments[tls] || arguments[certificate] != nil || !defect.needsTLS else {
        throw .unusable("'\(name)' shows only over https", help: "add --tls")
      }
      found.append(defect)
    }
    return found
  }

  /// What is served; nil after saying what is wrong with it.
  private static func seed(
    at path: String?, _ console: Console
  ) throws(UsageError) -> CDSSeed? {
    let source = try path.map { path throws(UsageError) in try console.source(path) }
    do throws(SeedError) {
      guard let source else { return try CDSSeed.reference() }
      return try CDSSeed(reading: source)
    } catch {
      let renderer = DiagnosticRenderer(style: console.err.style)
      for diagnostic in error.diagnostics {
        console.err.write(renderer.render(diagnostic, in: error.source))
      }
      return nil
    }
  }

  // MARK: - Words

  private static func hints(
    _ server: CDSServer, authority: String?, _ arguments: ParsedArguments
  ) -> String {
    var trust = ""
    if server.baseURL.hasPrefix("https") {
      trust = authority.map { "--cacert \($0) " } ?? "--insecure "
    }
    var text = "try: curl \(trust)\(server.metadataURL)\n"
    text += "     curl \(trust)'\(server.baseURL)/docs'\n"
    if trust.isEmpty {
      text += "     synchroscope run cds/discovery --target \(server.baseURL)\n"
    }
    if arguments[tls], authority == nil {
      text += "     '--ca FILE' writes the certificate that clients must trust\n"
    }
    if let url = server.operatorURL {
      text += "     curl -H 'Authorization: Bearer KEY' \(url)   # what the operator can do\n"
      text += "     [hooks] of a target file: operator api = \(url)\n"
    }
    let defects = server.defects
    if defects.isEmpty {
      text += "     'synchroscope mock cds --list-defects' shows how it can be made wrong\n"
    }
    for defect in defects { text += "wrong on purpose: \(defect.id): \(defect.words)\n" }
    return text + "Ctrl-C stops the server\n"
  }
}
