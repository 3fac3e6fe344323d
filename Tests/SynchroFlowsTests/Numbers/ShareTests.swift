import SynchroStatistics
import Testing

@testable import SynchroFlows

@Suite struct ShareTests {
  @Test(arguments: [
    ("99.5 %", 995_000), ("98%", 980_000), ("0.174", 174_000), ("1", 1_000_000), ("0", 0),
    ("100 %", 1_000_000), ("99.9999 %", 999_999),
  ])
  func `a share is exact in millionths`(text: String, millionths: Int) {
    #expect(Share(text)?.millionths == millionths)
  }

  @Test(arguments: [
    "", "%", ".5", "1.", "-1 %", "101 %", "1.1", "1e-1", "0.1234567", "99.99999 %", "٩ %", "1 % ",
  ])
  func `what is no share is refused`(text: String) {
    #expect(Share(text) == nil)
  }

  @Test(arguments: [
    (0, "0"), (5, "0.05"), (100, "1"), (9510, "95.1"), (9950, "99.5"), (9999, "99.99"),
    (10_000, "100"),
  ])
  func `a share is written as the tables print it`(basisPoints: Int, text: String) throws {
    let share = try #require(Share(basisPoints: basisPoints))
    #expect(share.percentNumber == text)
    #expect(share.description == text + " %")
    #expect(Share(text + " %") == share)
  }

  @Test(arguments: [-1, 10_001, .min, .max])
  func `less than nothing and more than everything are no shares`(basisPoints: Int) {
    #expect(Share(basisPoints: basisPoints) == nil)
  }

  @Test func `a verdict speaks of what lies between nothing and everything`() {
    #expect(Proportion(.none) == nil)
    #expect(Proportion(.whole) == nil)
    #expect(Share("99.5 %").flatMap { Proportion($0) } == .ninetyNineAndAHalfPercent)
  }
}
