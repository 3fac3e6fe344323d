/// Which elements or members of one value some schema has looked at, for `unevaluatedItems` and
/// `unevaluatedProperties`. Kept only while a schema asks for it.
struct EvaluatedChildren {
  private var isAll = false
  private var words: [UInt64] = []

  mutating func insertAll() {
    isAll = true
  }

  mutating func insert(_ index: Int) {
    let word = index >> 6
    if word >= words.count {
      words += Array(repeating: 0, count: word + 1 - words.count)
    }
    words[word] |= 1 << UInt64(index & 63)
  }

  mutating func formUnion(_ other: EvaluatedChildren) {
    isAll = isAll || other.isAll
    if other.words.count > words.count {
      words += Array(repeating: 0, count: other.words.count - words.count)
    }
    for index in other.words.indices { words[index] |= other.words[index] }
  }

  func contains(_ index: Int) -> Bool {
    if isAll { return true }
    let word = index >> 6
    return word < words.count && words[word] & 1 << UInt64(index & 63) != 0
  }
}
