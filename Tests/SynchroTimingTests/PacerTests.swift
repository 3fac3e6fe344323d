import SynchroTiming
import Synchronization
import XCTest

/// On the real clock, so alone; nothing is asserted about how fast this machine is.
final class PacerTests: XCTestCase {
  func testEveryTickFiresInOrderAndNeverEarly() throws {
    let seen = Recorder<Tick>()
    let schedule = try XCTUnwrap(FixedRate(perSecond: 5_000, count: 1_000))
    let pacer = try Pacer.start(schedule) { seen.append($0) }
    let report = pacer.join()
    XCTAssertEqual(report.end, .completed)
    XCTAssertEqual(report.tickCount, 1_000)
    XCTAssertEqual(report.ticks, seen.elements)
    for (index, tick) in report.ticks.enumerated() {
      XCTAssertEqual(tick.index, UInt64(index))
      XCTAssertEqual(tick.intended, pacer.origin.advanced(by: .microseconds(200 * index)))
      XCTAssertGreaterThanOrEqual(tick.actual, tick.intended)
    }
    var lateness = Histogram()
    for tick in report.ticks { lateness.record(tick.lateness) }
    XCTAssertEqual(report.lateness, lateness)
    XCTAssertEqual(pacer.join().tickCount, 1_000, "joining again gives the report again")
  }

  func testADelayNeitherSkipsNorShiftsWhatFollows() throws {
    let schedule = try XCTUnwrap(FixedRate(perSecond: 1_000, count: 60))
    let pacer = try Pacer.start(schedule) { tick in
      guard tick.index == 10 else { return }
      let end = SystemTime().now.advanced(by: .milliseconds(20))
      while SystemTime().now < end {}
    }
    let report = pacer.join()
    XCTAssertEqual(report.ticks.map(\.index), Array(0..<60))
    for tick in report.ticks {
      let offset = Duration.milliseconds(Int(tick.index))
      XCTAssertEqual(tick.intended, pacer.origin.advanced(by: offset))
    }
    // Those that came due during the delay fired behind it: the schedule never waits for the
    // handler.
    let delayed = report.ticks[11]
    XCTAssertGreaterThanOrEqual(delayed.lateness, .milliseconds(19))
    let behind = report.ticks[12...29]
    XCTAssertTrue(behind.allSatisfy { $0.actual >= delayed.actual })
    XCTAssertGreaterThanOrEqual(report.lateness.maximum ?? 0, 19_000_000)
  }

  func testStoppingEndsAWaitAtOnce() throws {
    let schedule = ListedOffsets([.zero, .seconds(3_600)])
    let fired = DispatchSemaphore(value: 0)
    let pacer = try Pacer.start(schedule) { _ in fired.signal() }
    fired.wait()
    pacer.stop()
    let report = pacer.join()
    XCTAssertEqual(report.end, .stopped)
    XCTAssertEqual(report.tickCount, 1)
  }

  func testCancellingTheTaskStopsThePacer() async throws {
    let schedule = ListedOffsets([Duration.seconds(3_600)])
    let pacer = try Pacer.start(schedule) { _ in XCTFail("fired an hour early") }
    let waiting = Task { await pacer.report() }
    waiting.cancel()
    let report = await waiting.value
    XCTAssertEqual(report.end, .stopped)
    let again = await pacer.report()
    XCTAssertEqual(again.tickCount, 0)
  }

  func testAScheduleThatGoesBackIsNotFired() throws {
    let schedule = ListedOffsets([Duration.zero, .milliseconds(2), .milliseconds(1)])
    let report = try Pacer.start(schedule, keepingTicks: 1) { _ in }.join()
    XCTAssertEqual(report.end, .disordered(index: 2))
    XCTAssertEqual(report.tickCount, 2)
    XCTAssertEqual(report.ticks.count, 1)
  }

  func testThePacersThreadHasItsName() throws {
    let names = Recorder<String>()
    let schedule = ListedOffsets([Duration.zero])
    let pacer = try Pacer.start(schedule, name: "syn-pacer") { _ in
      let text = try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
      names.append(text ?? "unreadable")
    }
    _ = pacer.join()
    XCTAssertEqual(names.elements, ["syn-pacer\n"])
  }

  func testDroppingThePacerStopsIt() throws {
    let released = DispatchSemaphore(value: 0)
    final class Witness: Sendable {
      let released: DispatchSemaphore
      init(_ released: DispatchSemaphore) { self.released = released }
      deinit { released.signal() }
    }
    do {
      let witness = Witness(released)
      _ = try Pacer.start(ListedOffsets([Duration.seconds(3_600)])) { _ in _ = witness }
    }
    XCTAssertEqual(released.wait(timeout: .now() + 30), .success)
  }

  func testAHandlerThatStopsItsPacerIsLetGo() throws {
    final class Owner: Sendable {
      let pacer = Mutex<Pacer?>(nil)
    }
    weak var remembered: Owner?
    do {
      let owner = Owner()
      remembered = owner
      let schedule = try XCTUnwrap(FixedRate(perSecond: 1_000))
      let pacer = try Pacer.start(schedule) { _ in owner.pacer.withLock { $0?.stop() } }
      owner.pacer.withLock { $0 = pacer }
      XCTAssertEqual(pacer.join().end, .stopped)
    }
    XCTAssertNil(remembered)
  }
}
