import SynchroPXB
import Testing

@Suite struct PXBErrorCodeTests {
  @Test func `the page lists every code`() {
    #expect(PXBErrorCode.allCases.count == 27)
    #expect(PXBErrorCode.expired.label == "PXB-406")
  }
}
