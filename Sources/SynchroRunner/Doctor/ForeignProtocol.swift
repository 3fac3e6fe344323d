/// What answers when a port is not one of HTTP/1.1: told by the first bytes, so that a wrong port is
/// not mistaken for a broken target.
enum ForeignProtocol: Sendable, Equatable {
  /// An HTTP/2 connection begins with a SETTINGS frame of stream 0 (RFC 9113, section 3.4).
  case http2
  /// A TLS record with an alert or a handshake (RFC 8446, section 5.1): the port wants https.
  case tls
  /// A greeting such as those of SSH, SMTP, FTP, POP3, IMAP and VNC.
  case greeting(String)

  private static let greetings = ["SSH-", "220 ", "220-", "+OK", "* OK", "RFB "]

  /// What the bytes begin, when it is known.
  init?(_ bytes: [UInt8]) {
    let start = Array(bytes.prefix(9))
    if start.count == 9, start[3] == 4, start[0] == 0, start[5...].allSatisfy({ $0 == 0 }) {
      self = .http2
    } else if start.count >= 3, start[0] == 0x15 || start[0] == 0x16, start[1] == 3 {
      self = .tls
    } else {
      let line = String(decoding: bytes.prefix(80).prefix { $0 != 13 && $0 != 10 }, as: UTF8.self)
      guard Self.greetings.contains(where: { line.hasPrefix($0) }) else { return nil }
      self = .greeting(line)
    }
  }

  /// What it is, in words.
  var words: String {
    switch self {
    case .http2: "HTTP/2 without HTTP/1.1"
    case .tls: "TLS"
    case .greeting(let line): "another protocol, which begins with '\(line)'"
    }
  }

  /// What to do about it.
  var nextStep: String {
    switch self {
    case .http2: "let the server speak HTTP/1.1 too, or run with --http curl"
    case .tls: "write https:// instead of http://, or check the port"
    case .greeting: "check the port"
    }
  }
}
