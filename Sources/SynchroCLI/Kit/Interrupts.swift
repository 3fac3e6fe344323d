import Glibc
import SynchroSystem

/// Ctrl-C, a polite kill and a terminal that goes away: the first stops the run in order, the second
/// ends the process.
enum Interrupts {
  /// Written by the signal's handler, read by a thread: little else is allowed in a handler.
  nonisolated(unsafe) private static var bell: (reading: Int32, writing: Int32) = (-1, -1)

  /// Calls `stop` once at the first signal; ends the process at the second.
  static func watch(_ stop: @escaping @Sendable () -> Void) {
    var ends: [Int32] = [-1, -1]
    guard bell.writing < 0, pipe(&ends) == 0 else { return }
    bell = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let watcher = Unmanaged.passRetained(Watcher(reading: ends[0], stop: stop))
    do {
      try SystemThread(argument: watcher.toOpaque()) { argument in
        if let argument { Unmanaged<Watcher>.fromOpaque(argument).takeRetainedValue().wait() }
        return nil
      }.detach()
    } catch {
      // Without a watcher the signals keep their usual meaning and end the process.
      watcher.release()
      return
    }
    for number in EndingSignals.all {
      signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        let before = errno
        _ = write(Interrupts.bell.writing, &byte, 1)
        errno = before
      }
    }
  }

  private final class Watcher: Sendable {
    let reading: Int32
    let stop: @Sendable () -> Void

    init(reading: Int32, stop: @escaping @Sendable () -> Void) {
      self.reading = reading
      self.stop = stop
    }

    func wait() {
      SystemThread.nameCurrent("synchro-signals")
      guard let _ = signal() else { return }
      stop()
      guard let number = signal() else { return }
      _exit(128 + number)
    }

    private func signal() -> Int32? {
      var byte: UInt8 = 0
      while true {
        let count = read(reading, &byte, 1)
        if count < 0, errno == EINTR { continue }
        return count == 1 ? Int32(byte) : nil
      }
    }
  }
}
