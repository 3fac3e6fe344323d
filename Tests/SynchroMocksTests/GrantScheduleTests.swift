import SynchroTiming
import Testing

@testable import SynchroMocks

@Suite struct GrantScheduleTests {
  @Test(arguments: 0...40)
  func `moments come out in their order, however many there are`(count: Int) throws {
    var random = SplitMix64(seed: UInt64(count))
    var schedule = GrantSchedule()
    var moments: [Timestamp] = []
    for number in 0..<count {
      let seconds = Int64.random(in: 0..<20, using: &random)
      let moment = try #require(Timestamp(seconds: seconds, nanoseconds: 0))
      moments.append(moment)
      schedule.add(moment, "grant-\(number)")
    }
    let half = try #require(Timestamp(seconds: 10, nanoseconds: 0))
    let end = try #require(Timestamp(seconds: 20, nanoseconds: 0))
    var taken: [Timestamp] = []
    while let (time, _) = schedule.next(at: half) { taken.append(time) }
    #expect(taken == moments.filter { $0 <= half }.sorted())
    while let (time, _) = schedule.next(at: end) { taken.append(time) }
    #expect(taken == moments.sorted())
  }
}
