/// A recorded message as far as a page shows it.
struct MessageExcerpt: Sendable, Equatable {
  /// The start line, the fields and the empty line, and those of interim responses before.
  let head: ArraySlice<UInt8>
  /// The beginning of what follows.
  let body: ArraySlice<UInt8>
  /// Whether there is more of it than is shown.
  let isCut: Bool

  /// So much of a body is shown.
  static let bodyLimit = 16 << 10
  /// So much of a body is shown when many are.
  static let briefLimit = 1 << 10
  /// So much of a body that is no text is shown.
  private static let dumpLimit = 1 << 10
  /// So much of a head is shown, however little of a body.
  private static let headLimit = 4 << 10

  /// A message by its bytes; `isCut` when they are not all.
  init(_ bytes: [UInt8], isCut: Bool, _ limit: Int = MessageExcerpt.bodyLimit) {
    let end = Self.headEnd(of: bytes)
    head = bytes[..<min(end, max(limit, Self.headLimit))]
    let isText = Self.isText(bytes[end...].prefix(limit), isCut: true)
    body = bytes[end...].prefix(isText ? limit : Self.dumpLimit)
    self.isCut = isCut || end + body.count < bytes.count || head.count < end
  }

  /// The head without the empty line at its end.
  var headLines: ArraySlice<UInt8> {
    head.suffix(4).elementsEqual("\r\n\r\n".utf8) ? head.dropLast(4) : head
  }

  /// Whether the body can be shown as text.
  var isText: Bool { Self.isText(body, isCut: isCut) }

  private static func isText(_ bytes: ArraySlice<UInt8>, isCut: Bool) -> Bool {
    // The cut may have gone through a character.
    let whole =
      isCut ? bytes.dropLast(bytes.suffix(4).reversed().prefix { $0 >= 0x80 }.count) : bytes
    return !whole.contains(0) && String(validating: whole, as: UTF8.self) != nil
  }

  /// Behind the empty line of the last head; `1xx` responses come before the one that counts.
  private static func headEnd(of bytes: [UInt8]) -> Int {
    var start = 0
    while let end = emptyLineEnd(in: bytes, from: start) {
      let line = bytes[start..<end].prefix(12)
      let isInterim =
        line.starts(with: "HTTP/1.1 1".utf8) && !line.elementsEqual("HTTP/1.1 101".utf8)
      guard isInterim, end < bytes.count else { return end }
      start = end
    }
    return start > 0 ? start : bytes.count
  }

  private static func emptyLineEnd(in bytes: [UInt8], from start: Int) -> Int? {
    var place = start
    while let feed = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = bytes[place..<feed]
      if line.isEmpty || line.elementsEqual(CollectionOfOne(UInt8(ascii: "\r"))), feed > start {
        return feed + 1
      }
      place = feed + 1
    }
    return nil
  }

  /// The bytes at a place such as `12:5` of the body, up to where the value there ends.
  func range(ofPlace place: String?) -> Range<Int>? {
    let numbers = (place ?? "").split(separator: ":").compactMap { Int($0) }
    guard numbers.count == 2, numbers[0] > 0, numbers[1] > 0, isText else { return nil }
    var start = body.startIndex
    for _ in 1..<numbers[0] {
      guard let feed = body[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      start = feed + 1
    }
    // Columns count scalars.
    var column = 1
    while column < numbers[1], start < body.endIndex {
      start += 1
      while start < body.endIndex, body[start] & 0xC0 == 0x80 { start += 1 }
      column += 1
    }
    guard start < body.endIndex else { return nil }
    let rest = body[start...].prefix(120)
    let stops = Array(",}]\n\r".utf8)
    let isString = rest.first == UInt8(ascii: "\"")
    let end =
      isString
      ? rest.dropFirst().firstIndex(of: UInt8(ascii: "\"")).map { $0 + 1 }
      : rest.dropFirst().firstIndex { stops.contains($0) }
    return start..<(end ?? rest.endIndex)
  }
}
