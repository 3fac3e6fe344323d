internal import SynchroJSON

extension TestRecord: RecordPart {
  var fields: [(String, JSONValue?)] {
    [("id", .string(id)), ("number", .whole(number)), ("title", .string(title))] + verdict.fields
      + [
        ("place", place.json), ("tags", .texts(tags)), ("start", .moment(start)),
        ("duration_ns", .nanoseconds(duration)), ("exchanges", .integers(exchanges)),
        ("stop", stop.map { StopPart(verdict: $0).json }), ("lacked_hook", .text(lackedHook)),
        ("notes", .texts(notes)),
        ("next_step", .text(nextStep)),
        ("checks", .parts(checks)),
        ("rounds", rounds.isEmpty ? nil : .parts(rounds)),
      ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    let stop: StopPart? = try reader.partIfAny("stop")
    self.init(
      id: try reader.text("id"), number: try reader.integerIfAny("number"),
      title: try reader.text("title"), place: try reader.part("place"),
      tags: try reader.texts("tags"), start: try reader.moment("start"),
      duration: try reader.duration("duration_ns"), checks: try reader.parts("checks"),
      exchanges: try reader.integers("exchanges"), stop: stop?.verdict,
      lackedHook: try reader.textIfAny("lacked_hook"), notes: try reader.texts("notes"),
      nextStep: try reader.textIfAny("next_step"), rounds: try reader.partsIfAny("rounds"))
  }
}

/// A verdict that stands alone.
private struct StopPart: RecordPart {
  let verdict: Verdict

  var fields: [(String, JSONValue?)] { verdict.fields }

  init(verdict: Verdict) { self.verdict = verdict }

  init(_ reader: RecordReader) throws(RecordError) {
    verdict = try reader.verdict()
  }
}

extension DoctorFinding: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("severity", .string(severity.rawValue)), ("sentence", .string(sentence)),
      ("next_step", .text(nextStep)), ("field", .text(field)), ("ours", isOurs ? true : nil),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      try reader.word("severity"), try reader.text("sentence"),
      nextStep: try reader.textIfAny("next_step"), field: try reader.textIfAny("field"))
    isOurs = try reader.boolIfAny("ours") ?? false
  }
}

extension RunFact: RecordPart {
  var fields: [(String, JSONValue?)] { [("name", .string(name)), ("value", .string(value))] }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(try reader.text("name"), try reader.text("value"))
  }
}
