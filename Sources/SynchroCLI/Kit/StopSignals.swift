/// The wish to stop, as the system tells it, for a task that waits for it.
final class StopSignals: Sendable {
  /// One element for the first signal.
  let arrivals: AsyncStream<Void>
  private let watch: Interrupts.Watch

  /// From here on no signal is lost: make it before saying that there is something to stop.
  init() {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    arrivals = stream
    watch = Interrupts.watch { continuation.yield() }
  }

  /// Gives the signals back to the system.
  func cancel() { Interrupts.forget(watch) }
}
