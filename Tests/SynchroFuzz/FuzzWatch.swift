import Glibc

/// What is tried right now, for the last words of a process that traps or hangs.
enum FuzzWatch {
  /// Longer than any case takes, on a busy machine as well.
  private static let seconds: UInt32 = 60
  private static let room = 1 << 20

  // Written by one thread, and read by the handler of a signal, which may not take a lock.
  nonisolated(unsafe) private static let bytes = UnsafeMutablePointer<UInt8>.allocate(
    capacity: room)
  nonisolated(unsafe) private static var count = 0
  nonisolated(unsafe) private static var isOn = false

  /// From here on a trap or a hang leaves its input in `fuzz-crash` in the current folder.
  static func begin() {
    isOn = true
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGALRM] {
      signal(number) { number in
        FuzzWatch.keep()
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// Says what is tried next, and gives it its time.
  static func note(_ input: [UInt8]) {
    guard isOn else { return }
    count = min(input.count, room)
    input.withUnsafeBufferPointer {
      if let base = $0.baseAddress { bytes.update(from: base, count: count) }
    }
    alarm(seconds)
  }

  private static func keep() {
    let file = open("fuzz-crash", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    _ = write(file, bytes, count)
    let words: StaticString = "FAILED by a signal; the input is in 'fuzz-crash'\n"
    _ = write(STDOUT_FILENO, words.utf8Start, words.utf8CodeUnitCount)
  }
}
