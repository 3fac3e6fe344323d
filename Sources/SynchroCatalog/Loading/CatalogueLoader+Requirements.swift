import SynchroText

extension CatalogueLoader {
  private enum DocumentKey: String, CaseIterable {
    case title
    case edition
    case importedBy = "imported-by"
    case url
  }

  private enum RequirementKey: String, CaseIterable {
    case clause
    case anchor
    case level
    case party
    case decision
    case statement
    case applies
    case how
    case negative
    case implied
    case reason
    case limit
  }

  private enum Answer: String, CaseIterable {
    case yes
    case no
  }

  mutating func readDocument(_ record: Record, in source: SourceText) {
    var fields = RecordFields<DocumentKey>(record)
    if let title = fields.required(.title), let edition = fields.required(.edition) {
      documents.append(
        CatalogueDocument(
          id: record.name, title: title, edition: edition,
          importedBy: fields.optional(.importedBy)?.value, url: fields.optional(.url)?.value))
    }
    report(fields.diagnostics, in: source)
  }

  mutating func readRequirement(_ record: Record, of document: String?, in source: SourceText) {
    var fields = RecordFields<RequirementKey>(record)
    defer { report(fields.diagnostics, in: source) }
    guard let document else {
      fields.report(
        "requirement-document", "the requirement belongs to no document", record.kindRange,
        help: ["write a 'document' record above it"])
      return
    }
    let clause = fields.required(.clause)
    let anchor = fields.required(.anchor)
    let level = fields.required(.level, as: Requirement.Level.self)
    let party = fields.required(.party, as: Requirement.Party.self)
    let decision = fields.required(.decision, as: Requirement.Decision.self)
    let statement = fields.required(.statement)
    let applies = fields.required(.applies)
    let how = fields.required(.how)
    var isImplied = false
    if fields.optional(.implied) != nil {
      isImplied = fields.required(.implied, as: Answer.self) == .yes
    }
    var limit: ProfileLimit?
    if fields.optional(.limit) != nil {
      limit = fields.required(.limit, as: ProfileLimit.self)
    }
    guard let clause, let anchor, let level, let party, let decision, let statement, let applies,
      let how
    else { return }
    guard ClauseNumber.isValid(clause) else {
      fields.report(
        "requirement-clause", "'\(clause)' is no number of a clause",
        fields.optional(.clause)?.valueRange ?? record.nameRange, help: ["for example: 3.2"])
      return
    }
    guard Self.isID(record.name) else {
      fields.report(
        "requirement-id", "this is no id of a requirement", record.nameRange,
        help: ["write document, clause and a word of letters, for example WG1-01/3.2/field-name"])
      return
    }
    requirements.append(
      Requirement(
        id: record.name, document: document, clause: clause, anchor: anchor, level: level,
        party: party, statement: statement, appliesWhen: applies, decision: decision, how: how,
        negative: fields.optional(.negative)?.value, isImplied: isImplied,
        reason: fields.optional(.reason)?.value, limit: limit))
  }

  /// Whether an id has the shape document/clause/slug, so that it can be read, sorted and typed.
  /// The clause is the one the row was first found in: ids stay when a row is moved.
  private static func isID(_ id: String) -> Bool {
    guard let first = id.utf8.firstIndex(of: UInt8(ascii: "/")),
      let second = id.utf8[id.utf8.index(after: first)...].firstIndex(of: UInt8(ascii: "/"))
    else { return false }
    return isWord(id[..<first])
      && ClauseNumber.isValid(id[id.index(after: first)..<second])
      && isWord(id[id.index(after: second)...])
  }

  private static func isWord(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}
