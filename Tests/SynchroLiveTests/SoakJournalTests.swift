import Foundation
import SynchroLive
import SynchroPXB
@testable import SynchroReplay
import SynchroRunner
import SynchroVerdict
import Testing

@testable import SynchroLive

@Suite struct SoakJournalTests {
  private static let run = SoakRun(run: "r1", plan: "abc", seed: 7, arguments: ["run", "x"])

  private func start(_ number: Int) -> FlowPast.Start {
    .init(number: number, lane: number % 2, due: .milliseconds(100 * number))
  }

  /// A journal of ten rounds of which seven came to their end, the last line torn.
  private func journal(_ folder: String) throws -> [UInt8] {
    let journal = try SoakJournal(in: folder, of: Self.run)
    journal.begin(0, "test/reading#read", origin: PXBTime(clamping: 1_000_000))
    for number in 0..<10 {
      journal.append([.begun(start(number))], of: 0, at: start(number).due)
      guard number < 7 else { continue }
      let result = RoundResult(number: number, due: start(number).due)
      journal.append([.ended(result)], of: 0, at: start(number).due + .milliseconds(50))
    }
    journal.close(isOver: false)
    let path = folder + "/" + SoakJournal.name
    return [UInt8](try Data(contentsOf: URL(filePath: path))) + Array("{\"p\":0,\"b\":[10,".utf8)
  }

  @Test func `a torn journal tells what was begun and what came to its end`() throws {
    let folder = try LiveBench.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let past = try #require(SoakPast(try journal(folder)))
    #expect(past.run == Self.run)
    #expect(!past.isOver)
    let flow = try #require(past.flows[0])
    #expect(flow.starts == (0..<10).map(start))
    #expect(flow.results.map(\.number) == Array(0..<7))
    #expect(flow.played == .milliseconds(900))
    #expect(past.lastMoment(of: 0) == PXBTime(clamping: 1_900_000))
    // The next journal goes on with it, whole.
    let other = try LiveBench.folder()
    defer { try? FileManager.default.removeItem(atPath: other) }
    let next = try SoakJournal(in: other, of: Self.run, past: past)
    next.close(isOver: true)
    let url = URL(filePath: other + "/" + SoakJournal.name)
    let again = try #require(SoakPast([UInt8](try Data(contentsOf: url))))
    #expect(again.flows[0] == flow)
    #expect(again.isOver)
  }

  @Test(arguments: ["", "x\n", "{}\n", "{\"journal\":2,\"run\":\"r\"}\n"])
  func `what is no journal is none`(text: String) {
    #expect(SoakPast(Array(text.utf8)) == nil)
  }

  @Test(
    .enabled(if: LiveBench.hasPython, "python3 is not there: no soak was resumed"),
    .timeLimit(.minutes(1)))
  func `a soak that was stopped goes on, counts no round twice and tells of the gap`() async throws
  {
    let folder = try LiveBench.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var pace = LiveBench.quickPace
    pace.trials = nil
    pace.goesOn = true
    pace.span = .milliseconds(900)
    let play = try LiveBench.play(pace: pace)
    let links = try LiveBench.links("Fixtures/pxb/device.py")
    var order = LiveReplay.Order(setting: ReplaySetting(run: "r1", start: .epoch))
    let journal = try SoakJournal(in: folder, of: Self.run)
    order.journal = journal
    let first = order
    let task = Task { await LiveReplay(links).run([play], first) }
    let url = URL(filePath: folder + "/" + SoakJournal.name)
    for _ in 0..<1_000 {
      if try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\"r\":").count > 20 {
        break
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    task.cancel()
    _ = await task.value
    journal.close(isOver: false)
    let bytes = [UInt8](try Data(contentsOf: url))
    let past = try #require(SoakPast(bytes))
    let known = try #require(past.flows[0])
    #expect(!known.isOver)
    #expect(known.results.count > 10)
    order.setting.run = "r2"
    order.journal = nil
    order.past = past
    let outcome = try #require(await LiveReplay(links).run([play], order).first)
    #expect(outcome.problem == nil)
    #expect(outcome.rounds > known.starts.count)
    // At the same rate, a soak that was interrupted has as many rounds as one that was not.
    #expect(abs(outcome.rounds - 180) < 60)
    let remark = try #require(outcome.remarks.first { $0.contains("went on") })
    #expect(remark.contains("\(known.results.count) rounds of before are counted"), "\(remark)")
  }
}
