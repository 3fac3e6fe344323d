internal import SynchroText

/// Values and counts as a sentence mentions them.
enum ValueWords {
  /// A scalar as it is written, cut short; a container by what it holds.
  static func describe(_ node: JSONNode) -> String {
    switch node.kind {
    case .array: return "an array of \(count(node.count, "element"))"
    case .object: return "an object of \(count(node.count, "member"))"
    case .null, .boolean, .number: return excerpt(node)
    case .string: return excerpt(node)
    }
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

  /// A kind with the value when that is short.
  static func kind(_ node: JSONNode) -> String {
    switch node.kind {
    case .null: "null"
    case .boolean, .number, .string: "the \(node.kind) \(excerpt(node))"
    case .array, .object: describe(node)
    }
  }

  static func count(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }
}
