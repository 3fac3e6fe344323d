import Foundation
import SynchroLive
import SynchroPXB
import SynchroReplay
import SynchroRunner
import SynchroTiming
import SynchroVerdict
import Testing

/// Devices that misbehave in the middle of a flow: the flow says so, with the place, and the run goes on.
@Suite(.enabled(if: LiveBench.hasPython, "python3 is not there: hostile devices were not tried"))
struct HostileDeviceTests {
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("good", nil, nil),
      ("flood", "the peer kept sending more than 2000 lines a second", nil),
      ("close", "the peer closed in the middle of a line", nil),
      ("endless", "a line did not end within", nil),
      ("stubborn", nil, "the program ignored TERM and was killed"),
    ] as [(String, String?, String?)])
  func `a flow says what the device did, and where`(
    way: String, problem: String?, misconduct: String?
  ) async throws {
    let folder = try LiveBench.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let replay = LiveReplay(try LiveBench.links("Fixtures/Live/hostile.py \(way)"))
    var order = LiveReplay.Order(setting: ReplaySetting(run: "r-\(way)", start: .epoch))
    order.transcripts = folder
    let play = try LiveBench.play(pace: LiveBench.quickPace)
    let outcomes = await replay.run([play, play], order)
    #expect(outcomes.count == 2)
    let outcome = try #require(outcomes.first)
    if let problem {
      guard case .target(let words)? = outcome.problem else {
        Issue.record("\(String(describing: outcome.problem))")
        return
      }
      #expect(words.contains(problem), "\(words)")
      #expect(words.contains("of evidence/sessions/0001-read.jsonl"), "\(words)")
    } else {
      #expect(outcome.problem == nil)
      #expect(outcome.rounds >= 10)
    }
    let last = try #require(outcomes.last)
    #expect(last.misconduct?.contains(misconduct ?? "-") ?? (misconduct == nil))
    let lines = try String(contentsOfFile: folder + "/0001-read.jsonl", encoding: .utf8)
    #expect(lines.contains("\\\"kind\\\":\\\"hello\\\""))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a device that stands still loses its payloads, and nothing waits for it`() async throws {
    let replay = LiveReplay(try LiveBench.links("Fixtures/Live/hostile.py stall"))
    let text = LiveBench.read.replacing("within 5s", with: "within 300ms")
    let play = try LiveBench.play(text, pace: LiveBench.quickPace)
    let outcome = try #require(
      await replay.run([play], .init(setting: ReplaySetting(run: "r-stall", start: .epoch))).first)
    #expect(outcome.problem == nil)
    #expect(outcome.rounds > 0)
    let checks = FlowRecords(outcome, number: 1, start: .unixEpoch).test.checks
    #expect(checks.first?.decisions.first?.verdict == .failed)
  }

  @Test(.timeLimit(.minutes(1)))
  func `what is no message fails the flow and is answered`() async throws {
    let replay = LiveReplay(try LiveBench.links("Fixtures/Live/hostile.py nonsense"))
    let play = try LiveBench.play(pace: LiveBench.quickPace)
    let outcome = try #require(
      await replay.run([play], .init(setting: ReplaySetting(run: "r-x", start: .epoch))).first)
    #expect(outcome.log.brokenCount > 0)
    #expect(FlowRecords(outcome, number: 1, start: .unixEpoch).test.verdict == .failed)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["real", "virtual"])
  func `the example device is asked and played in both kinds of time`(time: String) async throws {
    let isVirtual = time == "virtual"
    let replay = LiveReplay(
      try LiveBench.links("Fixtures/pxb/device.py", time: isVirtual ? .virtual : .real))
    let capability = try await replay.ask(run: "r1")
    #expect(capability.clock.mode == (isVirtual ? .virtual : .real))
    var setting = ReplaySetting(run: "r1", start: .epoch)
    setting.time = capability.clock.mode
    // A device that waits for a core is late, and this one is not to be.
    let text = LiveBench.read.replacing("within 500ms", with: "within 20s")
    let play = try LiveBench.play(text, pace: isVirtual ? nil : LiveBench.quickPace)
    let outcome = try #require(await replay.run([play], .init(setting: setting)).first)
    #expect(outcome.problem == nil)
    #expect(outcome.rounds >= 10)
    let record = FlowRecords(outcome, number: 1, start: .unixEpoch).test
    #expect(record.verdict == .passed, "\(record)")
  }

  @Test(.timeLimit(.minutes(1)))
  func `a program that is not there is said to be missing`() async throws {
    let replay = LiveReplay(try LiveBench.links("Fixtures/Live/none.py"))
    await #expect(throws: LiveFault.self) { try await replay.ask(run: "r1") }
  }
}
