internal import SynchroJSON
internal import SynchroText

/// What is wrong with a plan, in the order it was found.
struct PlanFindings {
  /// Nobody mends more than these at a time.
  private static let most = 500

  private(set) var list: [Diagnostic] = []

  /// Whether further findings would only be lost.
  var isFull: Bool { list.count >= Self.most }

  mutating func add(
    _ code: String, _ message: String, at range: SourceRange, _ label: String = "",
    related: [Diagnostic.Label] = [], help: [String] = []
  ) {
    add(
      Diagnostic(
        code: "plan-" + code, message, at: .init(range, label), related: related, help: help))
  }

  /// Adds a finding; one that was made before is not told again.
  mutating func add(_ diagnostic: Diagnostic) {
    guard !isFull else { return }
    let key = "\(diagnostic.primary.range.start) \(diagnostic.message)"
    if told.insert(key).inserted { list.append(diagnostic) }
  }

  private var told: Set<String> = []
}

/// An object of a plan's file, read field by field; what is wrong with a field is told at once.
struct PlanFields {
  let node: JSONNode
  /// What it is, in a sentence: `a choice`.
  let what: String
  private let keys: [String]

  /// The object; nil after saying that the value is none. Keys besides `keys` are told.
  init?(_ node: JSONNode, _ what: String, keys: [String], _ findings: inout PlanFindings) {
    guard node.kind == .object else {
      findings.add(
        "kind", "\(what) is an object, not \(node.kind.phrase)", at: node.range,
        help: ["write { … } with " + keys.map { "'\($0)'" }.joined(separator: ", ")])
      return nil
    }
    self.node = node
    self.what = what
    self.keys = keys
    for member in node.members where !keys.contains(member.key) && member.key != "note" {
      findings.add(
        "key", "\(what) has no '\(VisibleText.excerpt(member.key, limit: 60))'",
        at: member.keyRange,
        NearestName.find(member.key, among: keys).map { "did you mean '\($0)'?" } ?? "",
        help: ["known: " + keys.joined(separator: ", ") + "; remarks go into 'note'"])
    }
  }

  /// The value of a field; nil when there is none, or after saying that it is still open.
  func value(_ key: String, _ findings: inout PlanFindings) -> JSONNode? {
    guard let value = node[key] else { return nil }
    guard value.kind == .null else { return value }
    findings.add(
      "open", "'\(key)' is still open", at: value.range, "a value is missing",
      help: ["put the value in place of null" + hint])
    return nil
  }

  /// What the template has left as a hint.
  private var hint: String { node["note"]?.string.map { "; " + $0 } ?? "" }

  /// A field that must be there.
  func required(_ key: String, _ findings: inout PlanFindings) -> JSONNode? {
    if node[key] != nil { return value(key, &findings) }
    findings.add(
      "missing", "\(what) lacks '\(key)'", at: SourceRange(at: node.range.start),
      help: ["add \"\(key)\": …"])
    return nil
  }

  // MARK: - Kinds

  func text(_ node: JSONNode, _ key: String, _ findings: inout PlanFindings) -> String? {
    if let text = node.string, !text.isEmpty { return text }
    findings.add(
      "kind", "'\(key)' is a text that is not empty", at: node.range,
      help: ["write it in double quotes"])
    return nil
  }

  func text(_ key: String, _ findings: inout PlanFindings) -> String? {
    value(key, &findings).flatMap { text($0, key, &findings) }
  }

  func requiredText(_ key: String, _ findings: inout PlanFindings) -> String? {
    required(key, &findings).flatMap { text($0, key, &findings) }
  }

  /// A list of objects or texts; an empty one when there is none.
  func list(_ key: String, _ findings: inout PlanFindings) -> [JSONNode] {
    guard let value = value(key, &findings) else { return [] }
    if value.kind == .array { return Array(value.elements) }
    findings.add(
      "kind", "'\(key)' is a list, not \(value.kind.phrase)", at: value.range,
      help: ["write [ … ]"])
    return []
  }

  /// Texts with their places; one alone may stand without brackets.
  func texts(_ key: String, _ findings: inout PlanFindings) -> [Placed<String>] {
    guard let value = value(key, &findings) else { return [] }
    guard value.count <= FlowPlan.mostEntries else {
      findings.add(
        "too-many",
        "'\(key)' has \(value.count) entries, more than the limit of \(FlowPlan.mostEntries)",
        at: SourceRange(at: value.range.start), help: ["split the plan"])
      return []
    }
    let nodes = value.kind == .array ? Array(value.elements) : [value]
    var texts: [Placed<String>] = []
    for node in nodes {
      if let text = text(node, key, &findings) {
        texts.append(Placed(value: text, range: node.range))
      }
    }
    return texts
  }

  /// A number that is not negative: `25`, `"25/1000"`, `"17.4 %"`.
  func number(_ key: String, _ findings: inout PlanFindings) -> Rational? {
    value(key, &findings).flatMap { number($0, key, &findings) }
  }

  func number(_ node: JSONNode, _ key: String, _ findings: inout PlanFindings) -> Rational? {
    guard let words = node.string ?? node.number?.lexeme else {
      findings.add(
        "kind", "'\(key)' is a number, not \(node.kind.phrase)", at: node.range,
        help: ["write 25, or a fraction in quotes such as \"25/1000\""])
      return nil
    }
    do throws(RationalError) {
      let number = try Rational(parsing: words)
      guard !number.isNegative else {
        findings.add(
          "negative", "'\(key)' is negative", at: node.range, "zero or more",
          help: ["write how many there are; nothing is less than none"])
        return nil
      }
      return number
    } catch {
      findings.add("number", "'\(key)': \(error)", at: node.range)
      return nil
    }
  }

  /// A whole number within bounds.
  func whole(
    _ key: String, _ range: ClosedRange<Int>, _ findings: inout PlanFindings
  ) -> Int? {
    guard let node = value(key, &findings), let number = number(node, key, &findings) else {
      return nil
    }
    if let whole = number.int, range.contains(whole) { return whole }
    findings.add(
      "range", "'\(key)' is a whole number from \(range.lowerBound) to \(range.upperBound)",
      at: node.range, help: ["larger plans are split into several"])
    return nil
  }
}

extension JSONKind {
  /// With its article, for sentences.
  var phrase: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
