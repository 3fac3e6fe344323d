internal import SynchroJSON

extension HookRun: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("number", .integer(number)), ("test", .string(test)), ("line", .integer(line)),
      ("hook", .string(hook)), ("arguments", .parts(arguments)), ("way", .string(way.rawValue)),
      ("exit", .whole(exit)), ("status", .whole(status)), ("start", .moment(start)),
      ("duration_ns", .nanoseconds(duration)), ("fault", .text(fault)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      number: try reader.integer("number"), test: try reader.text("test"),
      line: try reader.integer("line"), hook: try reader.text("hook"),
      arguments: try reader.parts("arguments"), way: try reader.word("way"),
      exit: try reader.integerIfAny("exit"), status: try reader.integerIfAny("status"),
      start: try reader.moment("start"), duration: try reader.duration("duration_ns"),
      fault: try reader.textIfAny("fault"))
  }
}

extension HookRecord: RecordPart {
  var fields: [(String, JSONValue?)] {
    run.fields + [
      ("output", .string(output)), ("errors", .string(errors)), ("replay", replay?.json),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      try HookRun(reader), output: try reader.text("output"), errors: try reader.text("errors"),
      replay: try reader.partIfAny("replay"))
  }
}
