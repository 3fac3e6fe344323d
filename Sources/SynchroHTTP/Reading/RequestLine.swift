/// A request line: method, target and version, RFC 9112, section 3.
struct RequestLine: Sendable {
  var method: HTTPMethod
  /// Where the target stands in the head.
  var target: Range<Int>
  var version: HTTPVersion

  /// Reads the line; nil after a fault that makes it unreadable.
  static func read(
    _ line: Line, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) -> RequestLine? {
    let classes = ByteClass.classes
    var place = line.start
    while place < line.end, classes[Int(window[place])] & ByteClass.token != 0 { place += 1 }
    let methodEnd = place
    // The usual line: one space, a target of visible characters, one space, eight bytes of version.
    let targetEnd = line.end - 9
    guard methodEnd > line.start, methodEnd + 1 < targetEnd, window[methodEnd] == space,
      window[targetEnd] == space,
      ByteClass.isWithoutSpaces(window, methodEnd + 1..<targetEnd),
      let version = version(window, targetEnd + 1..<line.end)
    else { return readUnusual(line, of: window, base: base, log: &log) }
    return complete(
      words: (line.start..<methodEnd, methodEnd + 1..<targetEnd), version, at: targetEnd + 1,
      of: window, base: base, log: &log)
  }

  /// Says what is wrong with a line. RFC 9112, section 3, allows to split at any whitespace, so
  /// that alone is a deviation.
  private static func readUnusual(
    _ line: Line, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) -> RequestLine? {
    let words = words(of: line, in: window)
    let isSpacedWell =
      words.count == 3 && words[0].lowerBound == line.start && words[2].upperBound == line.end
      && words[0].upperBound + 1 == words[1].lowerBound
      && words[1].upperBound + 1 == words[2].lowerBound
      && window[words[0].upperBound] == space && window[words[1].upperBound] == space
    for word in words {
      for place in word where window[place] == UInt8(ascii: "\r") {
        log.deviation(.bareCR, at: base + place)
      }
    }
    guard let first = words.first else {
      log.unrecoverable(.notHTTP, at: base + line.start)
      return nil
    }
    if let bad = first.first(where: { !ByteClass.has(window[$0], ByteClass.token) }) {
      log.unrecoverable(.methodMalformed, at: base + bad)
      return nil
    }
    guard words.count == 3 else {
      if words.count == 2, version(window, words[1]) != nil {
        log.unrecoverable(.targetMalformed(.empty), at: base + words[0].upperBound + 1)
      } else if words.count < 3 {
        log.unrecoverable(.versionMissing, at: base + line.end)
      } else {
        log.unrecoverable(.targetMalformed(.byteNotAllowed), at: base + words[1].upperBound)
      }
      return nil
    }
    if !isSpacedWell {
      log.deviation(.startLineWhitespace, at: base + firstOddSpace(line, words, in: window))
    }
    guard let version = version(window, words[2]) else {
      log.unrecoverable(.versionMalformed, at: base + words[2].lowerBound)
      return nil
    }
    return complete(
      words: (words[0], words[1]), version, at: words[2].lowerBound, of: window, base: base,
      log: &log)
  }

  @inline(__always)
  private static func complete(
    words: (method: Range<Int>, target: Range<Int>), _ version: HTTPVersion, at place: Int,
    of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) -> RequestLine? {
    guard version.major == 1 else {
      log.unrecoverable(.versionUnsupported(version), at: base + place)
      return nil
    }
    let method = HTTPMethod(token: UnsafeRawBufferPointer(rebasing: window[words.method]))
    RequestTarget.check(words.target, for: method, of: window, base: base, log: &log)
    return RequestLine(method: method, target: words.target, version: version)
  }

  /// `HTTP/` digit `.` digit and nothing else, RFC 9112, section 2.3.
  @inline(__always)
  static func version(_ window: UnsafeRawBufferPointer, _ range: Range<Int>) -> HTTPVersion? {
    guard range.count == 8 else { return nil }
    let place = range.lowerBound
    let word = UInt64(
      littleEndian: window.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    // "HTTP/1.1" with both digits masked out.
    guard word & 0x00FF_00FF_FFFF_FFFF == 0x002E_002F_5054_5448 else { return nil }
    let major = window[place + 5] &- UInt8(ascii: "0")
    let minor = window[place + 7] &- UInt8(ascii: "0")
    guard major < 10, minor < 10 else { return nil }
    return HTTPVersion(major: major, minor: minor)
  }

  private static func words(
    of line: Line, in window: UnsafeRawBufferPointer
  ) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var place = line.start
    // A fourth word is as bad as a hundredth.
    while words.count < 4 {
      while place < line.end, isBlank(window[place]) { place += 1 }
      guard place < line.end else { break }
      let start = place
      while place < line.end, !isBlank(window[place]) { place += 1 }
      words.append(start..<place)
    }
    return words
  }

  private static func firstOddSpace(
    _ line: Line, _ words: [Range<Int>], in window: UnsafeRawBufferPointer
  ) -> Int {
    if words[0].lowerBound > line.start { return line.start }
    for (left, right) in zip(words, words.dropFirst()) {
      if window[left.upperBound] != space { return left.upperBound }
      if left.upperBound + 1 < right.lowerBound { return left.upperBound + 1 }
    }
    return words[words.count - 1].upperBound
  }

  /// SP, HTAB, VT and FF: what RFC 9112, section 3, lets lenient parsers split at. CR is reported
  /// as itself.
  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == space || byte == 0x09 || byte == 0x0B || byte == 0x0C
  }

  private static let space = UInt8(ascii: " ")
}
