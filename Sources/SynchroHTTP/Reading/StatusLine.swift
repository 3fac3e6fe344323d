/// A status line: version, status and reason, RFC 9112, section 4.
struct StatusLine: Sendable {
  var version: HTTPVersion
  var status: HTTPStatus
  /// Where the reason phrase stands in the head.
  var reason: Range<Int>

  /// Reads the line; nil after a fault that makes it unreadable. The caller has made sure that it
  /// begins with `HTTP/`.
  static func read(
    _ line: Line, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) -> StatusLine? {
    let versionEnd = line.start + 8
    guard versionEnd <= line.end,
      let version = RequestLine.version(window, line.start..<versionEnd)
    else {
      log.unrecoverable(.versionMalformed, at: base + line.start)
      return nil
    }
    guard version.major == 1 else {
      log.unrecoverable(.versionUnsupported(version), at: base + line.start)
      return nil
    }
    guard let digits = statusStart(versionEnd, line, of: window, base: base, log: &log) else {
      return nil
    }
    guard let code = threeDigits(digits, line, of: window) else {
      log.unrecoverable(.statusMalformed, at: base + digits)
      return nil
    }
    guard let status = HTTPStatus(code: code) else {
      log.unrecoverable(.statusOutOfRange(code), at: base + digits)
      return nil
    }
    // RFC 9110, section 15: clients treat it as 500, so the message remains readable.
    if code > 599 { log.deviation(.statusOutOfRange(code), at: base + digits) }
    let reason = reason(digits + 3, line, of: window, base: base, log: &log)
    return StatusLine(version: version, status: status, reason: reason)
  }

  /// Where the digits start, after one space; other whitespace is a deviation, none a failure.
  @inline(__always)
  private static func statusStart(
    _ place: Int, _ line: Line, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) -> Int? {
    guard place < line.end, isBlank(window[place]) else {
      // `HTTP/1.10 200` has too long a version, `HTTP/1.1` alone no status.
      if place < line.end {
        log.unrecoverable(.versionMalformed, at: base + line.start)
      } else {
        log.unrecoverable(.statusMalformed, at: base + place)
      }
      return nil
    }
    var start = place + 1
    while start < line.end, isBlank(window[start]) { start += 1 }
    if window[place] != UInt8(ascii: " ") {
      log.deviation(.startLineWhitespace, at: base + place)
    } else if start > place + 1 {
      log.deviation(.startLineWhitespace, at: base + place + 1)
    }
    return start
  }

  @inline(__always)
  private static func threeDigits(
    _ start: Int, _ line: Line, of window: UnsafeRawBufferPointer
  ) -> Int? {
    guard line.end - start >= 3 else { return nil }
    var code = 0
    for place in start..<start + 3 {
      let digit = window[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      code = code * 10 + Int(digit)
    }
    guard start + 3 < line.end else { return code }
    return isBlank(window[start + 3]) ? code : nil
  }

  @inline(__always)
  private static func reason(
    _ place: Int, _ line: Line, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) -> Range<Int> {
    guard place < line.end else {
      log.deviation(.reasonSpaceMissing, at: base + place)
      return place..<place
    }
    if window[place] != UInt8(ascii: " ") {
      log.deviation(.startLineWhitespace, at: base + place)
    }
    let reason = place + 1..<line.end
    if !ByteClass.isPlain(window, reason) {
      for place in reason where !ByteClass.has(window[place], ByteClass.fieldValue) {
        let isCR = window[place] == UInt8(ascii: "\r")
        log.deviation(isCR ? .bareCR : .reasonMalformed, at: base + place)
      }
    }
    return reason
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
