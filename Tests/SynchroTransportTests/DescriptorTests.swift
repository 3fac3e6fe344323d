import Foundation
import Glibc
import SynchroHTTP
import SynchroTransport
import SynchroWire
import XCTest

/// Counts descriptors of the whole process, so it must run alone.
final class DescriptorTests: XCTestCase {
  func testEveryDescriptorIsGivenBack() async throws {
    _ = try await round()
    let before = try descriptors()
    for _ in 0..<3 { try await round() }
    XCTAssertEqual(try descriptors(), before)
  }

  func testStoppedClientsKeepNoDescriptors() async throws {
    let port = try Listener().address.port
    let before = try descriptors()
    let (client, curl) = (try HTTPClient(), try CurlClient())
    let request = try ExchangeRequest.get(from: .loopback(port))
    _ = await (client.send(request), curl.send(request))
    await client.stop()
    await curl.stop()
    // What wakes the two loops stays as long as somebody may still post to them.
    XCTAssertEqual(try descriptors(), before + 2)
    let late = await client.send(request)
    XCTAssertEqual(late.outcome, .failed(.stopped(.queued)))
  }

  func testOurOwnShortageIsNotBlamedOnTheTarget() async throws {
    try await withPeer {
      $0.answerAll()
    } _: { peer in
      try await withClient { client in
        let request = try ExchangeRequest.get(from: .loopback(peer.port)) {
          $0.usesIdleConnection = false
          $0.deadline = .seconds(5)
        }
        _ = await client.send(request)
        var saved = rlimit()
        XCTAssertEqual(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &saved), 0)
        let lowest = dup(0)
        close(lowest)
        for spare in rlim_t(0)...1 {
          var limit = saved
          limit.rlim_cur = rlim_t(lowest) + spare
          XCTAssertEqual(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit), 0)
          let exchange = await client.send(request)
          XCTAssertEqual(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &saved), 0)
          guard case .harness = exchange.fault else {
            return XCTFail("\(spare) descriptors left: \(exchange.outcome)")
          }
        }
      }
    }
  }

  private func descriptors() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
  }

  /// Exchanges that complete, fail, are refused and are cancelled, through both engines.
  private func round() async throws {
    let closed: UInt16 = try {
      let listener = try Listener()
      return listener.address.port
    }()
    try await withPeer { connection in
      switch connection.number % 4 {
      case 0: break
      case 1: connection.stream.reset()
      case 2: _ = connection.receiveAll()
      default: connection.answerAll()
      }
    } _: { peer in
      let curl = try CurlClient()
      try await withClient { client in
        for index in 0..<24 {
          let port = index % 6 == 5 ? closed : peer.port
          let request = try ExchangeRequest.get(from: .loopback(port)) {
            $0.deadline = .milliseconds(30)
          }
          _ = await index % 3 == 0 ? curl.send(request) : client.send(request)
        }
      }
      await curl.stop()
    }
  }
}
