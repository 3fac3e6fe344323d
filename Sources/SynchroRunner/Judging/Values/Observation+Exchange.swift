import SynchroHTTP
import SynchroTiming
import SynchroTransport
import SynchroWire

extension Observation {
  /// What a live exchange shows. After redirects, `exchange` is the last one, `url` the first
  /// request's URL and `duration` the time of all.
  init(
    _ exchange: Exchange, number: Int, url: String, finalURL: String? = nil, redirects: Int = 0,
    duration: Duration? = nil
  ) {
    let answer: Answer
    var codes = exchange.findings.map(\.code)
    if let fault = exchange.fault {
      answer = .none(NoAnswer(reason: fault.sentence, kind: NoAnswer.Class(of: fault)))
    } else if let response = exchange.response {
      let body = ObservedBody(
        response.body, codedAs: response.head.fields, limits: exchange.request.options.limits)
      codes += body.codingFindings
      answer = .response(
        Response(
          status: response.head.status.code, fields: response.head.fields, rawBody: response.body,
          body: body))
    } else {
      answer = .none(NoAnswer(reason: "the exchange holds no response", kind: .harness))
    }
    let times = exchange.times
    self.init(
      number: number, method: exchange.request.method.name, url: url, finalURL: finalURL,
      redirects: redirects, answer: answer, duration: duration ?? times.total,
      firstByte: times.firstByte.map { times.submitted.duration(to: $0) }, wireFindings: codes,
      tlsVersion: exchange.connection?.tls?.version?.description)
  }
}

extension Observation.NoAnswer.Class {
  /// Whose fault a fault of the transport is.
  init(of fault: TransportFault) {
    switch fault {
    case .unusable, .unresolved, .refused, .unreachable, .connectTimeout, .proxy: self = .setup
    // A session that breaks after the handshake is the target's doing, not that of its trust.
    case .tls(_, let phase): self = phase <= .tls ? .setup : .protocolBroken
    case .reset, .closed, .truncated, .unreadable: self = .protocolBroken
    case .deadline, .bodyLimit, .headLimit, .receiveLimit: self = .limit
    case .cancelled, .stopped, .libcurl, .harness: self = .harness
    }
  }
}
