internal import SynchroJSON

extension RunEvent: RecordPart {
  enum Name: String, CaseIterable {
    case runStarted = "run-started"
    case doctor
    case testStarted = "test-started"
    case exchange
    case hook
    case check
    case testEnded = "test-ended"
    case runEnded = "run-ended"
  }

  private var name: Name {
    switch self {
    case .runStarted: .runStarted
    case .doctor: .doctor
    case .testStarted: .testStarted
    case .exchange: .exchange
    case .hook: .hook
    case .check: .check
    case .testEnded: .testEnded
    case .runEnded: .runEnded
    }
  }

  var fields: [(String, JSONValue?)] {
    let parts: [(String, JSONValue?)] =
      switch self {
      case .runStarted(let header, let tests): [("tests", .integer(tests)), ("run", header.json)]
      case .doctor(let finding): [("finding", finding.json)]
      case .testStarted(let id, let title): [("test", .string(id)), ("title", .string(title))]
      case .exchange(let record): [("exchange", record.json)]
      case .hook(let record): [("hook", record.json)]
      case .check(let record, let test): [("test", .string(test)), ("check", record.json)]
      case .testEnded(let record): [("test", record.json)]
      case .runEnded(let duration, let interruptions):
        [("duration_ns", .nanoseconds(duration)), ("interruptions", .texts(interruptions))]
      }
    return [("event", .string(name.rawValue))] + parts
  }

  init(_ reader: RecordReader) throws(RecordError) {
    let name: Name = try reader.word("event")
    switch name {
    case .runStarted:
      self = .runStarted(try reader.part("run"), tests: try reader.integer("tests"))
    case .doctor: self = .doctor(try reader.part("finding"))
    case .testStarted:
      self = .testStarted(id: try reader.text("test"), title: try reader.text("title"))
    case .exchange: self = .exchange(try reader.part("exchange"))
    case .hook: self = .hook(try reader.part("hook"))
    case .check: self = .check(try reader.part("check"), test: try reader.text("test"))
    case .testEnded: self = .testEnded(try reader.part("test"))
    case .runEnded:
      self = .runEnded(
        duration: try reader.duration("duration_ns"),
        interruptions: try reader.texts("interruptions"))
    }
  }
}
