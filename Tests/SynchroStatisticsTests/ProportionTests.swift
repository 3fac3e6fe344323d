import SynchroStatistics
import Testing

@Suite struct ProportionTests {
  @Test(arguments: [
    ("98%", 980_000_000, "98 %", "0.98"), ("> 99.5 %", 995_000_000, "99.5 %", "0.995"),
    ("99.9999999%", 999_999_999, "99.9999999 %", "0.999999999"),
    ("0.0000001%", 1, "0.0000001 %", "0.000000001"), ("05.50%", 55_000_000, "5.5 %", "0.055"),
  ])
  func `a percentage is read and written exactly`(
    text: String, billionths: Int, words: String, decimal: String
  ) {
    let share = Proportion(percent: text)
    #expect(share?.billionths == billionths)
    #expect(share?.description == words)
    #expect(share?.decimal == decimal)
  }

  @Test(arguments: [
    "", "98", "%", "100%", "0%", "0.0%", "98,5%", "-1%", "+1%", "98%%", "1e1%", "98.%", ".5%",
    "99.99999999%", "098%", "９８%", ">> 98%", "9 8%",
  ])
  func `what is no share is refused`(text: String) {
    #expect(Proportion(percent: text) == nil)
  }

  @Test func `the rest of a share loses no digits`() {
    #expect(Proportion.ninetyEightPercent.rest == 0.02)
    #expect(Proportion(billionths: 999_999_999)?.rest == 1e-9)
    #expect(Proportion(basisPoints: 9950) == .ninetyNineAndAHalfPercent)
    #expect(Proportion(basisPoints: 10_000) == nil)
  }
}
