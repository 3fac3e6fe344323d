import Glibc
import SynchroTiming
import Synchronization

/// The offsets of a time zone from UTC, as a file of RFC 9636 has them. Relative dates count from
/// the day that it is in the zone of the server (CDS-WG1-02, section 3.9).
struct TimeZoneFile: Sendable, Equatable {
  private let times: [Int64]
  private let offsets: [Int64]
  private let first: Int64
  /// What holds from the last change on, and always where there is none.
  private let rule: TimeZoneRule?

  /// Where systems keep such files.
  private static let folder = "/usr/share/zoneinfo/"
  private static let known = Mutex<[String: TimeZoneFile]>([:])

  /// The zone of that name on this machine; UTC where it is not known.
  static func named(_ name: String) -> TimeZoneFile {
    known.withLock { known in
      if let zone = known[name] { return zone }
      let zone = read(name).flatMap(TimeZoneFile.init) ?? TimeZoneFile()
      known[name] = zone
      return zone
    }
  }

  /// UTC.
  private init() {
    times = []
    offsets = []
    first = 0
    rule = nil
  }

  /// Reads the second block of a file, which has moments of 64 bits, and the rule after it; nil when it
  /// is no such file. A rule that cannot be read is none: then the last change holds for ever.
  init?(_ bytes: [UInt8]) {
    guard let old = Header(bytes, at: 0), old.version >= 2,
      let header = Header(bytes, at: old.end(timeBytes: 4))
    else { return nil }
    let moments = header.start + 44
    let kinds = moments + header.times * 8
    let types = kinds + header.times
    guard header.types > 0, header.end(timeBytes: 8) <= bytes.count else { return nil }
    func offset(_ type: Int) -> Int64? {
      guard type < header.types else { return nil }
      return Int64(Int32(truncatingIfNeeded: Self.number(bytes[(types + type * 6)...].prefix(4))))
    }
    guard let first = offset(0) else { return nil }
    var offsets: [Int64] = []
    for index in 0..<header.times {
      guard let offset = offset(Int(bytes[kinds + index])) else { return nil }
      offsets.append(offset)
    }
    times = (0..<header.times).map { Self.number(bytes[(moments + $0 * 8)...].prefix(8)) }
    self.offsets = offsets
    self.first = first
    rule = Self.footer(bytes[header.end(timeBytes: 8)...]).flatMap(TimeZoneRule.init)
  }

  /// What stands between two line feeds at the end of a file. RFC 9636, section 3.3.
  private static func footer(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard bytes.first == 0x0A, let end = bytes.dropFirst().firstIndex(of: 0x0A) else { return nil }
    return bytes.dropFirst()[..<end]
  }

  /// Seconds east of UTC at a moment.
  func offset(at moment: Timestamp) -> Int64 {
    if let rule, times.last.map({ $0 <= moment.seconds }) ?? true { return rule.offset(at: moment) }
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= moment.seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? first : offsets[low - 1]
  }

  /// A big-endian number with a sign.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Int64 {
    bytes.reduce(0) { $0 << 8 | Int64($1) }
  }

  /// What stands in front of each block.
  private struct Header {
    let start: Int
    let version: Int
    let times: Int
    let types: Int
    private let leaps: Int
    private let standard: Int
    private let universal: Int
    private let letters: Int

    init?(_ bytes: [UInt8], at start: Int) {
      guard start >= 0, bytes.count >= start + 44,
        bytes[start..<start + 4].elementsEqual("TZif".utf8)
      else { return nil }
      func count(_ index: Int) -> Int {
        bytes[(start + 20 + index * 4)...].prefix(4).reduce(0) { $0 << 8 | Int($1) }
      }
      self.start = start
      version = Int(bytes[start + 4]) - 0x30
      (universal, standard, leaps) = (count(0), count(1), count(2))
      (times, types, letters) = (count(3), count(4), count(5))
    }

    func end(timeBytes: Int) -> Int {
      start + 44 + times * (timeBytes + 1) + types * 6 + letters + leaps * (timeBytes + 4)
        + standard
        + universal
    }
  }

  /// The bytes of a zone's file, up to a limit that no true one reaches.
  private static func read(_ name: String) -> [UInt8]? {
    let isName = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "+"), UInt8(ascii: "/"):
        true
      default: false
      }
    }
    guard isName, !name.isEmpty, let file = fopen(folder + name, "rb") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }
}
