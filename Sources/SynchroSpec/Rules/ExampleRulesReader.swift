import SynchroCatalog
import SynchroJSON
public import SynchroText

extension ExampleRules {
  /// Reads a file of rules; what is wrong with it comes back, and what is not stays usable.
  ///
  /// `formats` are the object formats that there are, and `isRequirement` tells which requirements
  /// exist: a rule that names another one is wrong.
  public static func read(
    _ source: SourceText, formats: [String], isRequirement: (String) -> Bool
  ) -> (rules: ExampleRules, diagnostics: [Diagnostic]) {
    withoutActuallyEscaping(isRequirement) { isRequirement in
      var reader = ExampleRulesReader(formats: formats, isRequirement: isRequirement)
      reader.read(source)
      return (reader.rules, reader.diagnostics)
    }
  }
}

/// Turns the records of a file into rules.
struct ExampleRulesReader {
  enum Kind: String, CaseIterable {
    case rules
    case example
    case claim
  }

  enum RulesKey: String, CaseIterable {
    case documents
    case requestMark = "request-mark"
    case answerMark = "answer-mark"
    case credentials
    case token
    case fields
  }

  enum ExampleKey: String, CaseIterable {
    case clause
    case request
    case has
    case sends
    case answers
    case refuses
    case part
    case status
    case requestField = "request-field"
    case answerField = "answer-field"
    case ownURL = "own-url"
  }

  let formats: Set<String>
  let isRequirement: (String) -> Bool
  var rules = ExampleRules()
  var diagnostics: [Diagnostic] = []
  private var names: Set<String> = []
  private var missing: Set<String> = []

  init(formats: [String], isRequirement: @escaping (String) -> Bool) {
    self.formats = Set(formats)
    self.isRequirement = isRequirement
  }

  mutating func read(_ source: SourceText) {
    let parser = RecordParser(source)
    diagnostics += parser.diagnostics
    for record in parser.records {
      guard diagnostics.count < RecordParser.findingLimit else { return }
      guard names.insert(record.kind + " " + record.name).inserted else {
        diagnostics.append(
          Diagnostic(
            code: "rules-duplicate", "the \(record.kind) '\(record.name)' exists already",
            at: .init(record.nameRange), help: ["rename one of them"]))
        continue
      }
      switch Kind(rawValue: record.kind) {
      case .rules: readRules(record)
      case .example: readExample(record)
      case .claim: readClaim(record)
      case nil:
        diagnostics.append(
          Diagnostic(
            code: "rules-unknown-kind", "there is no kind of rule called '\(record.kind)'",
            at: .init(record.kindRange),
            help: [NearestName.advice(for: record.kind, among: Kind.allCases.map(\.rawValue))]
              .compactMap { $0 }))
      }
    }
  }

  // MARK: - Records

  private mutating func readRules(_ record: Record) {
    var fields = RecordFields<RulesKey>(record, repeatable: [.requestMark, .answerMark])
    defer { diagnostics += fields.diagnostics }
    guard let documents = fields.required(.documents) else { return }
    rules.documents += Self.words(documents)
    rules.marks.request += fields.all(.requestMark).map(\.value)
    rules.marks.answer += fields.all(.answerMark).map(\.value)
    rules.fieldNames += Self.words(fields.optional(.fields)?.value)
    rules.token = fields.optional(.token)?.value ?? rules.token
    if let field = fields.optional(.credentials) {
      let words = Self.words(field.value)
      if words.count == 2 {
        rules.credentials = (words[0], words[1])
      } else {
        fields.report(
          "rules-credentials", "two members are needed, of the identifier and the secret",
          field.valueRange, help: ["write: client_id client_secret"])
      }
    }
  }

