import SynchroHTTP
import SynchroPXB
import SynchroServer
import SynchroTiming
import SynchroWire

/// What the serving side does.
extension PairCore {
  /// How long the answer to an order waits for its result.
  private static let orderPatience = Duration.seconds(2)
  private static let longestWait = 60

  /// Answers a request; called on the server's thread.
  func answer(_ request: ServerRequest) -> ServerReply {
    let isGet = request.head.method == .get
    switch request.head.path {
    case "/pxb/v1/messages", "/pxb/v1/ctl":
      guard request.head.method == .post else { return Self.notAllowed("POST") }
    case "/pxb/v1/inbox", "/pxb/v1/capability":
      guard isGet else { return Self.notAllowed("GET") }
    default:
      return .response(.notFound, ["Content-Type": "text/plain"], Array("no such resource\n".utf8))
    }
    return .deferred { [weak self] responder in
      let isPosted = self?.post { core, _ in core.handle(request, responder) } ?? false
      if !isPosted { responder.respond(.response(.serviceUnavailable, ["Retry-After": "1"])) }
    }
  }

  private static func notAllowed(_ method: String) -> ServerReply {
    .response(.methodNotAllowed, ["Allow": method])
  }

  private func handle(_ request: ServerRequest, _ responder: Responder) {
    guard !isClosing else {
      responder.respond(.response(.serviceUnavailable))
      return
    }
    switch request.head.path {
    case "/pxb/v1/inbox": held(request, responder)
    case "/pxb/v1/capability":
      guard let capability else {
        responder.respond(.response(.notFound))
        return
      }
      respond(responder, .ok, capability + [0x0A], type: "application/json")
    default: take(request, responder)
    }
  }

  /// Sends a response, with the code of its content when there is a key.
  private func respond(
    _ responder: Responder, _ status: HTTPStatus, _ body: [UInt8],
    type: String = "application/x-ndjson"
  ) {
    var fields: HTTPFields = body.isEmpty ? [:] : ["Content-Type": type]
    if let seal = gate.seal(body: body) { fields.append(MessageSeal.fieldName, seal) }
    responder.respond(.response(status, fields, body))
  }

  // MARK: - Messages that come in

  private func take(_ request: ServerRequest, _ responder: Responder) {
    let now = MonotonicInstant.now()
    let type = request.head.fields.first("Content-Type")?.lowercased() ?? ""
    let isMany = type.contains("ndjson")
    let certificate = request.connection.tls?.peerChain.first?.subject
    let opened: [MessageGate.Opened]
    do throws(PXBFault) {
      opened = try gate.open(
        body: request.body, lines: isMany,
        seal: request.head.fields.first(MessageSeal.fieldName), certificate: certificate)
    } catch {
      arrived((request.body, .failure(error)), from: request, at: now)
      refuse(responder, error)
      return
    }
    let wait = meter?.wait(lines: opened.count, octets: request.body.count, at: now) ?? .zero
    if wait > .zero, let peer = sender(of: opened.first, request) {
      deliver?(.throttled(peer))
      if meter.map({ $0.strain(at: now) > limits.floodPatience }) == true {
        responder.respond(.response(.tooManyRequests, ["Retry-After": "1"]))
        return
      }
    }
    // An order is answered by its result; everything else by the fact that it was taken.
    if !isMany, let order = opened.first.flatMap(Self.order) {
      guard hold(order, responder) else { return }
    } else if case .failure(let fault)? = opened.first?.outcome, !isMany {
      refuse(responder, fault)
    } else {
      responder.respond(.response(.accepted))
    }
    for one in opened { arrived(one, from: request, at: now) }
  }

  /// Keeps an order's request for its result. False when it is refused: then it is carried out by nobody, since
  /// what came of it could not be told.
  private func hold(_ order: String, _ responder: Responder) -> Bool {
    guard orders[order] == nil else {
      let words = "the order '\(order)' still waits for its result; send this one with another id"
      refuse(responder, PXBFault(.badEnvelope, words, id: order))
      return false
    }
    guard orders.count < limits.heldOrders else {
      let words = "\(orders.count) orders wait for their results; send this one again in a second\n"
      let fields: HTTPFields = ["Content-Type": "text/plain", "Retry-After": "1"]
      responder.respond(.response(.serviceUnavailable, fields, Array(words.utf8)))
      return false
    }
    let alarm = reactor?.setAlarm(at: .now() + Self.orderPatience) { [weak self] in
      self?.orders.removeValue(forKey: order)?.responder.respond(.response(.accepted))
    }
    if let alarm { orders[order] = HeldRequest(responder: responder, alarm: alarm) }
    return true
  }

