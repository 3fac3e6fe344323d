import Foundation
import SynchroTiming
import Testing

@testable import SynchroMocks

@Suite struct TimeZoneFileTests {
  /// A file whose second block has one change: from UTC to five hours west of it.
  private static func file(changeAt change: [UInt8], footer: String = "") -> [UInt8] {
    let counts: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 4]
    let empty: [UInt8] = Array(repeating: 0, count: 19) + [1] + [0, 0, 0, 0]
    let head = Array("TZif2".utf8) + Array(repeating: 0, count: 15)
    let types: [UInt8] = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xB9, 0xB0, 0, 0]
    return head + empty + [0, 0, 0, 0, 0, 0] + head + counts + change + [1] + types
      + Array("UTC\0".utf8) + Array(footer.utf8)
  }

  private static let second: [UInt8] = [0, 0, 0, 0, 0x3B, 0x9A, 0xCA, 0]  // 1,000,000,000

  @Test func `the day is that of the time zone`() throws {
    let file = Self.file(changeAt: Self.second)
    let zone = try #require(TimeZoneFile(file))
    let turn = try #require(Timestamp(seconds: 1_000_000_000))
    #expect(zone.offset(at: turn.advanced(by: .seconds(-1))) == 0)
    #expect(zone.offset(at: turn) == -18_000)
    let night = try Timestamp(rfc3339: "2027-01-15T03:00:00Z")
    #expect(LocalMoment(night, in: zone).day.description == "2027-01-14T00:00:00Z")
    for count in file.indices { #expect(TimeZoneFile(Array(file.prefix(count))) == nil) }
    #expect(TimeZoneFile.named("../../etc/passwd").offset(at: night) == 0)
  }

  @Test func `after the last change the rule at the end of the file holds`() throws {
    let file = Self.file(changeAt: Self.second, footer: "\nEST5EDT,M3.2.0,M11.1.0\n")
    let zone = try #require(TimeZoneFile(file))
    for (time, hours) in [
      ("1999-07-01T12:00:00Z", 0), ("2001-09-09T01:46:39Z", 0), ("2001-12-01T12:00:00Z", -5),
      ("2027-03-14T06:59:59Z", -5), ("2027-03-14T07:00:00Z", -4), ("2027-11-07T05:59:59Z", -4),
      ("2027-11-07T06:00:00Z", -5), ("2500-07-01T00:00:00Z", -4),
    ] {
      #expect(zone.offset(at: try Timestamp(rfc3339: time)) == Int64(hours * 3_600), "\(time)")
    }
    let evening = try Timestamp(rfc3339: "2027-07-16T04:30:00Z")
    #expect(LocalMoment(evening, in: zone).day.description == "2027-07-16T00:00:00Z")
  }

  @Test(arguments: [
    "", "\n", "\n\n", "\nEST5EDT,M3.2.0,M11.1.0", "EST5EDT,M3.2.0,M11.1.0\n", "\nEST5EDT\n",
    "\n\u{0}\u{FFFD}\n",
  ])
  func `a rule that cannot be read leaves the last change in force`(footer: String) throws {
    let zone = try #require(TimeZoneFile(Self.file(changeAt: Self.second, footer: footer)))
    #expect(zone.offset(at: try Timestamp(rfc3339: "2027-07-01T00:00:00Z")) == -18_000)
  }

  // MARK: - What others compile

  private static let zic = ["/usr/sbin/zic", "/usr/bin/zic"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// North and south, times by three clocks, at midnight and before it, half an hour, winter time that is
  /// the one that is saved, and zones that stay as they are.
  private static let source = """
    Rule N 2007 max - Mar Sun>=8 2:00 1:00 D
    Rule N 2007 max - Nov Sun>=1 2:00 0 S
    Rule S 2008 max - Apr Sun>=1 2:00s 0 S
    Rule S 2008 max - Oct Sun>=1 2:00s 1:00 D
    Rule E 1996 max - Mar lastSun 1:00u 1:00 S
    Rule E 1996 max - Oct lastSun 1:00u 0 -
    Rule W 1996 max - Mar lastSun 1:00u 0 -
    Rule W 1996 max - Oct lastSun 1:00u -1:00 -
    Rule M 2008 max - Apr lastFri 0:00 1:00 S
    Rule M 2008 max - Oct lastThu 24:00 0 -
    Rule H 2008 max - Apr Sun>=1 2:00 0 -
    Rule H 2008 max - Oct Sun>=1 2:00 0:30 -
    Zone North -5:00 N E%sT
    Zone South 10:00 S AE%sT
    Zone Early -2:00 E -02/-01
    Zone Winter 1:00 W IST/GMT
    Zone Midnight 2:00 M EE%sT
    Zone Half 10:30 H +1030/+11
    Zone Fixed 5:45 - +0545
    Zone Moved 3:00 - +03 2016 Sep 6 21:00u
     4:00 - +04
    """

  @Test(.enabled(if: zic != nil))
  func `a file that lists few changes says what one says that lists many`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data((Self.source + "\n").utf8).write(to: folder.appending(path: "zones"))
    for way in ["slim", "fat"] {
      let zic = Process()
      zic.executableURL = URL(filePath: try #require(Self.zic))
      zic.arguments = ["-b", way, "-d", way, "zones"]
      zic.currentDirectoryURL = folder
      try zic.run()
      zic.waitUntilExit()
      try #require(zic.terminationStatus == 0)
    }
    let start = try Timestamp(rfc3339: "2032-01-01T00:00:00Z").seconds
    let end = try Timestamp(rfc3339: "2034-01-01T00:00:00Z").seconds
    for name in ["North", "South", "Early", "Winter", "Midnight", "Half", "Fixed", "Moved"] {
      let files = try ["slim", "fat"].map { way in
        Array(try Data(contentsOf: folder.appending(path: way).appending(path: name)))
      }
      let slim = try #require(TimeZoneFile(files[0]))
      let fat = try #require(TimeZoneFile(files[1]))
      // A second before and at each half of an hour, in which all changes lie.
      let wrong = stride(from: start, to: end, by: 1_800).lazy.flatMap { [$0 - 1, $0] }.first {
        let moment = Timestamp(seconds: $0) ?? .unixEpoch
        return slim.offset(at: moment) != fat.offset(at: moment)
      }
      #expect(wrong == nil, "\(name)")
    }
  }
}
