import SynchroText

/// One physical line: where its text stands and whether its bytes are fit to be read.
struct SourceLine {
  /// What is wrong with a line's bytes, whatever it says.
  enum Flaw {
    case tab(at: Int)
    case control(UInt8, at: Int)
    case notUTF8(at: Int)
  }

  /// The first byte.
  var start: Int
  /// The first byte that is no blank; `end` when there is none.
  var text: Int
  /// Behind the last byte that is no blank.
  var end: Int
  /// The line feed, or the end of the file.
  var stop: Int
  /// Whether it starts with `#`.
  var isComment: Bool
  /// The first thing that must not stand in a suite outside a raw body.
  var flaw: Flaw?

  /// How far the text is indented.
  var indent: Int { text - start }
  var isBlank: Bool { text == end }
  /// Whether there is nothing to read in it.
  var isSilent: Bool { isBlank || isComment }
}

extension SourceLine {
  /// All lines of a file.
  static func lines(of bytes: [UInt8]) -> [SourceLine] {
    var lines: [SourceLine] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    bytes.withUnsafeBufferPointer { buffer in
      while true {
        var stop = start
        while stop < buffer.count, buffer[stop] != UInt8(ascii: "\n") { stop += 1 }
        lines.append(line(buffer, from: start, to: stop))
        guard stop < buffer.count else { return }
        start = stop + 1
      }
    }
    return lines
  }

  private static func line(
    _ buffer: UnsafeBufferPointer<UInt8>, from start: Int, to stop: Int
  ) -> SourceLine {
    var text = start
    while text < stop, isBlank(buffer[text]) { text += 1 }
    var end = stop
    while end > text, isBlank(buffer[end - 1]) { end -= 1 }
    return SourceLine(
      start: start, text: text, end: end, stop: stop,
      isComment: text < end && buffer[text] == UInt8(ascii: "#"),
      flaw: flaw(buffer, from: start, to: stop))
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  private static func flaw(
    _ buffer: UnsafeBufferPointer<UInt8>, from start: Int, to stop: Int
  ) -> Flaw? {
    var tab: Int?
    var index = start
    while index < stop {
      let byte = buffer[index]
      if byte >= 0x80 {
        let length = scalarLength(buffer, at: index, to: stop)
        guard length > 0 else { return .notUTF8(at: index) }
        index += length
        continue
      }
      if byte == UInt8(ascii: "\t") {
        if tab == nil { tab = index }
      } else if byte < 0x20 && !(byte == UInt8(ascii: "\r") && index == stop - 1) || byte == 0x7F {
        return .control(byte, at: index)
      }
      index += 1
    }
    return tab.map { .tab(at: $0) }
  }

  /// How many bytes the scalar at a place has; 0 when there is none (RFC 3629, section 4).
  private static func scalarLength(
    _ buffer: UnsafeBufferPointer<UInt8>, at index: Int, to stop: Int
  ) -> Int {
    let first = buffer[index]
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch first {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: (0, 0...0)
      }
    guard length > 0, index + length <= stop, second.contains(buffer[index + 1]) else { return 0 }
    for next in index + 2..<max(index + 2, index + length) where buffer[next] & 0xC0 != 0x80 {
      return 0
    }
    return length
  }
}
