extension FlowCatalogue {
  /// The data elements of a payload, as its rows list them; each once.
  public func attributes(of payload: String) -> [String] {
    var seen: Set<String> = []
    return rows.lazy.filter { $0.payload == payload }.flatMap(\.attributes)
      .filter { seen.insert($0).inserted }
  }
}
