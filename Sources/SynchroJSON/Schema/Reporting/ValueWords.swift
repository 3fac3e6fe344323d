internal import SynchroText

/// Values and counts as a sentence mentions them.
enum ValueWords {
  /// A value as it is written, cut short; a large container by what it holds.
  static func describe(_ node: JSONNode) -> String {
    let isContainer = node.kind == .array || node.kind == .object
    return isContainer && node.range.count > 40 ? content(of: node) : excerpt(node)
  }

  /// The value itself, cut short, for a list of expected ones.
  static func excerpt(_ node: JSONNode) -> String {
    let range = node.range
    // Cut before decoding: a value can be megabytes long.
    let isCut = range.count > 200
    let text = node.document.source.text(
      of: SourceRange(range.start, isCut ? range.start + 160 : range.end))
    return isCut
      ? VisibleText.excerpt(text, limit: 40) : VisibleText.excerpt(text, limit: 60)
  }

  /// A kind, with the value of a scalar.
  static func kind(_ node: JSONNode) -> String {
    switch node.kind {
    case .null: "null"
    case .boolean, .number, .string: "the \(node.kind) \(excerpt(node))"
    case .array, .object: content(of: node)
    }
  }

  private static func content(of node: JSONNode) -> String {
    node.kind.withArticle + " of "
      + count(node.count, node.kind == .array ? "element" : "member")
  }

  static func count(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }
}
