import Glibc
import SynchroDevices
import SynchroDigest
import SynchroHTTP
import SynchroLinks
import SynchroPXB
import SynchroServer
import SynchroWire

/// How a harness reaches reference devices: the options, and the link that they make.
struct DeviceDoor {
  static let stdio = Flag(
    "stdio", help: "speak over standard input and output, as an adapter that a harness starts")
  static let listen = Option(
    "listen", .number("PORT", in: 0...65_535),
    help: "lines over TCP on this machine; 0, the default, takes a free port")
  static let http = Option(
    "http", .number("PORT", in: 0...65_535),
    help: "HTTP on this machine; 0 takes a free port")
  static let connect = Option(
    "connect", .text("HOST:PORT"), help: "call a harness that listens for lines over TCP")
  static let key = Option(
    "key-env", .text("NAME"),
    help: "the variable that holds the key of message codes, as NAME:HEXADECIMAL")

  let link: any Link
  /// Where it is reached; nil where it cannot be called.
  let place: String?

  init(_ arguments: ParsedArguments, _ security: LinkSecurity) throws(UsageError) {
    let chosen = [
      arguments[Self.stdio], arguments[Self.listen] != nil, arguments[Self.http] != nil,
      arguments[Self.connect] != nil,
    ]
    guard chosen.count(where: \.self) <= 1 else {
      throw .unusable(
        "only one of '--stdio', '--listen', '--http' and '--connect' can be chosen",
        help: "start another 'mock device' for the other one")
    }
    do throws(LinkFault) {
      if arguments[Self.stdio] {
        link = StdioLink(security: security)
        place = nil
      } else if let port = arguments[Self.http] {
        var server = ServerConfiguration()
        server.address = .loopback(port: UInt16(port))
        let pair = try PairLink(PairConfiguration(serving: server), security: security)
        link = pair
        place = pair.origin?.description
      } else if let target = arguments[Self.connect] {
        let (host, port) = try Self.parts(target)
        link = try LineLink(calling: host, port: port, security: security)
        place = nil
      } else {
        let port = UInt16(arguments[Self.listen] ?? 0)
        let lines = try LineLink(listeningAt: .loopback(port: port), security: security)
        link = lines
        place = lines.address?.description
      }
    } catch {
      throw .unusable(error.description, help: "choose another port, or 0 for a free one")
    }
  }

  private static func parts(_ target: String) throws(LinkFault) -> (String, UInt16) {
    let parts = target.split(separator: ":", omittingEmptySubsequences: false)
    let host = parts.dropLast().joined(separator: ":").filter { $0 != "[" && $0 != "]" }
    guard let last = parts.last, let port = UInt16(last), port > 0, !host.isEmpty else {
      throw .unusable("'\(target)' is no HOST:PORT")
    }
    return (host, port)
  }

  /// Codes on messages, when there is a key: whoever has it may speak for everybody.
  static func security(
    _ arguments: ParsedArguments, _ model: DeviceModel, isVirtual: Bool
  ) throws(UsageError) -> LinkSecurity {
    guard let name = arguments[key] else { return .none }
    guard let value = getenv(name).map({ String(cString: $0) }) else {
      throw .unusable("there is no variable '\(name)'", help: "set it to NAME:HEXADECIMAL")
    }
    let parts = value.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let octets = try? Hex.decode(String(parts[1])), octets.count >= 16,
      let key = MessageKey(
        id: String(parts[0]), secret: Secret(octets, label: Secret.Label("message-key")))
    else {
      throw .unusable(
        "the variable '\(name)' holds no key",
        help: "it is to be NAME:HEXADECIMAL, with 32 or more digits")
    }
    var rights = Entitlements()
    rights.allow(key.id, .session)
    for actor in model.roles.keys { rights.allow(key.id, .actor(actor)) }
    return LinkSecurity(
      key: key, accepted: [key], entitlements: rights, mode: isVirtual ? .virtual : .real)
  }
}
