import Glibc
import SynchroHTTP
import SynchroWire
import SynchroTiming

/// The Date field line, made anew when the second changes. RFC 9110, section 6.6.1.
struct DateLine {
  private(set) var bytes: [UInt8] = []
  private var second: time_t = -1
  private var turn = MonotonicInstant.never

  /// Looks at the clock once per turn of the loop.
  mutating func refresh(turn: MonotonicInstant) {
    guard turn != self.turn else { return }
    self.turn = turn
    let now = time(nil)
    guard now != second else { return }
    second = now
    bytes = Array("Date: \(HTTPDate(secondsSince1970: Int64(now))?.description ?? "")\r\n".utf8)
  }
}
