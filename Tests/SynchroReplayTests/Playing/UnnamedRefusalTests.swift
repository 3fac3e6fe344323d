import SynchroPXB
@testable import SynchroReplay
import Testing

/// Refusals that name no payload, since the line could not be read.
@Suite struct UnnamedRefusalTests {
  private static let torn = """
    suite test/torn "Half a line"
    binding pxb
    actor meter plays "2-Way Meter - Electr" is target
    actor cis plays "CIS/Billing - Utility" is harness

    flow torn "Half a line is refused"
      cis -> meter on-demand_Mtr-read_cmd as torn spoiled cut-off within 10s
      refused torn by meter with 100
    """
  private static let origin = ReplaySetting.virtualStart

  /// Eight meters that have all got half a line at one moment.
  private static func player(_ outbox: inout Outbox) throws -> FlowPlayer {
    var play = try ReplayBench(torn, instances: 8).play
    (play.pace.spacing, play.pace.mean) = (.zero, .zero)
    (play.pace.isHeld, play.pace.rounds) = (true, 8)
    let forge = PayloadForge(
      run: "test", elements: [:], kinds: [:], clock: ClockTrust(isShared: true), seed: 1)
    var player = try FlowPlayer(play, forge: forge, origin: origin)
    player.wake(at: origin, &outbox)
    try #require(player.waiting == Array(0..<8))
    return player
  }

  private static func refusal(by sender: Sender?) -> ErrorMessage {
    let header = Header(run: "test", id: "d1", sequence: 1, clock: "dut", at: origin)
    return ErrorMessage(header: header, from: sender, code: .badJSON, detail: "")
  }

  @Test func `a refusal that names nothing is of what went out first`() throws {
    var outbox = Outbox(run: "test", clock: "harness")
    var player = try Self.player(&outbox)
    for number in 0..<8 {
      let isTaken = player.receive(
        Self.refusal(by: nil), at: Self.origin + .milliseconds(10), &outbox)
      #expect(isTaken)
      #expect(player.waiting == Array(number + 1..<8))
    }
  }

  @Test func `a refuser who says who it is refuses its own`() throws {
    var outbox = Outbox(run: "test", clock: "harness")
    var player = try Self.player(&outbox)
    let meter = try #require(player.rounds[5]?.parties["meter"])
    _ = player.receive(
      Self.refusal(by: meter), at: Self.origin + .milliseconds(10), &outbox)
    #expect(player.waiting == [0, 1, 2, 3, 4, 6, 7])
  }
}

extension FlowPlayer {
  /// The rounds in which somebody has not answered yet, in order.
  fileprivate var waiting: [Int] {
    rounds.values.filter { round in round.sent.contains { !$0.isOver } }.map(\.number).sorted()
  }
}
