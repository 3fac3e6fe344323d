import Glibc

/// The signals that ask a process to end in order.
enum EndingSignals {
  /// Ctrl-C, a polite kill, and a terminal that goes away unless we are to outlive it (`nohup`).
  static var all: [Int32] { [SIGINT, SIGTERM] + (ignoresHangUp ? [] : [SIGHUP]) }

  private static var ignoresHangUp: Bool {
    let earlier = signal(SIGHUP, SIG_IGN)
    signal(SIGHUP, earlier)
    return unsafeBitCast(earlier, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
