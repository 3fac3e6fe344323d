import SynchroCatalog
import SynchroJSON
import SynchroText

/// Requirements as a list.
struct RequirementListing {
  let rows: [Requirement]
  let catalogue: Catalogue

  func table(_ style: TerminalStyle) -> String {
    var table = TextTable("REQUIREMENT", "LEVEL", "PARTY", "DECIDED", "STATEMENT")
    for row in rows {
      table.add(
        row.id, row.level.rawValue, row.party.rawValue, row.decision.rawValue, row.statement)
    }
    return table.rendered(style) + counted(rows.count, "requirement") + "\n"
  }

  var json: String {
    let rows = rows.map { row -> JSONValue in
      var value = row.json
      value.append(
        "ambiguities",
        .array(catalogue.ambiguities(affecting: row.id).map { .string($0.id) }))
      return value
    }
    return JSONPrinter.pretty(["requirements": .array(rows)]) + "\n"
  }
}

/// What changed in one document since an edition.
struct DocumentChanges {
  let document: String
  let edition: String
  let clauses: [ClauseChange]
}

/// Requirements whose clause is another one in a new text.
struct ChangeListing {
  let changes: DocumentChanges
  let rows: [Requirement]

  /// The rows that come from a clause, of those that were asked for.
  private func rows(of change: ClauseChange) -> [Requirement] {
    if case .added = change { return [] }
    return rows.filter { $0.document == changes.document && $0.clause == change.clause }
  }

  func table(_ style: TerminalStyle) -> String {
    let title = "\(changes.document) against the edition \(changes.edition)"
    guard !changes.clauses.isEmpty else { return "\(title): no clause changed\n" }
    var table = TextTable("CLAUSE", "CHANGE", "REQUIREMENT", "TITLE OR STATEMENT")
    var count = 0
    for change in changes.clauses {
      var title = change.title
      if case .moved(_, let to, _) = change { title += " (now \(to))" }
      table.add(change.clause, change.word, "", title)
      let rows = rows(of: change)
      count += rows.count
      for row in rows { table.add("", "", row.id, row.statement) }
    }
    return table.rendered(style)
      + "\(title): \(counted(changes.clauses.count, "clause")) and "
      + counted(count, "requirement") + " to read again\n"
  }

  var json: String {
    let clauses = changes.clauses.map { change -> JSONValue in
      var value: JSONValue = [
        "clause": .string(change.clause), "change": .string(change.word),
        "title": .string(change.title),
      ]
      if case .moved(_, let to, _) = change { value.append("to", .string(to)) }
      value.append("requirements", .array(rows(of: change).map { .string($0.id) }))
      return value
    }
    return JSONPrinter.pretty([
      "document": .string(changes.document), "edition": .string(changes.edition),
      "clauses": .array(clauses),
    ]) + "\n"
  }
}

extension Requirement {
  /// The row with every field it has; a missing one is null.
  var json: JSONValue {
    [
      "id": .string(id), "document": .string(document), "clause": .string(clause),
      "anchor": .string(anchor), "level": .string(level.rawValue),
      "party": .string(party.rawValue), "decision": .string(decision.rawValue),
      "statement": .string(statement), "applies": .string(appliesWhen), "how": .string(how),
      "negative": negative.map(JSONValue.string) ?? .null, "implied": .bool(isImplied),
      "reason": reason.map(JSONValue.string) ?? .null,
    ]
  }
}

extension JSONValue {
  /// Adds a member to an object; other values stay as they are.
  mutating func append(_ key: String, _ value: JSONValue) {
    guard case .object(let fields) = self else { return }
    self = .object(fields + [JSONField(key, value)])
  }
}
