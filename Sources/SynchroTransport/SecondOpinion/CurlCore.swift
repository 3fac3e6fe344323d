internal import CLibcurl
internal import SynchroHTTP
internal import SynchroWire

/// What the second opinion's loop thread owns: one multi handle and the exchanges on it.
final class CurlCore: ExchangeCore {
  private let options: CurlClient.Options
  private let reactor: Reactor
  private var multi: CurlMulti?
  private var exchanges: [UnsafeMutableRawPointer: CurlExchange] = [:]
  private var pinNames = PinNames()
  private var isStopping = false

  init(reactor: Reactor, options: CurlClient.Options) {
    self.options = options
    self.reactor = reactor
    multi = CurlMulti(reactor: reactor) { [unowned self] handle, code in ended(handle, code) }
  }

  func start(_ transfer: Transfer) {
    if isStopping {
      transfer.finish(.failed(.stopped(.queued)))
    } else if transfer.isCancelled {
      later(transfer, .cancelled(.queued))
    } else if let fault = begin(transfer) {
      later(transfer, fault)
    }
  }

  private func begin(_ transfer: Transfer) -> TransportFault? {
    guard let message = transfer.request.message else {
      return .unusable(.message("libcurl's engine writes its own bytes and takes no raw ones"))
    }
    guard message.trailers.isEmpty else {
      return .unusable(.message("libcurl's engine is not given trailer fields"))
    }
    if let reason = transfer.request.destination.unusable { return .unusable(reason) }
    guard let multi, let easy = EasyHandle() else { return .harness("libcurl did not start") }
    let exchange = CurlExchange(easy: easy, transfer: transfer)
    exchange.configure(message, version: options.version, pinNames: &pinNames)
    if let code = easy.refusedOption {
      return .harness("libcurl refused an option: \(CurlLibrary.words(for: code))")
    }
    if let words = multi.add(easy) { return .harness("libcurl: \(words)") }
    exchanges[easy.raw] = exchange
    transfer.curlHandle = easy.raw
    return nil
  }

  func cancel(_ transfer: Transfer) {
    transfer.isCancelled = true
    // The handle may have ended and another begun at the same address.
    guard let handle = transfer.curlHandle, exchanges[handle]?.transfer === transfer else { return }
    giveUp(handle) { .cancelled($0) }
  }

  func stop() {
    isStopping = true
    for handle in exchanges.keys { giveUp(handle) { .stopped($0) } }
    multi = nil
  }

  private func giveUp(
    _ handle: UnsafeMutableRawPointer, _ fault: (ExchangePhase) -> TransportFault
  ) {
    guard let exchange = exchanges.removeValue(forKey: handle) else { return }
    exchange.connected = multi?.connectMoment(of: exchange.easy)
    let phase = exchange.phase
    exchange.collect(CURLE_ABORTED_BY_CALLBACK)
    multi?.remove(exchange.easy)
    exchange.transfer.finish(.failed(fault(phase)))
  }

  private func ended(_ handle: UnsafeMutableRawPointer, _ code: CURLcode) {
    guard let exchange = exchanges.removeValue(forKey: handle) else { return }
    exchange.connected = multi?.connectMoment(of: exchange.easy)
    let outcome = exchange.outcome(code)
    exchange.collect(code)
    multi?.remove(exchange.easy)
    exchange.transfer.finish(outcome)
  }

  private func later(_ transfer: Transfer, _ fault: TransportFault) {
    _ = reactor.setAlarm(at: reactor.now) { transfer.finish(.failed(fault)) }
  }
}
