internal import SynchroHTTP
internal import SynchroText
internal import SynchroWire

extension TransportFault: CustomStringConvertible {
  /// What happened, in one sentence without a full stop.
  public var sentence: String {
    switch self {
    case .unusable(let reason): reason.sentence
    case .unresolved(let host): "no address for the name '\(VisibleText.escape(host))'"
    case .refused(let endpoint): "nothing listens at \(endpoint)"
    case .unreachable(let endpoint, let reason): "\(endpoint) could not be reached: \(reason)"
    case .connectTimeout(let phase): "no connection in time: still \(phase.activity)"
    case .proxy(let fault): fault.sentence
    case .tls(let fault, let phase): "TLS failed while \(phase.activity): \(fault)"
    case .reset(let phase): "the peer reset the connection while we were \(phase.activity)"
    case .closed(let phase): "the peer closed the connection while we were \(phase.activity)"
    case .truncated: "the response ended before its framing said so"
    case .unreadable(let finding): "the response cannot be framed: \(finding)"
    case .deadline(let phase): "the time was over while \(phase.activity)"
    case .bodyLimit(let limit): "the content is longer than the limit of \(limit) bytes"
    case .headLimit(let finding): "the head of the response is larger than a limit: \(finding)"
    case .receiveLimit(let limit): "the response is longer than the limit of \(limit) bytes"
    case .cancelled(let phase): "cancelled while \(phase.activity)"
    case .stopped(let phase): "the client was stopped while \(phase.activity)"
    case .libcurl(let code, let words, let phase):
      "libcurl failed while \(phase.activity): \(VisibleText.excerpt(words)) (code \(code))"
    case .harness(let words): "our own side failed: \(VisibleText.excerpt(words))"
    }
  }

  /// What to do about it, one sentence.
  public var nextStep: String {
    switch self {
    case .unusable(let reason): reason.nextStep
    case .unresolved:
      "Check the name, or pin its address."
    case .refused:
      "Check the port, and that the server runs and listens on that address."
    case .unreachable:
      "Check the route and the firewall between this machine and the target."
    case .connectTimeout(.lookup):
      "Check the name servers of this machine, or pin the address."
    case .connectTimeout:
      "Check the route and the firewall, or allow more time to connect."
    case .proxy(let fault): fault.nextStep
    case .tls(_, .tls):
      "Check certificate authority, name, validity and client certificate of both sides."
    case .tls:
      "Read the alert: in TLS 1.3 a refused client certificate shows only after the handshake."
    case .reset(.request), .reset(.waiting), .closed(.request), .closed(.waiting):
      "Look in the server's log for this request: it gave up without an answer."
    case .reset, .closed:
      "Look in the server's log for this connection."
    case .truncated:
      "Compare Content-Length, or the last chunk, with what the server sent."
    case .unreadable:
      "Correct the field or chunk that the finding names; a proxy would refuse it too."
    case .deadline(.response):
      "Look whether the server trickles its content, or allow the exchange more time."
    case .deadline:
      "Look what the server waits for, or allow the exchange more time."
    case .bodyLimit, .receiveLimit:
      "Raise the limit if that much content is meant."
    case .headLimit:
      "Send fewer or shorter fields; common clients and proxies have limits of this order."
    case .cancelled, .stopped:
      "Nothing is learnt about the target; run the exchange again."
    case .libcurl:
      "Compare with the exchange of our own engine, which names what is wrong on the wire."
    case .harness:
      "Raise the limits of this machine (open files: ulimit -n; memory), or report it if they are sane."
    }
  }

  /// The sentence and the next step.
  public var description: String { "\(sentence). \(nextStep)" }
}

extension UnusableRequest {
  fileprivate var sentence: String {
    switch self {
    case .scheme(let scheme): "'\(VisibleText.excerpt(scheme))' is neither http nor https"
    case .port(let port): "there is no port \(port)"
    case .host(let host): "'\(VisibleText.excerpt(host))' is no name and no address"
    case .pin(let pin): "the pinned address '\(VisibleText.excerpt(pin))' is none"
    case .proxy(let host): "the proxy '\(VisibleText.excerpt(host))' has no usable host and port"
    case .message(let words): "the message cannot be written: \(words)"
    case .tls(let words): "the TLS configuration cannot be used: \(words)"
    }
  }

  fileprivate var nextStep: String {
    switch self {
    case .scheme: "Write an http or https URL."
    case .port: "Write a port from 1 to 65535."
    case .host: "Write the host in ASCII, without scheme, port or brackets."
    case .pin: "Write an IPv4 or IPv6 address without port or brackets."
    case .proxy: "Write the proxy's host in ASCII, without scheme, port or brackets."
    case .message: "Correct the message, or send it as raw bytes when it is malformed on purpose."
    case .tls: "Check the files and versions that the configuration names."
    }
  }
}

extension ProxyFault {
  fileprivate var sentence: String {
    switch self {
    case .unresolved(let host): "no address for the proxy '\(VisibleText.excerpt(host))'"
    case .unreachable(let endpoint, let reason):
      "the proxy \(endpoint) could not be reached: \(reason)"
    case .refusedTunnel(let status): "the proxy refused the tunnel with status \(status)"
    case .brokenTunnel(let words): "the proxy opened no tunnel: \(VisibleText.excerpt(words))"
    }
  }

  fileprivate var nextStep: String {
    switch self {
    case .unresolved, .unreachable: "Check the proxy's host and port."
    case .refusedTunnel(status: 407): "Give the proxy a name and a password that it accepts."
    case .refusedTunnel: "Ask the proxy to allow CONNECT to this host and port."
    case .brokenTunnel: "Check that it is a proxy of the configured kind, and its credentials."
    }
  }
}
