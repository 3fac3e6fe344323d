internal import SynchroJSON

extension CheckRecord: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("id", .string(id)), ("text", .string(text)), ("place", place.json),
      ("exchanges", .integers(exchanges)), ("decisions", .parts(decisions)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      id: try reader.text("id"), text: try reader.text("text"), place: try reader.part("place"),
      decisions: try reader.parts("decisions"), exchanges: try reader.integers("exchanges"))
  }
}

extension CheckRecord.Place: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("file", .string(file)), ("line", .integer(line)), ("column", .integer(column)),
      ("end_column", .integer(endColumn)), ("text", .string(text)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      file: try reader.text("file"), line: try reader.integer("line"),
      column: try reader.integer("column"), endColumn: try reader.integer("end_column"),
      text: try reader.text("text"))
  }
}

extension Decision: RecordPart {
  var fields: [(String, JSONValue?)] {
    [("requirement", .text(requirement))] + verdict.fields + [
      ("observations", .integer(observations)), ("mismatch_count", .integer(mismatchCount)),
      ("mismatches", .parts(mismatches)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      requirement: try reader.textIfAny("requirement"), verdict: try reader.verdict(),
      observations: try reader.count("observations"),
      mismatches: try reader.parts("mismatches"),
      mismatchCount: try reader.count("mismatch_count"))
  }
}

extension Mismatch: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("expected", .string(expected)), ("received", .string(received)),
      ("location", .text(location)), ("exchange", .whole(exchange)), ("place", .text(place)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      expected: try reader.text("expected"), received: try reader.text("received"),
      location: try reader.textIfAny("location"), exchange: try reader.integerIfAny("exchange"),
      place: try reader.textIfAny("place"))
  }
}
