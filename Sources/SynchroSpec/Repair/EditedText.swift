import SynchroText

/// A text that is mended step by step and knows for each place where it stood at first.
struct EditedText {
  private(set) var bytes: [UInt8]
  /// The places of bytes that were put in, ascending.
  private var inserted: [Int] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The place in the text as it came.
  func original(_ offset: Int) -> Int {
    // The number of inserted bytes before the offset, by halves.
    var low = 0
    var high = inserted.count
    while low < high {
      let middle = (low + high) / 2
      if inserted[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return offset - low
  }

  func original(_ range: SourceRange) -> SourceRange {
    let start = original(range.start)
    return SourceRange(start, max(start, original(range.end)))
  }

  mutating func insert(_ byte: UInt8, at offset: Int) {
    bytes.insert(byte, at: offset)
    var index = inserted.count
    while index > 0, inserted[index - 1] >= offset {
      inserted[index - 1] += 1
      index -= 1
    }
    inserted.insert(offset, at: index)
  }

  mutating func replace(_ offset: Int, with byte: UInt8) { bytes[offset] = byte }

  /// Writes spaces over a range, line ends excepted.
  mutating func blank(_ range: Range<Int>) {
    for offset in range where !Ascii.isSpace(bytes[offset]) { bytes[offset] = UInt8(ascii: " ") }
  }

  /// The last byte before an offset that is no white space.
  func lastSolid(before offset: Int) -> Int? {
    var at = offset
    while at > 0 {
      at -= 1
      if !Ascii.isSpace(bytes[at]) { return at }
    }
    return nil
  }

  /// The first byte at or after an offset that is no white space.
  func firstSolid(from offset: Int) -> Int? {
    var at = offset
    while at < bytes.count {
      if !Ascii.isSpace(bytes[at]) { return at }
      at += 1
    }
    return nil
  }
}
