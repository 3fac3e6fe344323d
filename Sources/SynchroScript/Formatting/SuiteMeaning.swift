import SynchroJSON
import SynchroText

/// What a tree says, apart from where it says it: two layouts of one suite have the same meaning.
package enum SuiteMeaning {
  /// The tree as text, without any place in the file; empty when there is no tree.
  package static func text(of parsed: ParsedSuite) -> String {
    var text = ""
    if let suite = parsed.suite { write(suite, to: &text) }
    return text
  }

  /// Mirrors see every member that a tree type has or will ever have, so that none can be
  /// forgotten here.
  private static func write(_ value: Any, to text: inout String) {
    if value is SourceRange { return }
    if let path = value as? JSONPath {
      text += path.description
      return
    }
    let mirror = Mirror(reflecting: value)
    if mirror.children.isEmpty {
      if let leaf = value as? String {
        text += leaf.debugDescription
      } else {
        text += String(describing: value)
      }
      return
    }
    text += "("
    if mirror.displayStyle == .enum, let label = mirror.children.first?.label { text += label }
    for child in mirror.children {
      if child.value is SourceRange { continue }
      text += " "
      if mirror.displayStyle == .struct, let label = child.label { text += label + ":" }
      write(child.value, to: &text)
    }
    text += ")"
  }
}
