import Glibc

/// Whether output carries colour, decided once per stream.
public enum TerminalStyle: Sendable {
  /// Bare text.
  case plain
  /// ANSI colours.
  case colour

  /// What a stream should carry: colour on a terminal that wants it, bare text everywhere else.
  public static func of(
    descriptor: Int32, environment: [String: String] = TerminalStyle.environment()
  ) -> TerminalStyle {
    // https://no-color.org: any value that is not empty turns colour off.
    guard environment["NO_COLOR", default: ""].isEmpty, environment["TERM"] != "dumb",
      isatty(descriptor) == 1
    else { return .plain }
    return .colour
  }

  /// The two variables that decide about colour, without loading the whole environment.
  public static func environment() -> [String: String] {
    var values: [String: String] = [:]
    for name in ["NO_COLOR", "TERM"] {
      if let value = getenv(name) { values[name] = String(cString: value) }
    }
    return values
  }

  /// The text in the given ink, or bare.
  public func paint(_ text: String, _ ink: Ink) -> String {
    switch self {
    case .plain: text
    case .colour: "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m"
    }
  }

  /// The inks that diagnostics and reports use.
  public enum Ink: String, Sendable {
    /// Errors and failures.
    case red = "1;31"
    /// Warnings.
    case yellow = "1;33"
    /// Success.
    case green = "1;32"
    /// Places and line numbers.
    case blue = "1;34"
    /// Remarks.
    case cyan = "1;36"
    /// Headlines.
    case bold = "1"
  }
}