  private static func order(_ opened: MessageGate.Opened) -> String? {
    guard case .success(.control(let order)) = opened.outcome else { return nil }
    return order.header.id
  }

  private func refuse(_ responder: Responder, _ fault: PXBFault) {
    let words = Array((fault.description + "\n").utf8)
    responder.respond(.response(fault.code.httpStatus, ["Content-Type": "text/plain"], words))
  }

  private func arrived(
    _ opened: MessageGate.Opened, from request: ServerRequest, at now: MonotonicInstant
  ) {
    guard !isOver, let peer = sender(of: opened, request) else { return }
    deliver?(
      .received(
        Arrival(peer: peer, instant: now, octets: opened.octets, outcome: opened.outcome)))
  }

  /// Who posts: the called side, or one of those who ask.
  private func sender(of opened: MessageGate.Opened?, _ request: ServerRequest) -> LinkPeer? {
    let place = request.connection.peer?.description ?? "somebody who left"
    let certificate = request.connection.tls?.peerChain.first?.subject
    if configuration.calling != nil {
      return peer(Self.called, place: place, certificate: certificate)
    }
    var name = Mailboxes.anonymous
    if case .success(let message)? = opened?.outcome, let sender = message.from,
      mail.hasBox(sender.instance)
    {
      name = sender.instance
    }
    return peer(name, place: place, certificate: certificate)
  }

  /// Answers the order whose result a message is; false when nobody waits for it.
  func answerOrder(_ message: OutgoingMessage) -> Bool {
    guard let id = message.correlation, let held = orders.removeValue(forKey: id) else {
      return false
    }
    reactor?.cancel(held.alarm)
    queue.release(message.octets.count + 1)
    respond(held.responder, .ok, [message].lines)
    return true
  }

  // MARK: - Messages that are asked for

  private func held(_ request: ServerRequest, _ responder: Responder) {
    let form = HTTPForm(decoding: request.head.query ?? "")
    let box = form?["inst"] ?? Mailboxes.anonymous
    let place = request.connection.peer?.description ?? "somebody who left"
    let certificate = request.connection.tls?.peerChain.first?.subject
    guard box != Self.called, box.utf8.count <= 64 else {
      responder.respond(.response(.badRequest))
      return
    }
    guard peer(box, place: place, certificate: certificate) != nil else {
      responder.respond(.response(.serviceUnavailable, ["Retry-After": "60"]))
      return
    }
    // Whoever asks again has given up the request before.
    serveAsker(of: box, orEnd: true)
    let seconds = form?["wait"].flatMap { Int($0) } ?? 0
    let wait = Duration.seconds(min(max(0, seconds), Self.longestWait))
    guard
      let alarm = reactor?.setAlarm(
        at: .now() + wait, { [weak self] in self?.serveAsker(of: box, orEnd: true) })
    else { return }
    askers[box] = HeldRequest(responder: responder, alarm: alarm)
    serveAsker(of: box)
  }

  /// Hands out what is in a box to whoever waits for it; with `orEnd`, nothing as well.
  func serveAsker(of box: String, orEnd: Bool = false) {
    guard let held = askers[box] else { return }
    let batch = mail.take(
      box, limit: PairConfiguration.batch, octets: MessageCodec.maximumLength)
    guard !batch.isEmpty || orEnd else { return }
    askers[box] = nil
    // It was there all the time.
    peers[box]?.heard = .now()
    reactor?.cancel(held.alarm)
    countMail()
    respond(held.responder, batch.isEmpty ? .noContent : .ok, batch.lines)
  }
}

extension PXBErrorCode {
  /// The status of HTTP that a refused post of one message is answered with.
  var httpStatus: HTTPStatus {
    switch self {
    case .tooLarge: .contentTooLarge
    case .notAuthenticated, .expiredCertificate: .unauthorized
    default:
      switch family {
      case .message: .badRequest
      case .address: .notFound
      case .trust: .forbidden
      case .application, .carriage, .control: .accepted
      }
    }
  }
}
