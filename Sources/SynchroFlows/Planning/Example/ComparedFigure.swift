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
    guard let rounded = Self.rounded(computed, as: printed.text) else {
      agreement = .differs
      roundedAsPrinted = computed.description
      return
    }
    roundedAsPrinted = rounded
    agreement = (try? Rational(parsing: rounded)) == printed.value ? .rounded : .differs
  }

  /// With as many places behind the point, or digits before a power of ten, as the printed number
  /// has; nil where that is a fraction, which is exact.
  private static func rounded(_ value: Rational, as printed: String) -> String? {
    guard !printed.contains("/"), !printed.contains("*") else { return nil }
    if let power = printed.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      return value.rounded(max(printed[..<power].count { $0.isNumber }, 1))
    }
    guard let point = printed.firstIndex(of: ".") else { return value.fixed(0) }
    return value.fixed(printed[point...].count { $0.isNumber })
  }
}
