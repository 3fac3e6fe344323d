internal import CLibcurl
internal import SynchroWire

/// Opens connections with libcurl and hands over their descriptors. Belongs to the loop.
///
/// libcurl brings names, Happy Eyeballs, proxies and phase timings. It gives up a connection by
/// closing it, so the descriptor is duplicated and libcurl's own copy dropped. One multi handle
/// serves all openings, because the cache of names belongs to it.
final class ConnectionOpener {
  typealias Completion = (Result<OpenedConnection, OpenFailure>) -> Void

  /// Names one opening, for its cancellation.
  struct Ticket: Hashable {
    fileprivate let handle: UnsafeMutableRawPointer
  }

  private var multi: CurlMulti?
  private var openings: [UnsafeMutableRawPointer: Opening] = [:]
  private var pinNames = PinNames()

  init(reactor: Reactor) {
    multi = CurlMulti(reactor: reactor) { [unowned self] handle, code in ended(handle, code) }
  }

  deinit {
    for opening in openings.values { multi?.remove(opening.easy) }
  }

  /// Starts to open a connection to a destination that is usable; `completion` is called later,
  /// never from inside this call, unless the opening is cancelled before.
  func open(
    _ request: OpenRequest, completion: @escaping Completion
  ) -> Result<Ticket, TransportFault> {
    guard let multi, let easy = EasyHandle() else {
      return .failure(.harness("libcurl did not start"))
    }
    let opening = Opening(easy: easy, request: request, completion: completion)
    opening.configure(pinNames: &pinNames)
    if let code = easy.refusedOption {
      return .failure(.harness("libcurl refused an option: \(CurlLibrary.words(for: code))"))
    }
    if let words = multi.add(easy) { return .failure(.harness("libcurl: \(words)")) }
    openings[easy.raw] = opening
    return .success(Ticket(handle: easy.raw))
  }

  /// Ends an opening without calling its completion, and tells how far it had come.
  func cancel(_ ticket: Ticket) -> (phase: ExchangePhase, times: OpenTimes)? {
    guard let opening = openings.removeValue(forKey: ticket.handle) else { return nil }
    let connected = multi?.connectMoment(of: opening.easy)
    let reached = (opening.phase(connected: connected), opening.times(connected: connected))
    multi?.remove(opening.easy)
    return reached
  }

  private func ended(_ handle: UnsafeMutableRawPointer, _ code: CURLcode) {
    guard let opening = openings.removeValue(forKey: handle) else { return }
    // The duplicate is taken before libcurl lets go: removing the handle closes the original.
    let result = opening.result(code, connected: multi?.connectMoment(of: opening.easy))
    multi?.remove(opening.easy)
    opening.completion(result)
  }
}
