import Dispatch
import Glibc

/// The wish to stop, as the system tells it: the signals do not end the process until `cancel`, they
/// arrive here.
final class StopSignals {
  /// One element for every signal.
  let arrivals: AsyncStream<Int32>
  private let numbers = EndingSignals.all
  private let sources: [any DispatchSourceSignal]

  init() {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Int32.self, bufferingPolicy: .bufferingNewest(1))
    arrivals = stream
    sources = numbers.map { number in
      // A dispatch source only watches; without this the process would still end.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(number) }
      source.activate()
      return source
    }
  }

  /// Gives the signals back to the system.
  func cancel() {
    for source in sources { source.cancel() }
    for number in numbers { signal(number, SIG_DFL) }
  }
}
