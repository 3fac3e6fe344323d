/// Why exact arithmetic gave no number.
public enum RationalError: Error, Sendable, Hashable {
  /// The exact result has more digits than are kept.
  case overflow
  /// Nothing can be divided by zero.
  case divisionByZero
  /// The text is no number; with the form that is wanted.
  case notANumber(String)
}

extension RationalError: CustomStringConvertible {
  /// One sentence for people, without a full stop.
  public var description: String {
    switch self {
    case .overflow: "the exact result has more than 38 digits"
    case .divisionByZero: "there is a division by zero"
    case .notANumber(let text):
      "'\(text)' is no number; write one such as 25, 0.025, 25/1000, 2.5 % or 25/1000*1/1000"
    }
  }
}
