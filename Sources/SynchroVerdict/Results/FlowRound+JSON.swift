internal import SynchroJSON

extension FlowRound: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("number", .integer(number)), ("fault", .text(fault)), ("transcript", .text(transcript)),
      ("lines", .parts(lines)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      number: try reader.integer("number"), lines: try reader.parts("lines"),
      fault: try reader.textIfAny("fault"), transcript: try reader.textIfAny("transcript"))
  }
}

extension FlowRound.Line: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("time_ns", .nanoseconds(time)), ("from", .string(from)), ("to", .string(to)),
      ("text", .string(text)), ("fault", .text(fault)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      time: try reader.duration("time_ns"), from: try reader.text("from"),
      to: try reader.text("to"), text: try reader.text("text"),
      fault: try reader.textIfAny("fault"))
  }
}
