/// A figure of a plan beside the number that the document prints for it.
public struct ComparedFigure: Sendable, Equatable {
  /// How the two stand to each other.
  public enum Agreement: String, Sendable, CaseIterable {
    /// The printed number is the exact one.
    case exact
    /// The printed number is the exact one, rounded to the digits printed.
    case rounded
    /// They differ.
    case differs
  }

  /// What it is: `events/Mtr/day`.
  public let name: String
  /// As printed.
  public let printed: String
  /// As computed.
  public let computed: Rational
  /// As computed, with as many digits as are printed.
  public let roundedAsPrinted: String
  /// How they stand to each other.
  public let agreement: Agreement

  init(_ name: String, printed: PrintedTables.Figure, computed: Rational) {
    self.name = name
    self.printed = printed.text
    self.computed = computed
    if computed == printed.value {
      agreement = .exact
      roundedAsPrinted = printed.text
      return
    }
    guard let digits = Self.digits(printed.text) else {
      agreement = .differs
      roundedAsPrinted = computed.description
      return
    }
    let rounded = computed.rounded(digits)
    roundedAsPrinted = rounded
    agreement = (try? Rational(parsing: rounded)) == printed.value ? .rounded : .differs
  }

  /// How many digits of a printed decimal count; nil for a fraction, which is exact.
  private static func digits(_ text: String) -> Int? {
    guard !text.contains("/"), !text.contains("*") else { return nil }
    let mantissa = text.prefix { $0 != "e" && $0 != "E" }
    let count = mantissa.drop { "-0.".contains($0) }.count { $0.isNumber }
    return max(count, 1)
  }
}
