import SynchroCatalog
import SynchroJSON
import SynchroText

extension ExampleRulesReader {
  enum ClaimKey: String, CaseIterable {
    case of
    case requestOf = "request-of"
    case clause
    case demand
    case order
    case same
    case says
    case by
    case level
  }

  enum Level: String, CaseIterable {
    case error
    case warning
  }

  mutating func readClaim(_ record: Record) {
    var fields = RecordFields<ClaimKey>(record)
    defer { diagnostics += fields.diagnostics }
    var level = Level.error
    if fields.optional(.level) != nil {
      guard let known = fields.required(.level, as: Level.self) else { return }
      level = known
    }
    guard let demand = demand(of: record, &fields), let says = fields.required(.says) else {
      return
    }
    let rule = fields.optional(.by)?.value
    if let field = fields.optional(.by) { checkRequirement(field.value, field, &fields) }
    var claim = ExampleClaim(
      name: record.name, demand: demand, says: says, rule: rule,
      severity: level == .error ? .error : .warning)
    claim.clauses = Self.words(fields.optional(.clause)?.value)
    if let field = fields.optional(.of) {
      for word in Self.words(field.value) where known(word, field, &fields) {
        claim.formats.append(word)
      }
    }
    if let field = fields.optional(.requestOf) {
      let names = rules.examples.map(\.name)
      for word in Self.words(field.value) {
        if names.contains(word) {
          claim.requestsOf.append(word)
        } else {
          fields.report(
            "rules-example", "no example above is called '\(word)'", field.valueRange,
            help: [NearestName.advice(for: word, among: names)].compactMap { $0 })
        }
      }
    }
    if fields.optional(.of) == nil, fields.optional(.requestOf) == nil {
      fields.report(
        "rules-no-match", "the claim '\(record.name)' says nothing about what it is",
        record.nameRange, help: ["add 'of: FORMAT' or 'request-of: EXAMPLE'"])
    }
    rules.claims.append(claim)
  }

  private func demand(
    of record: Record, _ fields: inout RecordFields<ClaimKey>
  ) -> ExampleClaim.Demand? {
    let given = [ClaimKey.demand, .order, .same].compactMap { fields.optional($0) }
    guard given.count == 1, let field = given.first else {
      fields.report(
        "rules-demand", "the claim '\(record.name)' needs one of 'demand', 'order' and 'same'",
        record.nameRange)
      return nil
    }
    switch ClaimKey(rawValue: field.key) {
    case .order:
      let words = Self.words(field.value)
      guard words.count == 3, words[1] == "<=" else {
        fields.report(
          "rules-demand", "this is no order of two members", field.valueRange,
          help: ["write: created <= modified"])
        return nil
      }
      return .order(earlier: words[0], later: words[2])
    case .same: return .identity(member: field.value)
    default: return schema(field, &fields)
    }
  }

  private func schema(
    _ field: Record.Field, _ fields: inout RecordFields<ClaimKey>
  ) -> ExampleClaim.Demand? {
    do {
      let document = try JSONDocument(parsing: field.value)
      return .schema(
        try JSONSchema(
          compiling: document,
          options: SchemaOptions(
            formats: .asserted, limits: SchemaLimits(steps: 1_000_000, findings: 20))))
    } catch let error as JSONSyntaxError {
      fields.report("rules-demand", "the demand is no JSON: \(error)", field.valueRange)
    } catch let error as SchemaError {
      fields.report(
        "rules-demand", "the demand is no schema: \(error.diagnostic.message)", field.valueRange)
    } catch {
      preconditionFailure("reading a schema throws nothing else: \(error)")
    }
    return nil
  }
}
