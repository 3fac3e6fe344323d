internal import SynchroCatalog
public import SynchroJSON
internal import SynchroText

extension RunReport {
  /// The version of the form that `results.json` has; `docs/results.schema.json` describes it.
  public static let format = 1

  /// The whole report, as it is written to `results.json`; the order of members is stable.
  public var json: JSONValue {
    .object(fields.compactMap { key, value in value.map { JSONField(key, $0) } })
  }

  private var fields: [(String, JSONValue?)] {
    [
      ("format", .integer(Self.format)), ("run", header.json),
      ("duration_ns", .nanoseconds(duration)), ("exit", .integer(Int(exit.rawValue))),
      ("baseline", baseline?.json), ("summary", summary.json),
      ("interruptions", .texts(interruptions)),
      ("doctor", .parts(doctor)), ("requirements", .parts(requirements)),
      ("tests", .parts(tests)), ("exchanges", .parts(exchanges)),
      // Most runs ask nothing of the operator.
      ("hooks", hooks.isEmpty ? nil : .parts(hooks)), ("residue", .parts(residue)),
    ]
  }

  /// Reads a report back, or says where the document is none.
  ///
  /// Nothing is dropped and nothing is taken on trust: what this version would not write itself,
  /// such as an unknown member or a summary that does not add up, is refused.
  public init(json node: JSONNode) throws(RecordError) {
    let reader = try RecordReader(node)
    guard try reader.integer("format") == Self.format else {
      throw reader.error("format", expected: "the format \(Self.format)")
    }
    self.init(
      header: try reader.part("run"), duration: try reader.duration("duration_ns"),
      doctor: try reader.parts("doctor"), tests: try reader.parts("tests"),
      exchanges: try reader.parts("exchanges"), hooks: try reader.partsIfAny("hooks"),
      requirements: try reader.parts("requirements"),
      residue: try reader.parts("residue"), interruptions: try reader.texts("interruptions"),
      baseline: try reader.partIfAny("baseline"))
    try json.expectNothingElse(in: node)
  }
}

extension JSONValue {
  /// Throws at the first place where a document says anything that was not understood.
  func expectNothingElse(in node: JSONNode) throws(RecordError) {
    let differences = JSONDifference.between(expected: self, received: node.value, limit: 1)
    guard let difference = differences.first else { return }
    let place = difference.path.resolve(in: node) ?? node
    switch difference.change {
    case .missing(let value):
      throw RecordError(
        at: place, difference.path, expected: Self.excerpt(value), received: "nothing")
    case .unexpected(let value):
      throw RecordError(
        at: place, difference.path, expected: "nothing", received: Self.excerpt(value))
    case .changed(let expected, let received):
      throw RecordError(
        at: place, difference.path, expected: Self.excerpt(expected),
        received: Self.excerpt(received))
    }
  }

  private static func excerpt(_ value: JSONValue) -> String {
    VisibleText.excerpt(value.description, limit: 60)
  }
}

extension RunReport.Header: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("id", .string(run)), ("tool", .string(tool)), ("seed", .string(String(seed))),
      ("profile", .text(profile)), ("edition", .text(edition)), ("arguments", .texts(arguments)),
      ("allow_unproven", .bool(allowsUnproven)), ("selection", selection?.json),
      ("merged_from", parts.isEmpty ? nil : .parts(parts)), ("host", .parts(host)),
      ("target", .string(target)), ("target_facts", .parts(targetFacts)),
      ("suites", .parts(suites)),
      ("documents", documents.isEmpty ? nil : .parts(documents)), ("start", .moment(start)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      tool: try reader.text("tool"), run: try reader.text("id"), seed: try reader.seed("seed"),
      profile: try reader.textIfAny("profile"), edition: try reader.textIfAny("edition"),
      arguments: try reader.texts("arguments"), allowsUnproven: try reader.bool("allow_unproven"),
      selection: try reader.partIfAny("selection"), parts: try reader.partsIfAny("merged_from"),
      host: try reader.parts("host"), target: try reader.text("target"),
      targetFacts: try reader.parts("target_facts"), suites: try reader.parts("suites"),
      documents: try reader.partsIfAny("documents"),
      start: try reader.moment("start"))
  }
}

extension RunReport.SuiteFile: RecordPart {
  var fields: [(String, JSONValue?)] {
    [("name", .string(name)), ("file", .string(file)), ("sha256", .string(sha256))]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      name: try reader.text("name"), file: try reader.text("file"),
      sha256: try reader.text("sha256"))
  }
}

extension RunReport.Residue: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("what", .string(what)), ("url", .text(url)), ("test", .text(test)),
      ("because", .string(because)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      try reader.text("what"), url: try reader.textIfAny("url"),
      test: try reader.textIfAny("test"), because: try reader.text("because"))
  }
}

extension RequirementRecord: RecordPart {
  var fields: [(String, JSONValue?)] {
    let standing: [(String, JSONValue?)] =
      switch standing {
      case .decided(let verdict): verdict.fields
      case .undecided(let reason): [("undecided", .string(reason))]
      }
    return [("id", .string(id)), ("level", .string(level.rawValue))] + standing + [
      ("claimed", .bool(isClaimed)), ("document", .string(document)), ("clause", .string(clause)),
      ("anchor", .string(anchor)), ("statement", .string(statement)), ("checks", .texts(checks)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    let standing: Standing =
      if let reason = try reader.textIfAny("undecided") {
        .undecided(because: reason)
      } else {
        .decided(try reader.verdict())
      }
    self.init(
      id: try reader.text("id"), level: try reader.word("level"),
      document: try reader.text("document"), clause: try reader.text("clause"),
      anchor: try reader.text("anchor"), statement: try reader.text("statement"),
      isClaimed: try reader.bool("claimed"), standing: standing, checks: try reader.texts("checks"))
  }
}

// MARK: - Numbers, written only

extension RunReport.Summary {
  fileprivate var json: JSONValue {
    [
      "tests": tests.json, "checks": .integer(checks), "decisions": decisions.json,
      "requirements": requirements.json, "claimed": claimed.json, "undecided": .integer(undecided),
    ]
  }
}

extension RunReport.Counts {
  fileprivate var json: JSONValue {
    .object(
      [JSONField("total", .integer(total))]
        + RollUp.worstFirst.map { JSONField($0.rawValue, .integer(self[$0])) })
  }
}
