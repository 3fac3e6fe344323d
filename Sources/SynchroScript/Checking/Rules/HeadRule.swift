import SynchroText

/// Editions must be known; tags are well formed and stand once.
enum HeadRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    if let edition = suite.edition, !set.vocabulary.editions.contains(edition.value) {
      findings.append(
        .unknown(
          "unknown-edition", "edition", edition, among: set.vocabulary.editions,
          orElse: "declare the edition beside the requirements of the family"))
    }
    findings += tagFindings(suite.tags)
    for test in suite.tests { findings += tagFindings(test.tags) }
    return findings
  }

  private static func tagFindings(_ tags: [Ranged<String>]) -> [Diagnostic] {
    var seen: [String: SourceRange] = [:]
    return tags.compactMap { tag in
      guard isWord(tag.value) else {
        return Diagnostic(
          code: "malformed-tag", "'\(tag.value)' is no tag", at: .init(tag.range),
          expected: "small letters, digits and hyphens, a letter first",
          help: ["write one word such as 'read-only'"])
      }
      if let first = seen[tag.value] {
        return Diagnostic(
          .warning, code: "repeated-tag", "the tag '\(tag.value)' stands here already",
          at: .init(tag.range), related: [.init(first, "first here")],
          help: ["leave one of them out"])
      }
      seen[tag.value] = tag.range
      return nil
    }
  }

  private static func isWord(_ text: String) -> Bool {
    guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first)
    else { return false }
    return text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }
  }
}
