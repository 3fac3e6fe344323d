internal import CLibcurl
internal import Glibc

/// What libcurl says when a connection does not come about, as one of our faults.
struct CurlFault {
  let code: CURLcode
  let words: String
  /// `errno` of the last failed connect, or 0.
  let systemError: Int32
  /// The status of a proxy that refused CONNECT, or 0.
  let proxyStatus: Int
  let request: OpenRequest
  /// The stage that was going on.
  let phase: ExchangePhase

  var transportFault: TransportFault {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST:
      .unresolved(host: request.host)
    case CURLE_COULDNT_RESOLVE_PROXY:
      .proxy(.unresolved(host: request.proxy.server?.host ?? ""))
    case CURLE_OPERATION_TIMEDOUT:
      .connectTimeout(phase)
    case CURLE_COULDNT_CONNECT:
      connectFault
    case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT,
      CURLE_BAD_FUNCTION_ARGUMENT, CURLE_UNKNOWN_OPTION, CURLE_NOT_BUILT_IN:
      .harness("libcurl: \(words)")
    default:
      request.proxy == .direct ? .harness("libcurl: \(words)") : tunnelFault
    }
  }

  private var tunnelFault: TransportFault {
    proxyStatus > 0 && !(200..<300).contains(proxyStatus)
      ? .proxy(.refusedTunnel(status: proxyStatus)) : .proxy(.brokenTunnel(words))
  }

  /// What this machine lacked, if that is why there is no connection: nobody else is to blame.
  private var shortage: String? {
    switch systemError {
    // libcurl keeps the error of each connect; without one it could not even make a socket.
    case 0: "no socket could be made. \(words)"
    case EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL: SystemErrorText.of(systemError)
    default: nil
    }
  }

  private var connectFault: TransportFault {
    // A SOCKS proxy that cannot reach the target is reported with this code too.
    if phase == .proxy { return tunnelFault }
    if let words = shortage { return .harness(words) }
    guard let server = request.proxy.server else {
      let endpoint = request.authority ?? request.host
      return systemError == ECONNREFUSED
        ? .refused(endpoint: endpoint)
        : .unreachable(endpoint: endpoint, reason: SystemErrorText.of(systemError))
    }
    let endpoint = "\(OpenRequest.bracketed(server.host) ?? server.host):\(server.port)"
    return .proxy(
      .unreachable(endpoint: endpoint, reason: SystemErrorText.of(systemError)))
  }
}

/// The words of the system for an error number.
enum SystemErrorText {
  static func of(_ number: Int32) -> String {
    number == 0 ? "no reason given" : String(cString: strerror(number))
  }
}
