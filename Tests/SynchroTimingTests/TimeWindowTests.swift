import SynchroTiming
import Testing

@Suite struct TimeWindowTests {
  @Test(arguments: [
    ("07:00-22:00", "06:59:59", false), ("07:00-22:00", "07:00", true),
    ("07:00-22:00", "21:59:59", true), ("07:00-22:00", "22:00", false),
    ("22:00-06:00", "21:59", false), ("22:00-06:00", "22:00", true),
    ("22:00-06:00", "00:00", true), ("22:00-06:00", "05:59:59", true),
    ("22:00-06:00", "06:00", false), ("18:00-24:00", "23:59:59", true),
    ("18:00-24:00", "00:00", false), ("00:00-24:00", "12:00", true),
    ("03:00-03:00", "02:59", true),
  ])
  func `a window holds its start and not its end`(
    window: String, time: String, holds: Bool
  ) throws {
    let window = try #require(TimeWindow(window))
    #expect(window.contains(try #require(TimeOfDay(time))) == holds)
  }

  @Test(arguments: [
    "", "07:00", "7:00-22:00", "07:00-25:00", "24:00-06:00", "07:00-22:60", "07:00–22:00",
    "07:00-22:00-23:00", "07:00 - 22:00", "07:00-2２:00", "07:00-22:00:00:00",
  ])
  func `a malformed window is refused`(text: String) {
    #expect(TimeWindow(text) == nil)
  }

  @Test(arguments: [
    ("22:00-06:00", true, 8), ("18:00-24:00", false, 6), ("00:00-00:00", false, 24),
    ("05:00-05:00", true, 24), ("06:00-22:00", false, 16),
  ])
  func `a window knows its length and midnight`(text: String, crosses: Bool, hours: Int) throws {
    let window = try #require(TimeWindow(text))
    #expect(window.crossesMidnight == crosses)
    #expect(window.length == .seconds(hours * 3600))
    #expect(TimeWindow(window.description) == window)
  }

  @Test func `durations are cut to nanoseconds without overflow`() {
    #expect(
      Duration(secondsComponent: 1, attosecondsComponent: 999).wholeNanoseconds == 1_000_000_000)
    #expect(Duration.seconds(Int64.max).wholeNanoseconds == .max)
    #expect(Duration.seconds(Int64.min).wholeNanoseconds == .min)
    #expect(Duration.nanoseconds(-5).wholeNanoseconds == -5)
    let late = MonotonicInstant(nanoseconds: .max)
    #expect(late.advanced(by: .seconds(1)) == late)
    #expect(MonotonicInstant(nanoseconds: .min).duration(to: late) > .seconds(18_000_000_000))
  }
}
