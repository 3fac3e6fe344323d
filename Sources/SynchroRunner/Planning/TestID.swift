/// A test's name in a run: `cds/discovery/metadata#fetch`.
public struct TestID: Sendable, Hashable, CustomStringConvertible {
  /// The suite's name.
  public let suite: String
  /// The test's own.
  public let name: String

  /// A test of a suite.
  public init(suite: String, name: String) {
    self.suite = suite
    self.name = name
  }

  /// What a `needs` line means in a suite: `fetch`, or `other/suite#fetch`.
  public init(reference: String, in suite: String) {
    let parts = reference.split(separator: "#", maxSplits: 1).map(String.init)
    self.init(suite: parts.count == 2 ? parts[0] : suite, name: parts.last ?? reference)
  }

  /// Suite and test with a hash between them.
  public var description: String { "\(suite)#\(name)" }
}

/// A pattern for test ids, in which `*` stands for any characters and `?` for one.
public struct TestPattern: Sendable, Equatable {
  /// The pattern as written.
  public let text: String

  /// A pattern; without `#` it is matched against whole suites and test names as well. The number of
  /// a check, as reports write it (`suite#test:9`), is left out: a test runs as a whole.
  public init(_ text: String) {
    self.text = text
  }

  /// Whether it means this test.
  public func matches(_ id: TestID) -> Bool {
    let pattern = Array(Self.withoutCheckNumber(text).unicodeScalars)
    if Self.matches(pattern, Array(id.description.unicodeScalars)) { return true }
    guard !text.contains("#") else { return false }
    return Self.matches(pattern, Array(id.name.unicodeScalars))
      || Self.matches(pattern, Array(id.suite.unicodeScalars))
  }

  private static func withoutCheckNumber(_ text: String) -> Substring {
    guard let hash = text.lastIndex(of: "#"), let colon = text[hash...].lastIndex(of: ":"),
      text[colon...].count > 1, text[colon...].dropFirst().allSatisfy(\.isWholeNumber)
    else { return text[...] }
    return text[..<colon]
  }

  /// Remembers one star only: the time is the product of the lengths at worst.
  private static func matches(_ pattern: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> Bool {
    var (at, here) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while here < text.count {
      if at < pattern.count, pattern[at] == "*" {
        star = (at, here)
        at += 1
      } else if at < pattern.count, pattern[at] == "?" || pattern[at] == text[here] {
        at += 1
        here += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        at = last.pattern + 1
        here = last.text + 1
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == "*" }
  }
}
