public import SynchroJSON

extension RunEntry: RecordPart {
  /// The version of the form that `summary.json` has.
  public static let format = 1

  var fields: [(String, JSONValue?)] {
    [
      ("summary", .integer(Self.format)), ("run", .string(run)), ("start", .moment(start)),
      ("duration_ns", .nanoseconds(duration)), ("tool", .string(tool)),
      ("target", .string(target)), ("profile", .text(profile)),
      ("exit", .integer(Int(exit.rawValue))), ("claims", .integer(claims)),
      ("proven", .integer(proven)), ("broken", .integer(broken)), ("warned", .integer(warned)),
      ("unproven", .integer(unproven)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    guard try reader.integer("summary") == Self.format else {
      throw reader.error("summary", expected: "the format \(Self.format)")
    }
    run = try reader.text("run")
    start = try reader.moment("start")
    duration = try reader.duration("duration_ns")
    tool = try reader.text("tool")
    target = try reader.text("target")
    profile = try reader.textIfAny("profile")
    guard let code = Int32(exactly: try reader.integer("exit")),
      let exit = RunReport.Exit(rawValue: code)
    else { throw reader.error("exit", expected: "the exit code of a run") }
    self.exit = exit
    claims = try reader.count("claims")
    proven = try reader.count("proven")
    broken = try reader.count("broken")
    warned = try reader.count("warned")
    unproven = try reader.count("unproven")
  }

  /// The entry as it is written to `summary.json`.
  public var document: JSONValue { json }

  /// Reads an entry back, or says where the document is none.
  public init(document node: JSONNode) throws(RecordError) {
    try self.init(RecordReader(node))
  }
}
