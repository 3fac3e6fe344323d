internal import Glibc

/// One line of a section, in offsets from the start of the section.
struct Line {
  let start: Int
  /// Where the content ends: before CRLF, or before a bare LF.
  let end: Int
  /// Where the next line starts.
  let next: Int

  var isEmpty: Bool { start == end }
  var hasBareLF: Bool { next - end == 1 }
}

/// Finds line ends in a growing window without looking at any byte twice.
struct LineCutter {
  enum Cut {
    case line(Line)
    case needMore
    /// No line end within the limit.
    case tooLong
  }

  /// Where the next line begins.
  private(set) var next = 0
  /// No LF stands between `next` and here.
  private var searched = 0

  /// The next line, if its LF stands before `limit`.
  @inline(__always)
  mutating func cut(_ window: UnsafeRawBufferPointer, limit: Int) -> Cut {
    let end = min(window.count, limit)
    guard searched < end, let base = window.baseAddress,
      let found = memchr(base + searched, 0x0A, end - searched)
    else {
      searched = max(searched, end)
      return window.count >= limit ? .tooLong : .needMore
    }
    let lineFeed = UnsafeRawPointer(found) - base
    let start = next
    let hasCR = lineFeed > start && window[lineFeed - 1] == UInt8(ascii: "\r")
    next = lineFeed + 1
    searched = next
    return .line(Line(start: start, end: hasCR ? lineFeed - 1 : lineFeed, next: next))
  }

  mutating func restart() {
    next = 0
    searched = 0
  }
}
