import SynchroText

/// The keys of the objects that are being read, to find the ones that stand twice.
struct OpenKeys {
  private struct Key {
    var hash: UInt32
    var index: UInt32
  }

  private var keys: [Key] = []
  private var starts: [Int] = []

  mutating func openObject() {
    starts.append(keys.count)
  }

  mutating func append(hash: UInt32, index: Int) {
    keys.append(Key(hash: hash, index: UInt32(truncatingIfNeeded: index)))
  }

  mutating func closeObject(
    _ object: Int, tape: [TapeEntry], bytes: UnsafeBufferPointer<UInt8>,
    reporting duplicates: inout [JSONDuplicateKey]
  ) {
    guard let start = starts.popLast() else {
      preconditionFailure("an object closes that was opened")
    }
    defer { keys.removeSubrange(start...) }
    if keys.count - start > 16 {
      sortedSearch(from: start, tape: tape, bytes: bytes, reporting: &duplicates)
    } else {
      pairwiseSearch(from: start, tape: tape, bytes: bytes, reporting: &duplicates)
    }
  }

  private func pairwiseSearch(
    from start: Int, tape: [TapeEntry], bytes: UnsafeBufferPointer<UInt8>,
    reporting duplicates: inout [JSONDuplicateKey]
  ) {
    var later = start + 1
    while later < keys.count {
      var earlier = start
      while earlier < later {
        if keys[earlier].hash == keys[later].hash {
          let (first, again) = (tape[Int(keys[earlier].index)], tape[Int(keys[later].index)])
          if KeyText.order(first, again, bytes) == 0 {
            duplicates.append(KeyText.duplicate(first, again, bytes))
            break
          }
        }
        earlier += 1
      }
      later += 1
    }
  }

  /// Sorting keeps a hostile object of many alike keys from costing the square of their number.
  private func sortedSearch(
    from start: Int, tape: [TapeEntry], bytes: UnsafeBufferPointer<UInt8>,
    reporting duplicates: inout [JSONDuplicateKey]
  ) {
    let sorted = keys[start...].sorted { left, right in
      if left.hash != right.hash { return left.hash < right.hash }
      let order = KeyText.order(tape[Int(left.index)], tape[Int(right.index)], bytes)
      return order != 0 ? order < 0 : left.index < right.index
    }
    var found: [JSONDuplicateKey] = []
    var first = sorted[0]
    for key in sorted.dropFirst() {
      let (known, again) = (tape[Int(first.index)], tape[Int(key.index)])
      if key.hash == first.hash, KeyText.order(known, again, bytes) == 0 {
        found.append(KeyText.duplicate(known, again, bytes))
      } else {
        first = key
      }
    }
    duplicates += found.sorted { $0.again.start < $1.again.start }
  }
}
