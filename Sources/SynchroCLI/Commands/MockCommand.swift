import Glibc
import SynchroMocks
import SynchroServer
import SynchroSystem
import SynchroText
import SynchroWire

/// `synchroscope mock`: reference implementations to try clients and checkers on.
enum MockCommand {
  static let spec = CommandSpec(
    "mock", summary: "Serve a reference implementation, right or wrong on demand",
    examples: [.init("synchroscope mock cds", "a Connected Data Specifications server")],
    subcommands: [cds])

  private static let port = Option(
    "port", short: "p", .number("N", in: 0...65_535),
    help: "where to listen on this machine; 0, the default, takes a free port")
  private static let tls = Flag("tls", help: "serve HTTPS with a certificate made for this run")
  private static let authority = Option(
    "ca", .file(), help: "where --tls writes the certificate that clients must trust")
  private static let certificate = Option(
    "tls-cert", .file(), help: "serve HTTPS with this certificate chain (PEM)")
  private static let key = Option("tls-key", .file(), help: "the private key of --tls-cert (PEM)")
  private static let data = Option(
    "data", .file(), help: "what to serve, instead of the reference data")
  // No completion: help would spell out hundreds of names.
  private static let defect = Option(
    "defect", .text("ID"), help: "a way to be wrong, see --list-defects",
    isRepeatable: true)
  private static let lifetime = Option(
    "lifetime", .duration("TIME"), help: "stop by itself after this time, such as 60s")
  private static let listing = Flag("list-defects", help: "list the defects and stop")
  private static let quiet = Flag("quiet", short: "q", help: "print nothing but the URL")

  private static let cds = CommandSpec(
    "cds", summary: "Serve a Connected Data Specifications server",
    discussion: """
      The first line on standard output is the URL of the server; what to try next goes to standard
      error. The server stops when it is interrupted (SIGINT, SIGTERM), after --lifetime, and never
      leaves anything behind.

      Without --defect it does nothing that the specifications forbid. docs/reference-server.md
      tells what it serves and how to write data of one's own.
      """,
    flags: [tls, listing, quiet],
    parameters: [
      port.spec, authority.spec, certificate.spec, key.spec, data.spec, defect.spec,
      lifetime.spec,
    ],
    examples: [
      .init("synchroscope mock cds --port 8080", "plain HTTP on a port of one's own"),
      .init("synchroscope mock cds --tls --ca ca.pem", "HTTPS; clients trust ca.pem"),
      .init(
        "synchroscope mock cds --defect metadata-version-wrong",
        "a server that is wrong in one thing"
      ),
      .init("synchroscope mock cds --list-defects", "everything that can be wrong"),
    ]
  ) { arguments, console throws(UsageError) in
    if arguments[listing] {
      console.out.write(DefectList.table(CDSDefect.all))
      return .success
    }
    guard let seed = seed(at: arguments[data], console) else { return .usage }
    var configuration = CDSServer.Configuration(seed: seed)
    configuration.defects = try defects(arguments)
    configuration.server.address = .loopback(port: UInt16(arguments[port] ?? 0))
    configuration.server.lifetime = arguments[lifetime]
    configuration.server.tls = try tlsConfiguration(arguments)
    let server: CDSServer
    do throws(ServerError) {
      server = try CDSServer(configuration)
    } catch {
      throw .unusable(
        error.description, help: "choose another --port, or 0 for a free one; check --tls-cert")
    }
    console.out.write(server.baseURL + "\n")
    if !arguments[quiet] {
      console.err.write(hints(server, authority: arguments[authority], arguments))
    }
    await serve(server)
    return .success
  }

  /// Serves until a signal or the lifetime ends it.
  private static func serve(_ server: CDSServer) async {
    let signals = StopSignals()
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

  private static func seed(at path: String?, _ console: Console) -> CDSSeed? {
    let style = console.err.style
    do throws(SeedError) {
      guard let path else { return try CDSSeed.reference() }
      switch console.read(path) {
      case .success(let bytes):
        return try CDSSeed(
          reading: SourceText(name: path == "-" ? "<stdin>" : path, bytes: bytes))
      case .failure(let fault):
        console.err.write(
          UsageError.unusable(fault.message, help: fault.help).rendered(for: "", style: style))
      }
    } catch {
      for diagnostic in error.diagnostics {
        console.err.write(DiagnosticRenderer(style: style).render(diagnostic, in: error.source))
      }
    }
    return nil
  }

  // MARK: - TLS

  private static func tlsConfiguration(
    _ arguments: ParsedArguments
  ) throws(UsageError) -> TLSServerConfiguration? {
    switch (arguments[certificate], arguments[key]) {
    case (let chain?, let key?):
      do throws(SystemError) {
        return TLSServerConfiguration(identity: try TLSIdentity(chainFile: chain, keyFile: key))
      } catch {
        throw .unusable(
          "'\(chain)' or '\(key)' cannot be read: \(error)", help: "check both paths")
      }
    case (.some, nil): throw .missing("'--tls-key'", help: "name the key of --tls-cert")
    case (nil, .some): throw .missing("'--tls-cert'", help: "name the certificate of --tls-key")
    case (nil, nil): break
    }
    guard arguments[tls] else {
      guard arguments[authority] == nil else {
        throw .unusable("'--ca' has no use without '--tls'", help: "add --tls")
      }
      return nil
    }
    let made: (authority: ThrowawayAuthority, identity: TLSIdentity)
    do throws(TLSFault) {
      let fresh = try ThrowawayAuthority()
      made = (fresh, try fresh.issue())
    } catch {
      throw .unusable("no certificate can be made: \(error)", help: "give --tls-cert and --tls-key")
    }
    if let path = arguments[authority] { try write(made.authority.certificate.pem, to: path) }
    return TLSServerConfiguration(identity: made.identity)
  }

  private static func write(_ text: String, to path: String) throws(UsageError) {
    let raw = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard raw >= 0 else { throw unwritable(path) }
    let file = Output(descriptor: raw)
    file.write(text)
    guard close(raw) == 0, file.fault == nil else { throw unwritable(path) }
  }

  private static func unwritable(_ path: String) -> UsageError {
    .unusable(
      "'\(path)' cannot be written: \(String(cString: strerror(errno)))",
      help: "check that the folder exists and may be written")
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
    let defects = server.defects
    if defects.isEmpty {
      text += "     'synchroscope mock cds --list-defects' shows how it can be made wrong\n"
    }
    for defect in defects { text += "wrong on purpose: \(defect.id): \(defect.words)\n" }
    return text + "Ctrl-C stops the server\n"
  }
}
