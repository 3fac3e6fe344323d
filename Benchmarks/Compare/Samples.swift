/// Repeated measurements of one thing, quoted by their median.
struct Samples {
  let name: String
  let unit: String
  private var values: [Double] = []

  init(_ name: String, _ unit: String) {
    self.name = name
    self.unit = unit
  }

  mutating func add(_ value: Double) { values.append(value) }

  var median: Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
  }

  /// The median, the range and the count.
  var line: String {
    let sorted = values.sorted()
    let range = "\(Self.short(sorted.first ?? .nan)) to \(Self.short(sorted.last ?? .nan))"
    return "\(name): median \(Self.short(median)) \(unit) (\(range), \(values.count) runs)"
  }

  /// Prints both and how many times the second the first is.
  static func printRatio(_ ours: Samples, _ peer: Samples) {
    print(ours.line)
    print(peer.line)
    print("RATIO \(ours.name) / \(peer.name): \(short(ours.median / peer.median))")
  }

  static func short(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    if value >= 100 { return String(Int(value.rounded())) }
    return String((value * 100).rounded() / 100)
  }
}
