import SynchroPXB
import Testing

@Suite struct PXBTimeTests {
  @Test(arguments: [-1, 1 << 53, Int64.max, .min])
  func `what JSON readers cannot keep is no time`(microseconds: Int64) {
    #expect(PXBTime(microseconds: microseconds) == nil)
  }

  @Test(arguments: [
    (0, Duration.seconds(-1), 0), (5, .seconds(1), 1_000_005), (9, .nanoseconds(1999), 10),
    (1 << 53 - 1, .seconds(1), 1 << 53 - 1), (7, .seconds(Int64.max), 1 << 53 - 1),
    (7, .seconds(Int64.min), 0),
  ])
  func `sums are held at the ends`(start: Int64, duration: Duration, sum: Int64) {
    #expect((PXBTime(clamping: start) + duration).microseconds == sum)
  }

  @Test func `a moment has a place in the calendar`() {
    let time = PXBTime(clamping: 1_700_000_000_123_456)
    #expect(time.description == "2023-11-14T22:13:20.123456Z")
    #expect(PXBTime(time.timestamp) == time)
  }
}
