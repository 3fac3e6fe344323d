import SynchroDigest
import SynchroHTTP
public import SynchroLinks
import SynchroPXB
public import SynchroRunner
import SynchroServer
import SynchroSystem
import SynchroTransport
import SynchroWire

/// Makes the links to a device that a target file describes.
public struct DeviceLinks: Sendable {
  /// The links of one connection.
  struct Set: Sendable {
    let attachments: [LinkAttachment]
    /// Where we listen, for whoever has to call.
    let places: [String]

    /// The places of the links that carry orders alone.
    var controlLinks: Swift.Set<Int> {
      Swift.Set(attachments.indices.filter { attachments[$0].carries == .control })
    }
  }

  /// How much the device may make us hold or do.
  public var limits = LinkLimits()
  /// How a program is ended that goes on after its input.
  public var patience = ExecLink.Patience()
  /// The device.
  public let device: DeviceTarget
  private let target: TargetFile
  private let secrets: ResolvedSecrets
  private let isVirtual: Bool

  /// Links for a target that is a device; `isVirtual` tells how replays of messages are known.
  public init(_ device: DeviceTarget, of target: TargetFile, secrets: ResolvedSecrets) {
    self.device = device
    self.target = target
    self.secrets = secrets
    isVirtual = device.time == .virtual
  }

  /// The commands that do what the device's control channel cannot.
  var hooks: DeviceHooks { DeviceHooks(of: target, secrets: secrets) }

  /// Whether the device calls us.
  var isCalled: Bool {
    switch device.way {
    case .listen: true
    case .http(let calling, _): calling == nil
    case .exec, .connect: false
    }
  }

  /// Whether orders and other messages travel on separate ways and could overtake each other.
  var isApart: Bool {
    if case .http = device.way { return true }
    return device.control != nil
  }

  /// The links of a new connection, not started.
  func make() throws(LiveFault) -> Set {
    var places: [String] = []
    let cargo: LinkAttachment.Cargo = device.control == nil ? .all : .traffic
    let traffic = try link(
      device.way, try security(device.trafficKey, "traffic key"), places: &places)
    var attachments = [LinkAttachment(traffic, carries: cargo)]
    if let control = device.control {
      let way: DeviceTarget.Way
      switch control {
      case .connect(let place): way = .connect(place)
      case .listen(let place): way = .listen(place)
      case .http(let url): way = .http(calling: url, serving: nil)
      }
      let link = try link(
        way, try security(device.controlKey ?? device.trafficKey, "control key"), isControl: true,
        places: &places)
      attachments.append(LinkAttachment(link, carries: .control))
    }
    return Set(attachments: attachments, places: places)
  }

  private func link(
    _ way: DeviceTarget.Way, _ security: LinkSecurity, isControl: Bool = false,
    places: inout [String]
  ) throws(LiveFault) -> any Link {
    do throws(LinkFault) {
      switch way {
      case .exec(let command):
        return ExecLink(
          try exec(command), patience: patience, limits: limits, security: security)
      case .connect(let place):
        let tls = device.isSecure ? try clientTLS() : nil
        return try LineLink(
          calling: place.host, port: place.port, tls: tls, limits: limits, security: security)
      case .listen(let place):
        let tls = device.isSecure ? try serverTLS() : nil
        guard let address = SocketAddress(place.host, port: place.port) else {
          throw .unusable("'\(place.host)' is no address of this machine")
        }
        let link = try LineLink(
          listeningAt: address, tls: tls, limits: limits, security: security)
        if let address = link.address { places.append("\(address)") }
        return link
      case .http(let calling, let serving):
        let link = try PairLink(
          try pair(calling, serving, isControl: isControl), limits: limits, security: security)
        if let origin = link.origin { places.append("\(origin)") }
        return link
      }
    } catch {
      throw .unusable(error.description, help: "see the section [device] of the target file")
    }
  }

  private func exec(_ command: HookCommand) throws(LinkFault) -> ExecCommand {
    var variables: [String: String] = [:]
    for name in command.secrets {
      guard let secret = secrets.values[name] else {
        throw .unusable(
          secrets.problems.first { $0.name == name }?.sentence ?? "the secret '\(name)' is missing")
      }
      variables[HookCommand.variable(ofSecret: name)] =
        secret.revealText(for: "the command that starts the device")
    }
    return ExecCommand(
      "/bin/sh", ["-c", command.shell], environment: variables,
      folder: target.folder.isEmpty ? nil : target.folder)
  }

  private func pair(
    _ calling: URI?, _ serving: DeviceTarget.Place?, isControl: Bool
  ) throws(LinkFault) -> PairConfiguration {
    var configuration = PairConfiguration()
    if let origin = calling?.origin {
      configuration.calling = Destination(origin, tls: try clientTLS())
    }
    if let serving {
      guard let address = SocketAddress(serving.host, port: serving.port) else {
        throw .unusable("'\(serving.host)' is no address of this machine")
      }
      var server = ServerConfiguration()
      server.address = address
      if device.isSecure { server.tls = try serverTLS() }
      configuration.serving = server
    }
    // It is started when we say where we are.
    if calling != nil, serving != nil { configuration.patience = .seconds(30) }
    // What comes of an order is the answer to it; nothing else comes that way.
    configuration.asks = serving == nil && !isControl
    return configuration
  }

  // MARK: - Trust

  private var identity: TLSIdentity? {
    get throws(LinkFault) {
      guard let certificate = target.clientCertificate else { return nil }
      do throws(SystemError) {
        return try TLSIdentity(chainFile: certificate.chainFile, keyFile: certificate.keyFile)
      } catch {
        throw .unusable("'client certificate' cannot be read: \(error)")
      }
    }
  }

  private var trust: TLSTrust {
    get throws(LinkFault) {
      switch target.trust {
      case .system: .system
      case .file(let path): .file(path)
      case .fingerprint:
        throw .unusable("a device cannot be trusted by a fingerprint; write 'trust: file PATH'")
      }
    }
  }

  private func clientTLS() throws(LinkFault) -> TLSClientConfiguration {
    var tls = TLSClientConfiguration()
    tls.identity = try identity
    tls.trust = try trust
    return tls
  }

  private func serverTLS() throws(LinkFault) -> TLSServerConfiguration {
    guard let identity = try identity else {
      throw .unusable(
        "to listen under TLS takes a certificate: write 'client certificate: CHAIN, KEY'")
    }
    var tls = TLSServerConfiguration(identity: identity)
    if case .file = target.trust { tls.clientCertificates = .required(try trust) }
    return tls
  }

  /// Codes on messages, when there is a key: whoever has it may speak for everybody.
  private func security(
    _ template: SecretTemplate?, _ field: String
  ) throws(LiveFault) -> LinkSecurity {
    guard let template else { return .none }
    guard let text = secrets.fill(template) else {
      let problem = secrets.problems.first { template.secretNames.contains($0.name) }
      throw .unusable(
        problem?.sentence ?? "the secret of '\(field)' is missing",
        help: problem?.nextStep ?? "define it below [secret NAME]")
    }
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let octets = try? Hex.decode(String(parts[1])), octets.count >= 16,
      let key = MessageKey(
        id: String(parts[0]), secret: Secret(octets, label: Secret.Label("message-key")))
    else {
      throw .unusable(
        "the secret of '\(field)' holds no key",
        help: "it is to be NAME:HEXADECIMAL, with 32 or more digits")
    }
    var rights = Entitlements()
    rights.allow(key.id, .everybody)
    return LinkSecurity(
      key: key, accepted: [key], entitlements: rights, mode: isVirtual ? .virtual : .real)
  }
}
