import Synchronization

/// A named text whose bytes can be asked for their line and column.
///
/// The bytes are kept as they came: they need not be valid UTF-8, because a finding often is that
/// they are not.
public final class SourceText: Sendable {
  /// What the text is called in a diagnostic: a path, a URL, `<stdin>`.
  public let name: String
  /// The text as it came.
  public let bytes: [UInt8]
  /// The offset at which each line starts; the first is always 0.
  private let lineStarts: [Int]
  /// How many scalars begin before each stretch of ``stretch`` bytes, counted when first asked for:
  /// a minified document is one line, and a thousand findings must not count it a thousand times.
  private let scalarCounts = Mutex<[Int]>([])
  private static let stretch = 4096

  /// Wraps bytes that were read from the place called `name`.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    lineStarts = Self.lineStarts(in: bytes)
  }

  /// Wraps text that is at hand as a string.
  public convenience init(name: String, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// How many lines there are; an empty text has one.
  public var lineCount: Int { lineStarts.count }

  /// The line and column of a byte. An offset past the end names the place behind the last byte.
  public func place(at offset: Int) -> SourcePlace {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(of: offset)
    return SourcePlace(
      line: line + 1, column: columnCount(from: lineStarts[line], to: offset) + 1)
  }

  /// The bytes of a line, counted from 1, without its line end.
  public func lineRange(_ line: Int) -> SourceRange {
    precondition((1...lineCount).contains(line), "a line of this text")
    let start = lineStarts[line - 1]
    var end = line < lineCount ? lineStarts[line] : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return SourceRange(start, end)
  }

  /// The text of a range; bytes that are no UTF-8 become replacement characters.
  public func text(of range: SourceRange) -> String {
    String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }

  /// The greatest line that starts at or before the offset, counted from 0.
  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset {
        low = middle
      } else {
        high = middle
      }
    }
    return low
  }

  /// Columns count Unicode scalars, so every byte that does not continue one begins one.
  private func columnCount(from start: Int, to end: Int) -> Int {
    if end - start <= Self.stretch { return scalarCount(start..<end) }
    let (before, through) = scalarCounts.withLock { counts in
      if counts.isEmpty { counts = countScalars() }
      return (counts[start / Self.stretch], counts[end / Self.stretch])
    }
    return through + scalarCount(end / Self.stretch * Self.stretch..<end)
      - before - scalarCount(start / Self.stretch * Self.stretch..<start)
  }

  private func countScalars() -> [Int] {
    var counts = [0]
    for start in stride(from: 0, to: bytes.count, by: Self.stretch) {
      let end = min(start + Self.stretch, bytes.count)
      counts.append((counts.last ?? 0) + scalarCount(start..<end))
    }
    return counts
  }

  private func scalarCount(_ range: Range<Int>) -> Int {
    bytes.withUnsafeBufferPointer { buffer in
      var count = 0
      for index in range where buffer[index] & 0xC0 != 0x80 { count += 1 }
      return count
    }
  }

  private static func lineStarts(in bytes: [UInt8]) -> [Int] {
    var starts = [0]
    bytes.withUnsafeBufferPointer { buffer in
      for index in buffer.indices where buffer[index] == UInt8(ascii: "\n") {
        starts.append(index + 1)
      }
    }
    return starts
  }
}

/// A line and a column, both counted from 1; columns count Unicode scalars.
public struct SourcePlace: Sendable, Hashable, CustomStringConvertible {
  /// The line, counted from 1.
  public let line: Int
  /// The column, counted from 1 in Unicode scalars.
  public let column: Int

  /// A place by its numbers.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The form that editors jump to: `14:2`.
  public var description: String { "\(line):\(column)" }
}
