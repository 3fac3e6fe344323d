/// Numbers of clauses: `3`, `3.10`, `4.1.2.1`.
public enum ClauseNumber {
  /// Whether a text is one: numbers joined by full stops.
  public static func isValid(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count <= 6
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count)
          && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      }
  }

  /// Whether one clause stands before another in a document: 3.9 before 3.10.
  public static func precedes(_ left: String, _ right: String) -> Bool {
    parts(left).lexicographicallyPrecedes(parts(right))
  }

  private static func parts(_ number: String) -> [Int] {
    number.split(separator: ".").map { Int($0) ?? 0 }
  }
}
