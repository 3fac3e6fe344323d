import Foundation
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
