internal import SynchroText

/// Text from elsewhere inside Markdown that others render.
///
/// Backslashes and entities do not keep a text from becoming a link or a mention: GitHub and GitLab
/// look for `@name`, `#12` and addresses after they have been read. Nothing acts in a code span, so
/// whatever did not come from this program stands in one, and never at the start of a line.
enum MarkdownText {
  /// A code span that no text can end before its end.
  static func code(_ text: String, limit: Int = 200) -> String {
    let shown = VisibleText.excerpt(text, limit: limit)
    guard shown.contains(where: { $0 != " " }) else { return "*nothing*" }
    let fence = String(repeating: "`", count: longestRun(in: shown) + 1)
    let isPadded =
      shown.hasPrefix("`") || shown.hasSuffix("`") || shown.hasPrefix(" ") && shown.hasSuffix(" ")
    return isPadded ? "\(fence) \(shown) \(fence)" : fence + shown + fence
  }

  /// A code span for the cell of a table, which a bar would end wherever it stands.
  static func cell(_ text: String, limit: Int = 80) -> String {
    code(VisibleText.excerpt(text, limit: limit).replacing("|", with: "\\u{7C}"), limit: 1000)
  }

  private static func longestRun(in text: String) -> Int {
    var longest = 0
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
