import SynchroJSON
import SynchroText

extension CatalogueLoader {
  private enum HookKey: String, CaseIterable {
    case does
    case needs
    case may
    case answers
    case api
    case person
  }

  private static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]

  mutating func readHook(_ record: Record, in source: SourceText) {
    var fields = RecordFields<HookKey>(record)
    defer { report(fields.diagnostics, in: source) }
    let required = Self.words(fields.optional(.needs)?.value)
    let optional = Self.words(fields.optional(.may)?.value)
    if !Self.isName(record.name, joinedBy: "-") {
      fields.report(
        "hook-name", "'\(record.name)' cannot be the name of a hook", record.nameRange,
        help: ["use lower-case letters, digits and '-'"])
      return
    }
    for (key, names) in [(HookKey.needs, required), (.may, optional)] {
      guard let field = fields.optional(key) else { continue }
      for name in names where !Self.isName(name, joinedBy: "_") {
        fields.report(
          "hook-argument", "'\(name)' cannot be the name of an argument", field.valueRange,
          help: ["use lower-case letters, digits and '_'"])
      }
    }
    var seen: Set<String> = []
    for name in required + optional where !seen.insert(name).inserted {
      fields.report(
        "hook-argument", "the argument '\(name)' stands twice", record.nameRange,
        help: ["name it once, behind 'needs' or 'may'"])
    }
    var known: OperatorHook.Request?
    if let field = fields.optional(.api) {
      known = request(field, arguments: required + optional, required: required, &fields)
    }
    var isForPerson = false
    if let field = fields.optional(.person) {
      isForPerson = field.value == "signs in"
      if !isForPerson {
        fields.report(
          "hook-person", "a person can only sign in", field.valueRange,
          help: ["write 'person: signs in', or leave the line out"])
      }
    }
    guard let words = fields.required(.does) else { return }
    hooks.append(
      OperatorHook(
        name: record.name, words: words, required: required, optional: optional,
        answer: fields.optional(.answers)?.value, request: known,
        isForPerson: isForPerson))
  }

  /// `METHOD PATH`, and JSON for what has a content.
  private func request(
    _ field: Record.Field, arguments: [String], required: [String],
    _ fields: inout RecordFields<HookKey>
  ) -> OperatorHook.Request? {
    let parts = field.value.split(separator: " ", maxSplits: 2).map(String.init)
    guard parts.count >= 2, Self.methods.contains(parts[0]), parts[1].hasPrefix("/") else {
      fields.report(
        "hook-request", "this is no request to an operator API", field.valueRange,
        help: [#"write 'POST /path/{argument} {"member": "${argument}"}'"#])
      return nil
    }
    var content: JSONValue?
    if parts.count == 3 {
      do {
        let document = try JSONDocument(parsing: parts[2])
        guard document.root.kind == .object else {
          fields.report(
            "hook-request", "the content of the request is no object", field.valueRange)
          return nil
        }
        content = JSONValue(document.root)
      } catch {
        fields.report(
          "hook-request", "the content of the request is no JSON: \(error)", field.valueRange)
        return nil
      }
    }
    let request = OperatorHook.Request(method: parts[0], path: parts[1], content: content)
    let names = request.names
    for name in names where !arguments.contains(name) {
      fields.report(
        "hook-request", "the request speaks of '\(name)', which is no argument", field.valueRange,
        help: [NearestName.advice(for: name, among: arguments)].compactMap { $0 })
    }
    for name in arguments where !names.contains(name) {
      fields.report(
        "hook-request", "the request leaves the argument '\(name)' out", field.valueRange,
        help: [#"add it to the content: "\#(name)": "${\#(name)}""#])
    }
    for name in request.pathNames where arguments.contains(name) && !required.contains(name) {
      fields.report(
        "hook-request", "the path needs '\(name)', which may be left out", field.valueRange,
        help: ["name it behind 'needs'"])
    }
    return request
  }

  private static func isName(_ text: String, joinedBy mark: Character) -> Bool {
    guard let first = text.first, text.utf8.count <= 64, ("a"..."z").contains(first) else {
      return false
    }
    return text.allSatisfy {
      ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == mark
    }
  }
}

extension OperatorHook.Request {
  fileprivate var pathNames: [String] {
    OperatorHook.Request(method: method, path: path).names
  }
}
