import SynchroHTTP
import SynchroLinks
import SynchroPXB
import SynchroServer
import SynchroTiming
import SynchroTransport
import SynchroWire
import Testing

@Suite struct RealTimeDriverTests {
  /// The ways in which two drivers can be joined.
  enum Way: CaseIterable, Sendable {
    case lines
    case httpAsking

    /// The device's link and the harness's.
    func links() throws -> (any Link, any Link) {
      switch self {
      case .lines:
        let device = try LineLink()
        return (device, try LineLink(calling: "127.0.0.1", port: device.address?.port ?? 0))
      case .httpAsking:
        let device = try PairLink(PairConfiguration(serving: ServerConfiguration()))
        var caller = PairConfiguration(calling: device.origin.map { Destination($0) })
        caller.wait = .seconds(1)
        return (device, try PairLink(caller))
      }
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: Way.allCases)
  func `payloads are answered after their time over every transport`(way: Way) async throws {
    let links = try way.links()
    let device = try RealTimeDriver(
      EchoParty(meter, delay: .milliseconds(20)), links: [LinkAttachment(links.0)])
    let harnessSide = try RealTimeDriver(
      EchoParty(harness), links: [LinkAttachment(links.1)])
    device.start()
    harnessSide.start()
    let asked = await harnessSide.perform { party, now in
      for number in 0..<50 { party.say(payload("a\(number)", sequence: number + 1, at: now)) }
      return now
    }
    let start = try #require(asked)
    for _ in 0..<5_000 {
      let count = await harnessSide.perform { party, _ in party.received.count } ?? 0
      if count == 50 { break }
      try await Task.sleep(for: .milliseconds(1))
    }
    harnessSide.finish()
    let (party, report) = await harnessSide.ended()
    device.finish()
    let (other, deviceReport) = await device.ended()
    #expect(party.received == (1...50).map { "m1-\($0)" })
    #expect(other.received == (0..<50).map { "a\($0)" })
    #expect(report.sent == 50 && report.received == 50 && report.lost == 0)
    #expect(deviceReport.wakeLateness.count >= 1)
    #expect(report.ends[0]?.reason == .finished, "\(report.ends)")
    #expect(start > .epoch)
  }

  @Test(.timeLimit(.minutes(1)))
  func `faults and ends reach a participant that takes notice of them`() async throws {
    let device = ExecLink(ExecCommand("/bin/sh", ["-c", "echo '{'; exit 7"]))
    let driver = try RealTimeDriver(EchoParty(harness), links: [LinkAttachment(device)])
    driver.start()
    let (party, report) = await driver.ended()
    #expect(party.faults.map(\.code) == [.badJSON])
    #expect(party.ends.map(\.reason) == [.exited(status: 7)])
    #expect(report.refused == 1)
    #expect(await driver.perform { _, _ in 1 } == nil)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a participant learns who spoke and who left`() async throws {
    let link = try LineLink()
    let (left, departure) = AsyncStream.makeStream(of: Void.self)
    let driver = try RealTimeDriver(EchoParty(harness), links: [LinkAttachment(link)]) { event in
      switch event {
      case .link(_, .received, _), .link(_, .closed, _): departure.yield()
      default: break
      }
    }
    driver.start()
    let address = try #require(link.address)
    let stranger = try RawPeer(address)
    let device = try RawPeer(address)
    let line = String(decoding: MessageCodec.encode(payload("a", from: meter)), as: UTF8.self)
    device.send(line + "\n")
    var happened = left.makeAsyncIterator()
    await happened.next()
    stranger.close()
    await happened.next()
    let seen = try #require(await driver.perform { party, _ in (party.senders, party.departed) })
    #expect(seen.0.count == 1 && seen.1.count == 1)
    #expect(seen.0 != seen.1)
    device.close()
    await happened.next()
    let departed = try #require(await driver.perform { party, _ in party.departed })
    #expect(departed.last == seen.0.first)
    driver.finish()
    _ = await driver.ended()
  }

  @Test func `a driver without links is refused`() {
    #expect(throws: LinkFault.self) { try RealTimeDriver(EchoParty(), links: []) }
  }
}
