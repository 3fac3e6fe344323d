import Glibc
import SynchroSystem
import Synchronization

/// Ctrl-C, a polite kill and a terminal that goes away: the first stops what is under way in order, the
/// second ends the process.
enum Interrupts {
  /// Somebody who is told of the first signal, until he is forgotten.
  struct Watch: Sendable {
    fileprivate let number: Int
  }

  private struct State {
    var stops: [Int: @Sendable () -> Void] = [:]
    var count = 0
    var isStopping = false
    var isListening = false
  }

  private static let state = Mutex(State())
  private static let numbers = EndingSignals.all

  /// Written by the signal's handler, read by a thread: little else is allowed in a handler.
  nonisolated(unsafe) private static var bell: (reading: Int32, writing: Int32) = (-1, -1)

  /// Calls `stop` at the first signal from now on. Whoever says that he is ready does so behind this: a
  /// signal may come at once.
  @discardableResult
  static func watch(_ stop: @escaping @Sendable () -> Void) -> Watch {
    state.withLock { state in
      state.count += 1
      state.stops[state.count] = stop
      if !state.isListening { state.isListening = listen() }
      // Without somebody who listens the signals keep their usual meaning and end the process.
      if state.isListening, state.stops.count == 1 { install() }
      return Watch(number: state.count)
    }
  }

  /// Gives the signals back to the system when nobody is left.
  static func forget(_ watch: Watch) {
    state.withLock { state in
      state.stops[watch.number] = nil
      guard state.stops.isEmpty else { return }
      state.isStopping = false
      for number in numbers { signal(number, SIG_DFL) }
    }
  }

  private static func install() {
    for number in numbers {
      signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        let before = errno
        _ = write(Interrupts.bell.writing, &byte, 1)
        errno = before
      }
    }
  }

  /// Starts the thread; it listens as long as the process lives.
  private static func listen() -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    bell = (ends[0], ends[1])
    // The thread needs nothing, and has to be given something.
    let nothing = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1)
    do {
      try SystemThread(argument: nothing) { nothing in
        nothing?.deallocate()
        SystemThread.nameCurrent("synchro-signals")
        while let number = Interrupts.next() { Interrupts.take(number) }
        return nil
      }.detach()
      return true
    } catch {
      nothing.deallocate()
      for end in ends { close(end) }
      return false
    }
  }

  private static func next() -> Int32? {
    var byte: UInt8 = 0
    while true {
      let count = read(bell.reading, &byte, 1)
      if count < 0, errno == EINTR { continue }
      return count == 1 ? Int32(byte) : nil
    }
  }

  private static func take(_ number: Int32) {
    let stops = state.withLock { state -> [@Sendable () -> Void] in
      if state.isStopping { _exit(128 + number) }
      state.isStopping = !state.stops.isEmpty
      return Array(state.stops.values)
    }
    for stop in stops { stop() }
  }
}
