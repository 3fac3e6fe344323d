internal import SynchroHTTP

/// One TCP connection or proxy tunnel to be opened.
struct OpenRequest {
  /// The target's name or address, without brackets.
  var host: String
  var port: UInt16
  var proxy: Proxy
  /// Addresses to use instead of asking for the name's; empty to ask.
  var pins: [String]
  var family: AddressFamily
  /// The time for name, TCP and tunnel together.
  var timeout: Duration

  init(_ request: ExchangeRequest) {
    let destination = request.destination
    host = destination.host
    port = UInt16(clamping: destination.origin.port)
    proxy = destination.proxy
    pins = destination.pins
    family = destination.family
    timeout = request.options.connectTimeout
  }

  /// Host and port as they may stand in a URL.
  var authority: String? {
    Self.bracketed(host).map { "\($0):\(port)" }
  }

  /// A name as it is, an IPv6 address in brackets, nil for anything else.
  static func bracketed(_ host: String) -> String? {
    let bytes = host.utf8
    guard !bytes.isEmpty, bytes.count <= 255 else { return nil }
    if bytes.contains(UInt8(ascii: ":")) {
      let isAddress = bytes.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
          UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: ":"), UInt8(ascii: "."):
          true
        default: false
        }
      }
      return isAddress ? "[\(host)]" : nil
    }
    let isName = bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        true
      default: false
      }
    }
    return isName ? host : nil
  }
}

/// Which kind of address to use for a target that has both.
public enum AddressFamily: Sendable, Hashable {
  /// Both, raced against each other (RFC 8305).
  case any
  /// IPv4 only.
  case ipv4
  /// IPv6 only.
  case ipv6
}
