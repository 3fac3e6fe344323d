import Foundation
import Glibc
import SynchroServer
import SynchroWire
import XCTest
import SynchroTiming

/// Real time and process-wide limits: one test at a time, on a quiet machine.
final class ServerTimeTests: XCTestCase {
  private func serve(
    _ change: (inout ServerConfiguration) -> Void
  ) throws -> (HTTPServer, EventLog) {
    let log = EventLog()
    var configuration = HTTPServerTests.configuration()
    configuration.observer = { log.note($0) }
    change(&configuration)
    return (try HTTPServer(configuration, handler: HTTPServerTests.handle), log)
  }

  func testSilentConnectionIsClosedAfterTheIdleTime() throws {
    let (server, log) = try serve { $0.idleTimeout = .milliseconds(100) }
    let client = try RawClient(server.address)
    try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try client.read(until: "GET /a 0")
    let start = MonotonicInstant.now()
    let (bytes, end) = try client.readToEnd()
    XCTAssertEqual(bytes, [])
    XCTAssertEqual(end, .end)
    XCTAssertGreaterThan(MonotonicInstant.now() - start, .milliseconds(90))
    XCTAssertLessThan(MonotonicInstant.now() - start, .seconds(2))
    XCTAssertEqual(log.all, ["idle timed out"])
    server.stopAndWait()
  }

  func testDrippedRequestEndsWith408() throws {
    let (server, log) = try serve { $0.requestTimeout = .milliseconds(150) }
    let client = try RawClient(server.address)
    let start = MonotonicInstant.now()
    // Each byte is activity, and none of it prolongs the time of the whole request.
    for byte in "GET /a HTTP/1.1\r\nHost: a\r\nX-Slow: ".utf8 {
      try client.send([byte])
      usleep(10_000)
    }
    let text = String(decoding: try client.readToEnd().bytes, as: UTF8.self)
    XCTAssertTrue(text.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"), text)
    XCTAssertLessThan(MonotonicInstant.now() - start, .seconds(2))
    XCTAssertEqual(log.all, ["request timed out"])
    server.stopAndWait()
  }

  func testHandshakeThatNeverComesIsCutOff() throws {
    let identity = try ThrowawayAuthority().issue()
    let (server, log) = try serve {
      $0.tls = TLSServerConfiguration(identity: identity)
      $0.handshakeTimeout = .milliseconds(100)
    }
    let client = try RawClient(server.address)
    XCTAssertEqual(try client.readToEnd().end, .end)
    XCTAssertEqual(log.all, ["handshake timed out"])
    server.stopAndWait()
  }

  func testReaderThatStallsIsDropped() throws {
    let (server, log) = try serve { $0.idleTimeout = .milliseconds(200) }
    let client = try RawClient(server.address)
    try client.send(
      String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 4))
    XCTAssertTrue(log.wait(for: "idle timed out"))
    XCTAssertTrue(isIdle(server))
    _ = client
    server.stopAndWait()
  }

  func testScriptPausesAsLongAsItSays() throws {
    let configuration = HTTPServerTests.configuration()
    let server = try HTTPServer(configuration) { _ in
      .wire([
        .text("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"), .sleep(.milliseconds(60)),
        .drip(Array("abcd".utf8), every: .milliseconds(20)), .halfClose,
      ])
    }
    let client = try RawClient(server.address)
    let start = MonotonicInstant.now()
    try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try client.read(until: "\r\n\r\n")
    XCTAssertEqual(try client.readToEnd().bytes, Array("abcd".utf8))
    XCTAssertGreaterThanOrEqual(MonotonicInstant.now() - start, .milliseconds(120))
    server.stopAndWait()
  }

  func testLongScriptIsPlayedFromWhereItLies() throws {
    let piece = WireStep.bytes([UInt8](repeating: 0x61, count: 1 << 20))
    let script = Array(repeating: piece, count: 500) + [.close]
    let server = try HTTPServer(HTTPServerTests.configuration()) { _ in .wire(script) }
    let client = try RawClient(server.address)
    let before = try residentKilobytes()
    try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try client.readSome(timeout: 10_000)
    XCTAssertLessThan(try residentKilobytes() - before, 100_000)
    client.reset()
    XCTAssertTrue(isIdle(server))
    server.stopAndWait()
  }

  private func residentKilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return Int(line?.split(separator: " ").dropFirst().first ?? "") ?? 0
  }

  /// accept(2) fails with EMFILE while the listener stays readable: a loop that does not look away
  /// would spin, and one that gives up would never serve again.
  func testServerSurvivesRunningOutOfDescriptors() throws {
    let (server, log) = try serve { _ in }
    var saved = rlimit()
    XCTAssertEqual(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &saved), 0)
    var limit = saved
    defer { setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &saved) }
    let first = try RawClient(server.address)
    // Served, so that the server has taken its descriptor and the next free one stays free.
    try first.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try first.read(until: "GET /a 0")
    let lowest = dup(0)
    close(lowest)
    limit.rlim_cur = rlim_t(lowest + 1)
    XCTAssertEqual(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit), 0)
    let waiting = try RawClient(server.address)
    XCTAssertTrue(log.wait(for: "exhausted"))
    var usage = rusage()
    getrusage(__rusage_who_t(0), &usage)
    let before = usage.ru_utime.tv_sec * 1_000_000 + usage.ru_utime.tv_usec
    usleep(300_000)
    getrusage(__rusage_who_t(0), &usage)
    let spent = usage.ru_utime.tv_sec * 1_000_000 + usage.ru_utime.tv_usec - before
    XCTAssertLessThan(spent, 100_000)
    XCTAssertEqual(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &saved), 0)
    for client in [first, waiting] {
      try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
      XCTAssertTrue(try client.read(until: "GET /a 0").hasPrefix("HTTP/1.1 200"))
    }
    server.stopAndWait()
  }
}
