import SynchroTiming
import Testing

@testable import SynchroFlows
@testable import SynchroSimulation

@Suite struct DailyScheduleTests {
  private static let day = DailySchedule.day

  private static func schedule(
    _ pace: DailySchedule.Pace, _ perDay: Double, _ window: String = "00:00-24:00"
  ) throws -> DailySchedule {
    let window = try #require(TimeWindow(window))
    return try #require(DailySchedule(pace: pace, perDay: perDay, window: window))
  }

  private static func instants(
    _ schedule: DailySchedule, days: Int64, device: UInt64 = 0
  ) -> [Int64] {
    let random = CounterRandom(seed: 5).child(device)
    return Array(schedule.instants(random).prefix { $0 < days * day })
  }

  @Test(arguments: [
    (DailySchedule.Pace.poisson, "00:00-24:00"), (.poisson, "08:00-20:00"),
    (.poisson, "22:00-06:00"), (.spread, "07:00-22:00"), (.spread, "22:00-06:00"),
    (.aligned, "22:00-24:00"), (.aligned, "23:59-00:01"),
  ])
  func `instants run forwards and lie in the window`(
    pace: DailySchedule.Pace, window: String
  ) throws {
    let schedule = try Self.schedule(pace, 50, window)
    let instants = Self.instants(schedule, days: 20)
    #expect((800...1200).contains(instants.count))
    #expect(zip(instants, instants.dropFirst()).allSatisfy { $0 <= $1 })
    let isInside = instants.allSatisfy { instant in
      TimeOfDay(sinceMidnight: .nanoseconds(instant % Self.day)).map(schedule.window.contains)
        ?? false
    }
    #expect(isInside)
  }

  @Test(arguments: [
    (24.0, "00:00-24:00", 24), (6.0, "08:00-20:00", 6), (0.5, "00:00-24:00", 0),
    (0, "08:00-20:00", 0),
  ])
  func `equal steps give the number of a day, whatever the moment they begin`(
    perDay: Double, window: String, count: Int
  ) throws {
    let schedule = try Self.schedule(.spread, perDay, window)
    for device in 0..<50 as Range<UInt64> {
      let found = Self.instants(schedule, days: 1, device: device).count
      #expect(found == count || perDay == 0.5 && found <= 1)
      if perDay > 1 { #expect(Self.instants(schedule, days: 3, device: device).count == count * 3) }
    }
  }

  @Test func `aligned devices send together, spread ones do not`() throws {
    let aligned = try Self.schedule(.aligned, 24)
    let hour: Int64 = 3_600_000_000_000
    #expect(Self.instants(aligned, days: 1, device: 9) == (0..<24).map { $0 * hour })
    let spread = try Self.schedule(.spread, 24)
    let firsts = Set(
      (0..<100 as Range<UInt64>).map { Self.instants(spread, days: 1, device: $0)[0] })
    #expect(firsts.count == 100)
    #expect(firsts.allSatisfy { $0 <= hour })
  }

  /// Counts of 2,000 devices over a day with mean 3: mean 3 ± 0.039, variance 3 ± 0.11 (the fourth
  /// central moment of a Poisson number is 3λ² + λ), both within 5 deviations.
  @Test func `numbers of a Poisson flow have equal mean and variance`() throws {
    let schedule = try Self.schedule(.poisson, 3, "08:00-20:00")
    let counts = (0..<2000 as Range<UInt64>).map { device in
      Double(Self.instants(schedule, days: 1, device: device).count)
    }
    let mean = counts.reduce(0, +) / 2000
    let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1999
    #expect(abs(mean - 3) < 0.2)
    #expect(abs(variance - 3) < 0.55)
  }

  @Test(arguments: [-1, .nan, .infinity, 1e9])
  func `a rate that no device has is refused`(perDay: Double) {
    #expect(DailySchedule(pace: .poisson, perDay: perDay) == nil)
  }

  @Test(arguments: [1e-300, 1e-12, 1e-9])
  func `rare instants end instead of overflowing`(perDay: Double) throws {
    let schedule = try Self.schedule(.poisson, perDay, "23:00-01:00")
    let instants = Array(schedule.instants(CounterRandom(seed: 1)).prefix(1000))
    #expect(instants.count < 1000)
  }
}
