internal import Glibc
internal import Synchronization
internal import SynchroWire
import SynchroSystem

/// What runs exchanges on a loop's thread and is never touched by another.
protocol ExchangeCore: AnyObject {
  func start(_ transfer: Transfer)
  /// Ends the exchange as cancelled, unless it is over; it may not have been started yet.
  func cancel(_ transfer: Transfer)
  /// Ends all exchanges; those that are started later end at once.
  func stop()
}

/// The thread of a client and the way to it: exchanges go in, completions come out, each once.
final class ExchangeLoop: Sendable {
  /// Where the loop's thread finds its core.
  ///
  /// Unchecked: `core` is set and read on the loop's thread alone.
  private final class Place: @unchecked Sendable {
    var core: (any ExchangeCore)?
    let thread = Atomic<UInt>(0)

    func start(_ transfer: Transfer) {
      guard let core else {
        transfer.finish(.failed(.stopped(.queued)))
        return
      }
      core.start(transfer)
    }
  }

  private let loop: EventLoop
  private let place = Place()

  init(
    name: String, core: @escaping @Sendable (Reactor) -> any ExchangeCore
  ) throws(SystemError) {
    loop = try EventLoop(name: name)
    loop.post { [place] reactor in
      place.thread.store(UInt(pthread_self()), ordering: .relaxed)
      place.core = core(reactor)
    }
  }

  deinit {
    beginStop()
    if !isOnLoop { loop.join() }
  }

  func start(_ transfer: Transfer) {
    if isOnLoop {
      place.start(transfer)
      return
    }
    let isAccepted = loop.post { [place] _ in place.start(transfer) }
    if !isAccepted { transfer.finish(.failed(.stopped(.queued))) }
  }

  func cancel(_ transfer: Transfer) {
    loop.post { [place] _ in place.core?.cancel(transfer) }
  }

  /// Starts an exchange and waits for its end; cancelling the task cancels the exchange.
  func perform(_ request: ExchangeRequest) async -> Exchange {
    let transfer = Transfer(request, completion: nil)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfer.completion = { continuation.resume(returning: $0) }
        start(transfer)
      }
    } onCancel: {
      cancel(transfer)
    }
  }

  /// Ends all exchanges and the thread.
  func stop() async {
    await withCheckedContinuation { continuation in
      if !beginStop({ continuation.resume() }) { continuation.resume() }
    }
    // Nothing is left that the thread could wait for, so this is no wait worth the name.
    loop.join()
  }

  @discardableResult
  private func beginStop(_ done: (@Sendable () -> Void)? = nil) -> Bool {
    loop.post { [place] reactor in
      place.core?.stop()
      // Its descriptors go now, however long somebody keeps the client.
      place.core = nil
      reactor.stop()
      done?()
    }
  }

  private var isOnLoop: Bool {
    place.thread.load(ordering: .relaxed) == UInt(pthread_self())
  }
}

/// Stands for an exchange that was submitted.
public struct ExchangeHandle: Sendable {
  let transfer: Transfer
  let loop: ExchangeLoop

  /// Ends the exchange as `failed(.cancelled)`, unless it is over.
  public func cancel() {
    loop.cancel(transfer)
  }
}