  private mutating func readExample(_ record: Record) {
    var fields = RecordFields<ExampleKey>(
      record, repeatable: [.part, .requestField, .answerField])
    var rule = ExampleRule(name: record.name)
    rule.clauses = Self.words(fields.optional(.clause)?.value)
    rule.members = Self.words(fields.optional(.has)?.value)
    rule.ownURL = fields.optional(.ownURL)?.value
    if let field = fields.optional(.request) {
      let words = Self.words(field.value)
      rule.methods = words.dropLast().filter { $0 != "*" }
      rule.path = words.last.flatMap(PathPattern.init)
      if words.count < 2 || rule.path == nil {
        fields.report(
          "rules-request", "this is no request", field.valueRange,
          help: ["write methods and a path: GET /clients/*, POST **/token"])
      }
    }
    if rule.clauses.isEmpty, rule.members.isEmpty, rule.path == nil {
      fields.report(
        "rules-no-match", "the example '\(record.name)' says nothing by which it is known",
        record.nameRange, help: ["add 'request:', 'clause:' or 'has:'"])
    }
    rule.sends = format(fields.optional(.sends), &fields)
    rule.answers = format(fields.optional(.answers), &fields)
    rule.refuses = format(fields.optional(.refuses), &fields)
    for field in fields.all(.part) {
      if let part = part(field, &fields) { rule.parts.append(part) }
    }
    if let field = fields.optional(.status) {
      let (value, id) = split(field, &fields)
      rule.statuses = Self.words(value).compactMap { Int($0) }.filter { (100...999).contains($0) }
      rule.statusRule = id
      if rule.statuses.isEmpty || rule.statuses.count != Self.words(value).count {
        fields.report(
          "rules-status", "these are no status codes", field.valueRange,
          help: ["write numbers of three digits: 200 202"])
      }
    }
    rule.requestFields = fields.all(.requestField).compactMap { demand($0, &fields) }
    rule.answerFields = fields.all(.answerField).compactMap { demand($0, &fields) }
    rules.examples.append(rule)
    diagnostics += fields.diagnostics
  }

  private mutating func part(
    _ field: Record.Field, _ fields: inout RecordFields<ExampleKey>
  ) -> ExampleRule.Part? {
    let words = Self.words(field.value)
    guard words.count == 2, words[0].hasPrefix("$") else {
      fields.report(
        "rules-part", "a path and a format are needed", field.valueRange,
        help: ["write: $.clients[*] client"])
      return nil
    }
    do {
      let path = try JSONPath(parsing: words[0])
      return known(words[1], field, &fields) ? .init(path: path, format: words[1]) : nil
    } catch {
      fields.report("rules-part", "'\(words[0])' is no JSONPath: \(error)", field.valueRange)
      return nil
    }
  }

  private mutating func demand(
    _ field: Record.Field, _ fields: inout RecordFields<ExampleKey>
  ) -> ExampleRule.FieldDemand? {
    let (value, id) = split(field, &fields)
    let parts = value.split(separator: ":", maxSplits: 1)
    guard let name = parts.first, !name.isEmpty, name.utf8.allSatisfy(Ascii.isToken) else {
      fields.report(
        "rules-field", "this is no header field", field.valueRange,
        help: ["write: Cache-Control: no-store"])
      return nil
    }
    let wanted = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
    return .init(name: String(name), value: wanted.isEmpty ? nil : String(wanted), rule: id)
  }

  // MARK: - Pieces

  /// The format that a field names; nil after saying that there is none.
  mutating func format<Key>(
    _ field: Record.Field?, _ fields: inout RecordFields<Key>
  ) -> String? {
    guard let field else { return nil }
    return known(field.value, field, &fields) ? field.value : nil
  }

  mutating func known<Key>(
    _ name: String, _ field: Record.Field, _ fields: inout RecordFields<Key>
  ) -> Bool {
    if formats.contains(name) { return true }
    // Many rules name the same format; one finding tells that it is missing.
    guard missing.insert(name).inserted else { return false }
    fields.report(
      "rules-format", "there is no object format '\(name)'", field.valueRange,
      help: [
        NearestName.advice(for: name, among: formats)
          ?? "add schemas/\(name).schema.json beside the rules"
      ])
    return false
  }

  /// A value and, behind ` by `, the requirement that it comes from.
  func split<Key>(
    _ field: Record.Field, _ fields: inout RecordFields<Key>
  ) -> (value: String, requirement: String?) {
    guard let mark = field.value.firstRange(of: " by ") else { return (field.value, nil) }
    let id = String(field.value[mark.upperBound...])
    checkRequirement(id, field, &fields)
    return (String(field.value[..<mark.lowerBound]), id)
  }

  func checkRequirement<Key>(
    _ id: String, _ field: Record.Field, _ fields: inout RecordFields<Key>
  ) {
    guard !isRequirement(id) else { return }
    fields.report(
      "rules-requirement", "there is no requirement '\(id)'", field.valueRange,
      help: ["'synchroscope list requirements' shows them"])
  }

  /// Words between blanks and commas.
  static func words(_ text: String?) -> [String] {
    (text ?? "").split { $0 == " " || $0 == "," }.map(String.init)
  }
}
