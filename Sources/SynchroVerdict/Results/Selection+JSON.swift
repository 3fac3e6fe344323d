internal import SynchroJSON

extension RunReport.Selection: RecordPart {
  var fields: [(String, JSONValue?)] {
    [("only", .texts(only)), ("tags", .texts(tags)), ("shard", .text(shard?.description))]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    let selection = RunReport.Selection(
      only: try reader.texts("only"), tags: try reader.texts("tags"),
      shard: try reader.shardIfAny("shard"))
    guard let selection else {
      throw reader.error("only", expected: "a pattern, a tag or a shard")
    }
    self = selection
  }
}

extension RunReport.Part: RecordPart {
  var fields: [(String, JSONValue?)] {
    [("shard", .string(shard.description)), ("run", .string(run))]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    guard let shard = try reader.shardIfAny("shard") else {
      throw reader.error("shard", expected: "a part such as '2/5'")
    }
    self.init(shard, run: try reader.text("run"))
  }
}

extension RecordReader {
  fileprivate func shardIfAny(_ key: String) throws(RecordError) -> Shard? {
    guard let text = try textIfAny(key) else { return nil }
    guard let shard = Shard(text) else { throw error(key, expected: "a part such as '2/5'") }
    return shard
  }
}
