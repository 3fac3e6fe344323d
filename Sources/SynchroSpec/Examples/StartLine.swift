import SynchroText

/// Reads the first lines of requests and answers as documents write them.
enum StartLine {
  /// The message that a line opens. The version may be missing only where `isShort` allows it,
  /// since prose and code hold words in capitals as well.
  static func read(_ line: String, isShort: Bool) -> ExampleMessage.Start? {
    let words = line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    guard let first = words.first else { return nil }
    if isVersion(first) {
      guard words.count >= 2, words[1].utf8.count == 3, let status = Int(words[1]),
        (100...999).contains(status)
      else { return nil }
      return .answer(status: status, reason: words.dropFirst(2).joined(separator: " "))
    }
    guard isMethod(first), words.count >= 2, isTarget(words[1]) else { return nil }
    guard words.count == 3 ? isVersion(words[2]) : words.count == 2 && isShort else { return nil }
    return .request(method: first, target: words[1])
  }

  private static func isVersion(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    guard bytes.count >= 6, bytes.count <= 8, word.hasPrefix("HTTP/") else { return false }
    return bytes[5...].allSatisfy { Ascii.isDigit($0) || $0 == UInt8(ascii: ".") }
  }

  private static func isMethod(_ word: String) -> Bool {
    (3...12).contains(word.utf8.count) && word.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }

  private static func isTarget(_ word: String) -> Bool {
    word.hasPrefix("/") || word.hasPrefix("http://") || word.hasPrefix("https://") || word == "*"
  }
}
