/// The number of an exchange or of an act of the operator: a function of the test and of how many the
/// test made before it, so that neither concurrency nor shards change it.
///
/// The k-th of test t is `t × 10 000 + k`; what belongs to no test counts as test 0: the doctor has
/// 1 to 9 999. From its ten-thousandth on a test goes on above a trillion: the number is then
/// `k ÷ 10 000` trillions, `t` ten thousands and the rest of k. All of them are whole numbers that
/// JSON keeps exactly.
public struct RecordNumber: Sendable, Hashable {
  /// The place of the test among all tests of the selected suites, from 1; 0 for the doctor.
  public let test: Int
  /// Counts what the test made, from 1.
  public let count: Int

  /// How many of one test stand side by side.
  private static let room = 10_000
  /// Where the next so many of each test begin.
  private static let stride = 1_000_000_000_000
  /// 2^53 is the end of the whole numbers that every reader of JSON keeps.
  private static let end = 1 << 53

  /// More tests than this have no numbers.
  static let testLimit = stride / room - 1

  /// The number of the `count`-th of a test.
  public init(test: Int, count: Int) {
    precondition((0...Self.testLimit).contains(test), "a suite has no hundred million tests")
    precondition(
      count >= 1 && count / Self.room < Self.end / Self.stride,
      "a test has no ninety million exchanges")
    self.test = test
    self.count = count
  }

  /// What a number means; nil for one that no test can have.
  public init?(_ value: Int) {
    guard value >= 1, value < Self.end / Self.stride * Self.stride else { return nil }
    let test = value % Self.stride / Self.room
    let count = value / Self.stride * Self.room + value % Self.room
    guard count >= 1 else { return nil }
    self.test = test
    self.count = count
  }

  /// The number.
  public var value: Int {
    count / Self.room * Self.stride + test * Self.room + count % Self.room
  }
}
