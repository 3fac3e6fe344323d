/// Which alternatives of a row belong together, where another table of the document says so.
struct StatedPairing: Equatable {
  /// The line of that table.
  let line: Int
  /// For each combination, which alternative of a column it takes, from 0.
  let picks: [[FlowColumn: Int]]

  /// The member `stated` of a row; nil when it has none.
  init?(_ row: DataObject) throws(FlowDataError) {
    guard row.has("stated") else { return nil }
    let object = try row.object("stated", keys: ["line", "variants"])
    line = try object.integer("line")
    var picks: [[FlowColumn: Int]] = []
    let keys = FlowColumn.allCases.map(\.rawValue)
    for variant in try object.objects("variants", keys: keys) {
      var pick: [FlowColumn: Int] = [:]
      for column in FlowColumn.allCases where variant.has(column.rawValue) {
        let number = try variant.integer(column.rawValue)
        guard number > 0 else {
          throw variant.error(
            "flow-pairing", "alternatives are counted from 1", at: column.rawValue)
        }
        pick[column] = number - 1
      }
      picks.append(pick)
    }
    self.picks = picks
  }
}
