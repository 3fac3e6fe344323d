import SynchroPXB
import Testing

@Suite struct PXBTimeTests {
  @Test(arguments: [-1, 9_007_199_254_740_992, Int64.max, .min])
  func `what JSON readers cannot keep is no time`(microseconds: Int64) {
    #expect(PXBTime(microseconds: microseconds) == nil)
  }

  @Test func `sums are held at the ends`() {
    let start = PXBTime(clamping: 5)
    #expect((start + .seconds(1)).microseconds == 1_000_005)
    #expect((start + .nanoseconds(1999)).microseconds == 6)
    #expect(start + .seconds(-1) == .epoch)
    #expect(start + .seconds(Int64.min) == .epoch)
    #expect(start + .seconds(Int64.max) == .latest)
    #expect(start - .seconds(Int64.min) == .latest)
    #expect(.latest + .microseconds(1) == PXBTime.latest)
  }

  @Test func `a moment has a place in the calendar`() {
    let time = PXBTime(clamping: 1_700_000_000_123_456)
    #expect(time.description == "2023-11-14T22:13:20.123456Z")
    #expect(PXBTime(time.timestamp) == time)
  }
}
