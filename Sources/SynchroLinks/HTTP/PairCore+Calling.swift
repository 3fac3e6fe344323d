import SynchroHTTP
import SynchroPXB
import SynchroTiming
import SynchroTransport
import SynchroWire

/// What the calling side does.
extension PairCore {
  /// How long to wait after a request that was not answered, and between two that found nothing.
  private static let pause = Duration.milliseconds(100)

  // MARK: - Posting

  func pump() {
    send(.traffic, most: PairConfiguration.batch)
    // Orders go one by one: each is answered by its own result.
    send(.control, most: 1)
    overIfDone()
  }

  private func send(_ lane: PairLane.Kind, most: Int) {
    guard !isOver, let batch = self[lane].takeBatch(most) else { return }
    let path = lane == .traffic ? "/pxb/v1/messages" : "/pxb/v1/ctl"
    let count = batch.count
    let isMany = count > 1
    let body = isMany ? batch.lines : batch[0].octets
    let type = isMany ? "application/x-ndjson" : "application/json"
    let isSealed = batch.allSatisfy(\.isSealed)
    let isSent = exchange(.post, path, body, type: type, isSealed: isSealed) { core, exchange in
      guard !core.isUnheard(exchange) else { return core.sendLater(lane, exchange) }
      core[lane].settle()
      core.queue.release(batch.reduce(0) { $0 + $1.octets.count + 1 })
      core.posted(count, exchange)
      core.pump()
    }
    if !isSent { self[lane].settle() }
  }

  /// Whether nobody has ever been there to hear a request: it can be made again.
  private func isUnheard(_ exchange: Exchange) -> Bool {
    guard case .refused? = exchange.fault else { return false }
    return !wasAnswered && !isClosing
  }

  /// The called side may still be starting: asks again until its patience is at its end.
  private func sendLater(_ lane: PairLane.Kind, _ exchange: Exchange) {
    _ = answered(exchange)
    guard !isOver, let reactor else { return }
    _ = reactor.setAlarm(at: .now() + Self.pause) { [weak self] in
      guard let self else { return }
      self[lane].putBack()
      pump()
    }
  }

  private func posted(_ count: Int, _ exchange: Exchange) {
    guard !isOver, let peer = peers[Self.called]?.peer else { return }
    guard let status = answered(exchange) else {
      let words = exchange.fault.map { "\($0)" } ?? "no answer"
      deliver?(.lost(peer, count: count, LinkEnd(.unanswered(words))))
      return
    }
    if !(200..<300).contains(status) {
      deliver?(.lost(peer, count: count, LinkEnd(.rejected(status: status))))
    }
    take(exchange, from: peer, isAside: true)
  }

  // MARK: - Asking

  func ask() {
    guard !isClosing else { return }
    let seconds = max(0, configuration.wait.components.seconds)
    var path = "/pxb/v1/inbox?wait=\(seconds)"
    if let instance = configuration.instance {
      path += "&inst=" + HTTPForm.encode(instance)
    }
    let started = MonotonicInstant.now()
    exchange(.get, path, [], patience: configuration.wait + .seconds(10)) { core, exchange in
      core.asked(exchange, since: started)
    }
  }

  private func asked(_ exchange: Exchange, since started: MonotonicInstant) {
    asking = nil
    guard !isClosing, let peer = peers[Self.called]?.peer else { return }
    var isFruitful = false
    if let status = answered(exchange), (200..<300).contains(status) {
      isFruitful = exchange.response?.body.isEmpty == false
      take(exchange, from: peer)
    } else if let status = exchange.status?.code, !isClosing {
      strain(LinkEnd(.rejected(status: Int(status))))
    }
    guard !isClosing, let reactor else { return }
    // A side that does not hold requests must not be asked without a pause.
    let wait: Duration = isFruitful ? .zero : Self.pause
    _ = reactor.setAlarm(at: started + wait) { [weak self] in self?.ask() }
  }

  // MARK: - Both

  /// The status of an answer; without one the called side has been silent for a while, and at last too long.
  private func answered(_ exchange: Exchange) -> Int? {
    if exchange.fault == nil, let status = exchange.status {
      silentSince = nil
      wasAnswered = true
      return Int(status.code)
    }
    strain(LinkEnd(.unanswered(exchange.fault.map { "\($0)" } ?? "no answer")))
    return nil
  }

  private func strain(_ end: LinkEnd) {
    let now = MonotonicInstant.now()
    let since = silentSince ?? now
    silentSince = since
    if now - since > configuration.patience { over(end) }
  }

  /// Takes the messages that an answer carries.
  private func take(_ exchange: Exchange, from peer: LinkPeer, isAside: Bool = false) {
    guard let response = exchange.response, !response.body.isEmpty else { return }
    let type = response.head.fields.first("Content-Type")?.lowercased() ?? ""
    guard type.contains("json") else { return }
    let now = MonotonicInstant.now()
    let certificate = exchange.connection?.tls?.peerChain.first?.subject
    var all: [MessageGate.Opened]
    do throws(PXBFault) {
      all = try gate.open(
        body: response.body, lines: true,
        seal: response.head.fields.first(MessageSeal.fieldName), certificate: certificate)
    } catch {
      all = [(response.body, .failure(error))]
    }
    for (octets, outcome) in all where !isOver {
      deliver?(
        .received(
          Arrival(peer: peer, instant: now, octets: octets, outcome: outcome, isAside: isAside)))
    }
  }

  @discardableResult
  private func exchange(
    _ method: HTTPMethod, _ path: String, _ body: [UInt8], type: String? = nil,
    isSealed: Bool = true, patience: Duration = .seconds(30),
    _ completion: @escaping @Sendable (PairCore, Exchange) -> Void
  ) -> Bool {
    guard let destination = configuration.calling, let client else { return false }
    var fields: HTTPFields = [:]
    if let type { fields.append("Content-Type", type) }
    if isSealed, let seal = gate.seal(body: body) { fields.append(MessageSeal.fieldName, seal) }
    var options = ExchangeOptions.standard
    options.deadline = patience
    options.limits.bodyBytes = PairConfiguration.contentOctets
    options.receivedBytes = 2 * PairConfiguration.contentOctets
    // A payload that counts is never sent twice, not even when a connection had gone stale.
    options.retriesStaleConnection = method == .get
    let head = HTTPRequestHead(method, path, fields: fields)
    do throws(HTTPWriteError) {
      let request = try ExchangeRequest(
        HTTPRequest(head, body: body), to: destination, options: options)
      let handle = client.submit(request) { [weak self] exchange in
        self?.post { core, _ in completion(core, exchange) }
      }
      if method == .get { asking = handle }
      return true
    } catch {
      over(LinkEnd(.unanswered("the request cannot be written: \(error)")))
      return false
    }
  }
}
