import SynchroTiming
import Testing

@testable import SynchroFlows
@testable import SynchroSimulation

@Suite struct VirtualTimeTests {
  @Test(arguments: [
    (Duration.seconds(14_400), "4 h"), (.seconds(90), "90 s"), (.seconds(120), "2 min"),
    (.milliseconds(13_700), "13.7 s"), (.milliseconds(477), "477 ms"), (.zero, "0 s"),
    (.nanoseconds(1_000_001), "1.000001 ms"), (.nanoseconds(1), "1 ns"),
  ])
  func `a bound is written exactly`(time: Duration, words: String) {
    #expect(VirtualTime.words(time) == words)
  }

  @Test(arguments: [
    (UInt64(0), "0 ns"), (999, "999 ns"), (1000, "1 µs"), (569_901_055, "570 ms"),
    (2_134_900_735, "2.13 s"), (99_960_000_000, "1.67 min"), (45_678_000_000, "45.7 s"),
    (7_200_000_000_000, "2 h"), (1_000_400, "1 ms"), (1_049_000, "1.05 ms"),
    (200_000_000_000_000_000, "55556 h"), (.max, "5124096 h"),
  ])
  func `a measured time has three digits`(nanoseconds: UInt64, words: String) {
    #expect(VirtualTime.rounded(nanoseconds) == words)
  }
}
