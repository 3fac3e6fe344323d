import Testing

@testable import SynchroFlows

@Suite struct PercentageTests {
  @Test(arguments: [(9950, "99.5"), (9800, "98"), (9999, "99.99"), (9905, "99.05"), (5, "0.05")])
  func `a share is written as the tables print it`(basisPoints: Int, text: String) {
    #expect(Percentage(basisPoints: basisPoints).description == text)
  }
}
