import SynchroJSON

extension FuzzTarget {
  /// Patterns of both dialects: what is refused is refused at a place inside the pattern; what is
  /// accepted is matched or given up within its budget, the two matchers agree, and what matches
  /// whole matches somewhere.
  public static let pattern = FuzzTarget(
    "pattern",
    corpus: [
      "^(?:[a-z0-9]+\\.)*[a-z]{2,63}$", "(a*)*b", "(?<year>\\d{4})-\\k<year>|\\1", "[^\\w\\-.]+?",
      "(?=.*\\d)(?!.*\\s).{8,}", "(?<=^|a{2})b(?<!c)\\b", "\\p{Lu}\\P{Letter}[\\p{Nd}x-z]",
      "\\u{1F600}\\uD83D\\uDC32\\x41\\cJ\\0", "((a|b)\\2){1,3}", "(a{0,50}){0,50}(b?){3,}",
      "[]|[^]",
      "a(b|c)*[d-f]{2,4}\\.x?",
    ].map { Array($0.utf8) },
    dictionary: [
      "(", ")", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?<n>", "\\k<n>", "\\1", "[", "]", "[^", "-",
      "*", "+", "?", "{1,3}", "{9}", "{", "}", "|", "^", "$", ".", "\\b", "\\d", "\\W", "\\p{L}",
      "\\u{61}", "\\", "((((((((", "aaaa",
    ], limit: 256
  ) { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    for dialect in [Pattern.Dialect.ecmaScript, .iRegexp] {
      do {
        let pattern = try Pattern(text, dialect: dialect, stepLimit: 1000)
        let slow = try Pattern(backtracking: text, dialect: dialect, stepLimit: 1000)
        for subject in ["", "aab", "ab-12\u{1F600}é"] {
          let isWhole = try pattern.matches(wholeOf: subject)
          let isPart = try pattern.firstMatch(anywhereIn: subject)
          if isWhole, !isPart { return "matches the whole of '\(subject)' and no part of it" }
          let agrees =
            try slow.matches(wholeOf: subject) == isWhole
            && slow.firstMatch(anywhereIn: subject) == isPart
          guard agrees else { return "the two matchers differ on '\(subject)'" }
        }
      } catch let error as PatternError {
        if error.offset > text.unicodeScalars.count { return "refused outside: \(error)" }
        if error.message.isEmpty { return "no words" }
      } catch is PatternBudgetExceeded {
        continue
      } catch {
        return "an unknown error: \(error)"
      }
    }
    return nil
  }
}
