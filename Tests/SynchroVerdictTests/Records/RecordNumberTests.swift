import SynchroVerdict
import Testing

@Suite struct RecordNumberTests {
  @Test(arguments: [
    (0, 1, 1), (0, 9_999, 9_999), (1, 1, 10_001), (23, 7, 230_007), (23, 9_999, 239_999),
    (23, 10_000, 1_000_000_230_000), (23, 10_001, 1_000_000_230_001),
    (0, 20_005, 2_000_000_000_005), (99_999_999, 90_059_999, 9_005_999_999_999_999),
  ])
  func `a number says whose it is and which`(test: Int, count: Int, value: Int) {
    let number = RecordNumber(test: test, count: count)
    #expect(number.value == value)
    #expect(RecordNumber(value) == number)
    #expect(Int(exactly: Double(value)) == value, "not every reader of JSON keeps it")
  }

  @Test(arguments: [Int.min, -1, 0, 10_000, 230_000, 9_007_000_000_000_000, Int.max])
  func `what no test can have is no number`(value: Int) {
    #expect(RecordNumber(value) == nil)
  }

  @Test func `no two of a run have the same number`() {
    var seen: Set<Int> = []
    for test in 0...12 {
      for count in Array(1...30) + Array(9_990...10_010) + Array(19_990...20_010) {
        #expect(seen.insert(RecordNumber(test: test, count: count).value).inserted)
      }
    }
  }
}
