/// Texts that are looked up by the bytes of a document, without making a string of them.
struct KeyTable: Sendable {
  /// The texts, in the order in which they were added.
  private(set) var keys: [[UInt8]] = []
  private var hashes: [UInt32] = []
  /// Open addressing; -1 marks an empty place. Never more than half full.
  private var places: [Int32] = Array(repeating: -1, count: 8)

  init(_ keys: some Sequence<String> = []) {
    for key in keys { add(key) }
  }

  var isEmpty: Bool { keys.isEmpty }

  /// The index of a text, which is added when it is new.
  @discardableResult
  mutating func add(_ text: String) -> Int {
    let bytes = Array(text.utf8)
    let hash = KeyHash.of(text)
    if let index = bytes.withUnsafeBufferPointer({ find($0, hash: hash) }) { return index }
    keys.append(bytes)
    hashes.append(hash)
    if keys.count * 2 > places.count {
      places = Array(repeating: -1, count: places.count * 2)
      for index in keys.indices { settle(index) }
    } else {
      settle(keys.count - 1)
    }
    return keys.count - 1
  }

  /// The index of a text by its bytes and their ``KeyHash``.
  func find(_ text: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int? {
    let mask = places.count - 1
    var place = Int(hash) & mask
    while places[place] >= 0 {
      let index = Int(places[place])
      if hashes[index] == hash, keys[index].elementsEqual(text) { return index }
      place = (place + 1) & mask
    }
    return nil
  }

  private mutating func settle(_ index: Int) {
    let mask = places.count - 1
    var place = Int(hashes[index]) & mask
    while places[place] >= 0 { place = (place + 1) & mask }
    places[place] = Int32(truncatingIfNeeded: index)
  }
}
