import SynchroTiming
import Testing

@Suite struct SteadyTimeTests {
  @Test(arguments: [-86_400, -1, 1, 3_600])
  func `a clock that is set changes no time of day, and is noticed`(seconds: Int) throws {
    let machine = ManualClock(wallTime: try #require(Timestamp(seconds: 1_000_000)))
    let time = SteadyTime(machine)
    machine.advance(by: .seconds(5))
    machine.stepWallTime(by: .seconds(seconds))
    machine.advance(by: .seconds(7))
    #expect(time.wallTime == Timestamp(seconds: 1_000_012))
    #expect(time.now == machine.now)
    #expect(time.drift == .seconds(seconds))
  }

  @Test func `the machine's own clock does not drift in a moment`() {
    #expect(abs(SteadyTime().drift / .seconds(1)) < 0.5)
  }
}
