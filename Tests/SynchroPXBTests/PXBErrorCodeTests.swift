import SynchroPXB
import Testing

@Suite struct PXBErrorCodeTests {
  @Test(arguments: [
    (100, 400), (101, 400), (102, 400), (103, 413), (201, 404), (300, 401), (301, 403),
    (304, 401), (406, 202), (502, 202), (601, 202),
  ])
  func `every code has its status`(code: Int, status: Int) {
    #expect(PXBErrorCode(rawValue: code)?.httpStatus == status)
  }

  @Test func `the page lists every code`() {
    #expect(PXBErrorCode.allCases.count == 27)
    #expect(PXBErrorCode.expired.label == "PXB-406")
  }
}
