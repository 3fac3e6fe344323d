internal import SynchroJSON

extension BaselineOutcome: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("file", .string(file)), ("sha256", .string(sha256)), ("as_expected", .bool(isAsExpected)),
      ("held", .texts(asExpected)), ("surprises", .parts(surprises)), ("flaws", .parts(flaws)),
      ("not_looked_at", .texts(notLookedAt)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      file: try reader.text("file"), sha256: try reader.text("sha256"),
      asExpected: try reader.texts("held"), surprises: try reader.parts("surprises"),
      flaws: try reader.parts("flaws"), notLookedAt: try reader.texts("not_looked_at"))
  }
}

extension BaselineOutcome.Surprise: RecordPart {
  var fields: [(String, JSONValue?)] {
    [("id", .string(id)), ("requirement", .text(requirement))] + verdict.fields
      + [("message", .text(message))]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      id: try reader.text("id"), requirement: try reader.textIfAny("requirement"),
      verdict: try reader.verdict(), message: try reader.textIfAny("message"))
  }
}

extension BaselineOutcome.Flaw: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("flaw", .string(kind.rawValue)), ("entry", .string(entry)), ("place", .string(place)),
      ("sentence", .string(sentence)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      kind: try reader.word("flaw"), entry: try reader.text("entry"),
      place: try reader.text("place"), sentence: try reader.text("sentence"))
  }
}
