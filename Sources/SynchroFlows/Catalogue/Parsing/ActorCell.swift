extension FlowCell where Value == FlowRow.ActorGroup {
  /// Reads an actor cell; `names` maps the spellings of the cells to the names of the tables.
  init(actors raw: String, names: [String: String]) throws(CellFault) {
    let text = CellText(raw)
    let ranges = text.alternatives()
    var groups: [FlowRow.ActorGroup] = []
    for range in ranges {
      var group: FlowRow.ActorGroup = []
      for member in text.members(of: range) {
        let name = text.words(of: member)
        guard !name.isEmpty else { throw CellScanner(text, member).fault("an actor") }
        group.append(names[name] ?? name)
      }
      groups.append(group)
    }
    self.init(raw: raw, alternatives: groups, texts: ranges.map { text.words(of: $0) })
  }
}
