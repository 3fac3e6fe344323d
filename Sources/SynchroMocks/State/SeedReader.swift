import SynchroJSON
import SynchroText

/// Reads the members of one object, strictly: what is missing, of another kind or unknown becomes a
/// diagnostic, and reading goes on.
struct SeedReader {
  let node: JSONNode
  /// What the object is called in sentences.
  let what: String
  private let sink: DiagnosticSink
  private var seen: Set<String> = []

  init(_ node: JSONNode, _ what: String, _ sink: DiagnosticSink) {
    self.node = node
    self.what = what
    self.sink = sink
    if node.kind != .object {
      sink.report("wrong-kind", "\(what) must be an object", at: node, expected: "an object")
    }
  }

  /// The member of that name; reported when it is needed and not there.
  mutating func member(_ name: String, isRequired: Bool = true) -> JSONNode? {
    seen.insert(name)
    let found = node[name]
    if found == nil, isRequired, node.kind == .object {
      sink.report(
        "missing-member", "\(what) has no '\(name)'", at: node, help: ["add \"\(name)\""])
    }
    return found
  }

  mutating func string(_ name: String) -> String {
    guard let found = member(name) else { return "" }
    guard let text = found.string else {
      wrong(name, found, "a string")
      return ""
    }
    return text
  }

  /// A path on this server.
  mutating func path(_ name: String) -> String {
    guard let found = member(name) else { return "" }
    guard let text = found.string, text.hasPrefix("/"), !text.contains("?"), !text.contains("#")
    else {
      wrong(name, found, "a path that begins with '/'")
      return ""
    }
    return text
  }

  mutating func count(_ name: String, in range: ClosedRange<Int>) -> Int {
    guard let found = member(name) else { return range.lowerBound }
    guard let number = found.number?.int, range.contains(number) else {
      wrong(name, found, "a whole number from \(range.lowerBound) to \(range.upperBound)")
      return range.lowerBound
    }
    return number
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, else standard: Choice
  ) -> Choice {
    guard let found = member(name) else { return standard }
    guard let choice = found.string.flatMap(Choice.init(rawValue:)) else {
      let words = Choice.allCases.map { "\"\($0.rawValue)\"" }
      wrong(name, found, "one of " + words.joined(separator: ", "))
      return standard
    }
    return choice
  }

  mutating func strings(_ name: String) -> [String] {
    elements(name).compactMap { element in
      if element.string == nil { wrong(name, element, "an array of strings") }
      return element.string
    }
  }

  mutating func elements(_ name: String) -> [JSONNode] {
    guard let found = member(name) else { return [] }
    if found.kind != .array { wrong(name, found, "an array") }
    return Array(found.elements)
  }

  mutating func fields(_ name: String, isRequired: Bool = true) -> [JSONField] {
    guard let found = member(name, isRequired: isRequired) else { return [] }
    if found.kind != .object { wrong(name, found, "an object") }
    return found.members.map { JSONField($0.key, $0.value.value) }
  }

  /// Reports the members that nobody has asked for.
  func finish() {
    for member in node.members where !seen.contains(member.key) {
      sink.report(
        "unknown-member", "\(what) has no use for '\(member.key)'", at: member.keyRange,
        help: [NearestName.advice(for: member.key, among: seen)].compactMap { $0 })
    }
  }

  private func wrong(_ name: String, _ found: JSONNode, _ expected: String) {
    sink.report(
      "wrong-kind", "'\(name)' of \(what) must be \(expected)", at: found, expected: expected)
  }
}

/// Collects the diagnostics of one document, up to a limit.
final class DiagnosticSink {
  private(set) var diagnostics: [Diagnostic] = []
  /// Nobody reads more than this, and a large wrong file would give millions.
  private let limit = 50

  func report(
    _ code: String, _ message: String, at node: JSONNode, expected: String? = nil,
    help: [String] = []
  ) {
    report(
      code, message, at: node.range, expected: expected,
      received: expected == nil ? nil : VisibleText.excerpt(node.lexeme, limit: 40), help: help)
  }

  func report(
    _ code: String, _ message: String, at range: SourceRange, expected: String? = nil,
    received: String? = nil, help: [String] = []
  ) {
    guard diagnostics.count < limit else { return }
    diagnostics.append(
      Diagnostic(
        code: "seed-" + code, message, at: .init(range), expected: expected, received: received,
        help: help))
  }
}
