/// How much reading again a file may cost, so that a hostile one costs no more than its size.
struct RepairBudget {
  /// Mistakes that are looked for in one body.
  static let mistakes = 100

  private var bytes: Int

  init(forTextOf size: Int) {
    bytes = (8 << 20) + 8 * min(size, 64 << 20)
  }

  /// Takes what reading a body once more costs; false when nothing is left.
  mutating func take(_ count: Int) -> Bool {
    bytes -= count + 256
    return bytes >= 0
  }
}
