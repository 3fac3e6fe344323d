import SynchroJSON
import SynchroPXB
import Testing

@Suite struct ClockReadingTests {
  @Test func `a clock without a timer tells of none`() {
    let reading = ClockReading(["now": 5])
    #expect(reading == ClockReading(now: PXBTime(clamping: 5), next: nil))
    #expect(reading?.result == ["now": 5])
  }

  @Test(
    arguments: [
      ["next": 5], ["now": -1], ["now": "5"], ["now": 5, "next": "9"], ["now": 5, "next": -1],
      ["now": 5, "next": .null], .null,
    ] as [JSONValue])
  func `what cannot be read is no reading`(result: JSONValue) {
    #expect(ClockReading(result) == nil)
  }
}
