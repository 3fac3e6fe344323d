public import SynchroHTTP

/// The small grammars inside a target file's values.
public enum TargetSyntax {
  /// A key under `[values]`, a hook, an account: lower-case letters, digits, `_` and `-`.
  static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 64 else { return false }
    return isLower(first)
      && text.utf8.allSatisfy { isLower($0) || isDigit($0) || $0 == 0x5F || $0 == 0x2D }
  }

  /// The name of a secret: letters, digits and `_`.
  static func isSecretName(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.utf8.allSatisfy { isLower($0 | 0x20) || isDigit($0) || $0 == 0x5F }
  }

  private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// `10 per second`, `600 per minute`.
  static func rate(_ text: String) -> TargetFile.RateLimit? {
    let words = text.split(separator: " ")
    guard words.count == 3, words[1] == "per", let count = Int(words[0]), (1...100_000) ~= count
    else { return nil }
    switch words[2] {
    case "second": return .init(count: count, period: .seconds(1))
    case "minute": return .init(count: count, period: .seconds(60))
    default: return nil
    }
  }

  /// Why a text is no URL of a target.
  public struct URLFault: Error, Sendable, Equatable {
    /// What is wrong.
    public let message: String
    /// What to do.
    public let help: String
  }

  /// An absolute http or https URL without user, password and fragment.
  public static func url(_ text: String) throws(URLFault) -> URI {
    let uri: URI
    do {
      uri = try URI(text)
    } catch {
      if error.reason == .schemeMissing || error.reason == .schemeMalformed,
        (try? URI("https://" + text)) != nil
      {
        throw URLFault(message: "the URL has no scheme", help: "did you mean 'https://\(text)'?")
      }
      throw URLFault(
        message: "this is no URL: \(error)", help: "write one such as https://hub.example.com")
    }
    guard uri.origin != nil else {
      // `localhost:8080` reads as the scheme 'localhost'.
      if !text.contains("://"), (try? URI("https://" + text))?.origin != nil {
        throw URLFault(
          message: "the URL has no scheme",
          help: "did you mean 'https://\(text)' or 'http://\(text)'?")
      }
      throw URLFault(
        message: "the URL is neither http nor https", help: "write one such as https://hub.example")
    }
    guard uri.userinfo == nil else {
      throw URLFault(
        message: "a user or a password stands in the URL",
        help: "leave it out, and send it with a [credentials NAME] section and ${secret.NAME}")
    }
    guard uri.fragment == nil else {
      throw URLFault(
        message: "a fragment stands in the URL", help: "leave out what begins with '#'")
    }
    return uri
  }
}
