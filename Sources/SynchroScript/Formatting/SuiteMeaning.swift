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

  /// A step as text.
  package static func text(of step: Step) -> String {
    var text = ""
    write(step.kind, to: &text)
    return text
  }

  /// Mirrors see every member that a tree type has or will ever have, so that none can be
  /// forgotten here.
  private static func write(_ value: Any, to text: inout String) {
    switch value {
    case let path as JSONPath: text += path.description
    case let number as JSONNumber: text += number.lexeme
    case let duration as Duration: text += "\(duration)"
    case let leaf as String: text += leaf.debugDescription
    default: write(parts: Mirror(reflecting: value), of: value, to: &text)
    }
  }

  private static func write(parts mirror: Mirror, of value: Any, to text: inout String) {
    let children = mirror.children.filter { !($0.value is SourceRange) }
    if mirror.displayStyle == .optional {
      guard let content = children.first else { return text += "nil" }
      return write(content.value, to: &text)
    }
    // What only wraps one thing, such as a value with its place, is that thing.
    if mirror.displayStyle == .struct, children.count == 1 {
      return write(children[0].value, to: &text)
    }
    if mirror.displayStyle == .collection {
      text += "["
      for (index, child) in children.enumerated() {
        if index > 0 { text += " " }
        write(child.value, to: &text)
      }
      text += "]"
      return
    }
    if children.isEmpty {
      // A case that only says where it stands is its name.
      let place = mirror.displayStyle == .enum ? mirror.children.first?.label : nil
      return text += place ?? String(describing: value)
    }
    if mirror.displayStyle == .enum {
      text += (children[0].label ?? "") + " "
      return write(payload: children[0].value, to: &text)
    }
    text += "("
    for (index, child) in children.enumerated() {
      if index > 0 { text += " " }
      if let label = child.label, !label.hasPrefix(".") { text += label + ":" }
      write(child.value, to: &text)
    }
    text += ")"
  }

  /// A payload of several values is a tuple and has its own brackets.
  private static func write(payload: Any, to text: inout String) {
    let isTuple = Mirror(reflecting: payload).displayStyle == .tuple
    if !isTuple { text += "(" }
    write(payload, to: &text)
    if !isTuple { text += ")" }
  }
}
