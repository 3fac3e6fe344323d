import Glibc
import SynchroHTTP

/// The Date field line, made anew when the second changes. RFC 9110, section 6.6.1.
struct DateLine {
  private(set) var bytes: [UInt8] = []
  private var second: time_t = -1

  /// Looks at the clock; cheap enough for every turn of a loop.
  mutating func refresh() {
    let now = time(nil)
    guard now != second else { return }
    second = now
    bytes = Array("Date: \(HTTPDate(secondsSince1970: Int64(now))?.description ?? "")\r\n".utf8)
  }
}
