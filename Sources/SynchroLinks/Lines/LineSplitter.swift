import Glibc

/// Cuts bytes into lines, however they come, and holds no more of a line than it may have.
struct LineSplitter {
  /// What was found.
  enum Piece: Equatable {
    /// A line that is not blank, without its end.
    case line([UInt8])
    /// A line is longer than the limit; the rest of it is passed over.
    case tooLong
  }

  private let limit: Int
  private var rest: [UInt8] = []
  private var passedOver: Int?

  init(limit: Int) {
    self.limit = limit
  }

  /// How many octets of a line have come whose end has not.
  var unfinished: Int { passedOver ?? rest.count }

  mutating func take(_ bytes: UnsafeRawBufferPointer) -> [Piece] {
    var pieces: [Piece] = []
    var start = 0
    while start < bytes.count {
      let unread = UnsafeRawBufferPointer(rebasing: bytes[start...])
      let length = Self.lengthOfLine(unread)
      add(UnsafeRawBufferPointer(rebasing: unread[..<(length ?? unread.count)]), to: &pieces)
      guard let length else { break }
      end(&pieces)
      start += length + 1
    }
    return pieces
  }

  private mutating func add(_ part: UnsafeRawBufferPointer, to pieces: inout [Piece]) {
    if let passed = passedOver {
      passedOver = passed + part.count
    } else if rest.count + part.count > limit {
      pieces.append(.tooLong)
      passedOver = rest.count + part.count
      rest = []
    } else {
      rest.append(contentsOf: part)
    }
  }

  private mutating func end(_ pieces: inout [Piece]) {
    defer {
      rest = []
      passedOver = nil
    }
    guard passedOver == nil else { return }
    if rest.last == 0x0D { rest.removeLast() }
    let isBlank = rest.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    if !isBlank { pieces.append(.line(rest)) }
  }

  private static func lengthOfLine(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, let end = memchr(base, 0x0A, bytes.count) else {
      return nil
    }
    return UnsafeRawPointer(end) - base
  }
}
