/// A place across a picture, or a width, in hundredths of a percent of the picture's width.
///
/// A picture is as wide as its page. It is laid out in percent and not in a fixed frame that is
/// scaled, so its text keeps its size on a telephone and does not grow on a wide screen.
struct Across: Sendable, Hashable, Comparable {
  let hundredths: Int

  static let zero = Across(hundredths: 0)
  static let full = Across(hundredths: 10_000)

  static func percent(_ whole: Int) -> Across { Across(hundredths: whole * 100) }

  /// As attributes are written: `31.5%`.
  var attribute: String {
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)%" }
    let digits = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
    return "\(sign)\(whole).\(digits)%"
  }

  static func < (left: Across, right: Across) -> Bool { left.hundredths < right.hundredths }

  static func + (left: Across, right: Across) -> Across {
    Across(hundredths: left.hundredths + right.hundredths)
  }

  static func - (left: Across, right: Across) -> Across {
    Across(hundredths: left.hundredths - right.hundredths)
  }
}
