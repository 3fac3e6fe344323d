import SynchroTransport
import SynchroWire

extension TransportFault {
  /// What to do about it where there is a target file: one sentence that begins in lower case and
  /// has no full stop, so that more can be said behind it.
  var advice: String {
    switch self {
    case .tls(let fault, _): fault.advice ?? Self.plain(nextStep)
    case .refused:
      "check the port, and that the server runs and listens on that address"
    case .unresolved: "check the spelling of the host and the name servers of this machine"
    case .bodyLimit, .receiveLimit:
      "check that the right document is served there; a request that must read more says "
        + "'with body limit'"
    case .connectTimeout(.tls), .deadline(.tls):
      "check that the port speaks TLS: it took the connection and never ended the handshake"
    case .closed(.waiting):
      "look in the server's log for this request, or write https:// if the port speaks TLS"
    case .proxy, .unusable(.proxy):
      Self.plain(nextStep) + "; without a line 'proxy' in a target file it comes from http_proxy, "
        + "https_proxy or all_proxy, and no_proxy names hosts to be reached without it"
    default: Self.plain(nextStep)
    }
  }

  private static func plain(_ sentence: String) -> String {
    let text = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

extension TLSFault {
  /// What to do about this failure; nil when the cause is not one of the common ones.
  fileprivate var advice: String? {
    if let verification { return Self.advice(verificationCode: verification.code) }
    if let alert {
      return switch alert.code {
      case 120: "the server speaks no HTTP/1.1: let it, or run with --http curl"
      case 42, 43, 44, 45, 46, 48, 116:
        "name a certificate that the server accepts in the line 'client certificate'"
      case 112: "check the host: the server has no certificate for this name"
      case 70: "let the server speak TLS 1.2 or 1.3"
      default: nil
      }
    }
    let words = errors.first?.words ?? ""
    if ["wrong version number", "http request", "packet length too long"].contains(words) {
      return "check the port, or write http:// instead of https://: what answers speaks no TLS"
    }
    return nil
  }

  /// By the numbers of OpenSSL's X509_V_ codes, which are part of its interface.
  private static func advice(verificationCode: Int) -> String? {
    switch verificationCode {
    case 18, 19, 20, 21:
      "if this certificate is the right one, add '--ca FILE' with the PEM file of its authority; "
        + "in a target file write 'trust: file PATH' or 'trust: fingerprint HEX'"
    case 9: "compare the clocks of both machines: the certificate is not valid yet"
    case 10: "renew the target's certificate, which has expired"
    case 62, 64: "use a host that the certificate names, or give the server one for this host"
    default: nil
    }
  }
}
