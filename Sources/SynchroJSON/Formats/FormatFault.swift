/// Why a string is not of the format it was said to have.
public struct FormatFault: Error, Sendable, Equatable {
  /// What kind of rule was broken.
  public enum Problem: Sendable, Equatable {
    /// Something had to stand at this place; the words name it.
    case expected(String)
    /// The text should have ended here.
    case trailingText
    /// A number lies outside what its field allows.
    case outOfRange(field: String, value: Int, allowed: ClosedRange<Int>)
    /// A leap second at a moment at which none can be.
    case leapSecond(field: String)
    /// A part is longer than it may be.
    case tooLong(part: String, limit: Int)
    /// A part that must hold something holds nothing.
    case empty(part: String)
    /// A character that must not stand in this part.
    case forbidden(Unicode.Scalar, in: String)
    /// A rule that only its own sentence can state.
    case rule(String)
  }

  /// Which rule was broken.
  public let problem: Problem
  /// Where the trouble begins, in UTF-8 bytes from the start of the string, when one place is at
  /// fault.
  public let offset: Int?

  /// A fault at a place, or of the whole string.
  public init(_ problem: Problem, at offset: Int? = nil) {
    self.problem = problem
    self.offset = offset
  }
}

extension FormatFault: CustomStringConvertible {
  /// The reason in plain words, without a full stop.
  public var description: String {
    switch problem {
    case .expected(let what): "expected \(what)\(place)"
    case .trailingText: "the text goes on after its end\(place)"
    case .outOfRange(let field, let value, let allowed):
      "the \(field) is \(value), not \(allowed.lowerBound) to \(allowed.upperBound)\(place)"
    case .leapSecond(let field):
      "second 60 is a leap second, which the \(field) rules out\(place)"
    case .tooLong(let part, let limit): "the \(part) is longer than \(limit) bytes\(place)"
    case .empty(let part): "the \(part) is empty\(place)"
    case .forbidden(let scalar, let part): "\(Self.name(scalar)) may not stand in a \(part)\(place)"
    case .rule(let sentence): sentence + place
    }
  }

  private var place: String {
    guard let offset else { return "" }
    return " (at byte \(offset))"
  }

  /// A printable character as itself, any other by its code point.
  private static func name(_ scalar: Unicode.Scalar) -> String {
    if scalar.value > 0x20, scalar.value < 0x7F { return "'\(scalar)'" }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
