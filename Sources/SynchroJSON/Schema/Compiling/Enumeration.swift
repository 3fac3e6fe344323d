/// The values of `enum` or `const`; strings are looked up, the rest compared.
final class Enumeration: Sendable {
  let strings: KeyTable
  let others: [JSONNode]
  /// The same by hash, once there are too many to compare one by one.
  let hashed: Set<JSONValue>
  let all: [JSONNode]

  init(_ values: [JSONNode]) {
    all = values
    others = values.filter { $0.kind != .string }
    hashed = others.count > 8 ? Set(others.map(\.value)) : []
    strings = KeyTable(values.compactMap(\.string))
  }

  /// The values as a message lists them: the first dozen and how many more there are.
  var words: [String] {
    let shown = all.prefix(12).map(ValueWords.excerpt)
    return all.count > 12 ? shown + ["… (\(all.count - 12) more)"] : shown
  }
}
