import SynchroJSON

/// Distances between numbers, exactly: they are scaled to whole numbers first.
enum NumberDistance {
  /// Whether two numbers are no further apart than a third; nil when they have more digits than can
  /// be subtracted.
  static func isWithin(
    _ left: JSONNumber, _ right: JSONNumber, _ tolerance: JSONNumber
  ) -> Bool? {
    guard let numbers = scaled([left, right, tolerance]) else { return nil }
    let (difference, overflow) = numbers[0].subtractingReportingOverflow(numbers[1])
    guard !overflow, difference != .min else { return nil }
    return abs(difference) <= numbers[2]
  }

  /// The numbers times one power of ten that makes all of them whole.
  private static func scaled(_ numbers: [JSONNumber]) -> [Int128]? {
    let decimals = numbers.compactMap(decimal)
    guard decimals.count == numbers.count, let least = decimals.map(\.exponent).min() else {
      return nil
    }
    var result: [Int128] = []
    for decimal in decimals {
      var value = decimal.digits
      guard decimal.exponent - least <= 38 else { return nil }
      for _ in least..<decimal.exponent {
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        value = product
      }
      result.append(value)
    }
    return result
  }

  /// The number as digits times a power of ten.
  private static func decimal(_ number: JSONNumber) -> (digits: Int128, exponent: Int)? {
    let parts = number.lexeme.lowercased().split(separator: "e")
    guard let mantissa = parts.first, mantissa.utf8.count <= 36 else { return nil }
    let power = parts.count > 1 ? Int(parts[1]) : 0
    guard let power, abs(power) < 1_000_000 else { return nil }
    let pieces = mantissa.split(separator: ".")
    let fraction = pieces.count > 1 ? pieces[1] : ""
    guard let digits = Int128(String(pieces[0] + fraction)) else { return nil }
    return digits == 0 ? (0, 0) : (digits, power - fraction.utf8.count)
  }
}
