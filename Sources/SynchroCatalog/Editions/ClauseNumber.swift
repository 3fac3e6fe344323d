/// Numbers of clauses: `3`, `3.10`, `4.1.2.1`.
public enum ClauseNumber {
  /// Whether a text is one: numbers joined by full stops.
  public static func isValid(_ text: some StringProtocol) -> Bool {
    var parts = 1
    var digits = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: ".") where digits > 0:
        parts += 1
        digits = 0
      default: return false
      }
      if digits > 3 || parts > 6 { return false }
    }
    return digits > 0
  }

  /// Whether one clause stands before another in a document: 3.9 before 3.10.
  public static func precedes(_ left: String, _ right: String) -> Bool {
    parts(left).lexicographicallyPrecedes(parts(right))
  }

  private static func parts(_ number: String) -> [Int] {
    number.split(separator: ".").map { Int($0) ?? 0 }
  }
}
