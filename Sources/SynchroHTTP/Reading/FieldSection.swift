/// Reads the field lines of a head or of a trailer section, line by line as they come in.
///
/// Nothing is copied before the section is complete; until then the caller keeps the bytes.
struct FieldSection: Sendable {
  private(set) var entries: [HTTPFields.Entry] = []
  /// Bytes that become spaces when the section is copied: RFC 9112, section 5.2, demands it of
  /// obs-fold, RFC 9110, section 5.5, of CR and NUL. Each has its finding.
  private var blanked: [Int] = []
  /// Whether a fold would continue the last entry.
  private var lastIsOpen = false
  /// Whether any line was seen, taken or not.
  private var hasLines = false

  mutating func restart() {
    entries.removeAll(keepingCapacity: true)
    blanked.removeAll(keepingCapacity: true)
    lastIsOpen = false
    hasLines = false
  }

  /// Takes one line that is not empty. `base` is the stream offset of the window's first byte.
  @inline(__always)
  mutating func read(
    _ line: Line, of window: UnsafeRawBufferPointer, base: Int, limit: Int, log: inout WireLog
  ) {
    let classes = ByteClass.classes
    var place = line.start
    while place < line.end, classes[Int(window[place])] & ByteClass.token != 0 { place += 1 }
    guard place < line.end, place > line.start, window[place] == UInt8(ascii: ":") else {
      readUnusual(line, of: window, base: base, limit: limit, log: &log)
      return
    }
    append(
      name: line.start..<place, value: place + 1..<line.end, of: window, base: base, limit: limit,
      log: &log)
  }

  /// The section's fields, in one arena that begins with the first byte of the window.
  func fields(copying window: UnsafeRawBufferPointer, count: Int) -> HTTPFields {
    var arena = [UInt8](UnsafeRawBufferPointer(rebasing: window[..<count]))
    for place in blanked { arena[place] = UInt8(ascii: " ") }
    // A copy of the right size: the entries here are reused for the next head.
    return HTTPFields(arena: arena, entries: entries.withUnsafeBufferPointer { Array($0) })
  }

  // MARK: - Lines that are not name, colon, value

  private mutating func readUnusual(
    _ line: Line, of window: UnsafeRawBufferPointer, base: Int, limit: Int, log: inout WireLog
  ) {
    let first = window[line.start]
    if isBlank(first) {
      readFold(line, of: window, base: base, log: &log)
      return
    }
    guard let colon = (line.start..<line.end).first(where: { window[$0] == UInt8(ascii: ":") })
    else {
      if let bare = (line.start..<line.end).first(where: { window[$0] == UInt8(ascii: "\r") }) {
        log.deviation(.bareCR, at: base + bare)
      }
      log.deviation(.colonMissing, at: base + line.start)
      ignoreLine()
      return
    }
    var nameEnd = colon
    while nameEnd > line.start, isBlank(window[nameEnd - 1]) { nameEnd -= 1 }
    guard nameEnd > line.start else {
      log.deviation(.fieldNameEmpty, at: base + line.start)
      ignoreLine()
      return
    }
    let bad = (line.start..<nameEnd).first { !ByteClass.has(window[$0], ByteClass.token) }
    if let bad {
      log.deviation(.fieldNameMalformed(byte: window[bad]), at: base + bad)
    }
    if nameEnd < colon { log.deviation(.spaceBeforeColon, at: base + nameEnd) }
    append(
      name: line.start..<nameEnd, value: colon + 1..<line.end, of: window, base: base,
      limit: limit, log: &log)
  }

  private mutating func readFold(
    _ line: Line, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) {
    guard hasLines else {
      log.deviation(.whitespaceBeforeFields, at: base + line.start)
      return
    }
    log.deviation(.obsoleteFold, at: base + line.start)
    guard lastIsOpen, let last = entries.indices.last else { return }
    let value = trimmed(line.start..<line.end, of: window)
    guard !value.isEmpty else { return }
    check(value, of: window, base: base, log: &log)
    if entries[last].value.isEmpty {
      entries[last].valueStart = UInt32(value.lowerBound)
    } else {
      blanked += Array(Int(entries[last].valueEnd)..<value.lowerBound)
    }
    entries[last].valueEnd = UInt32(value.upperBound)
  }

  private mutating func ignoreLine() {
    hasLines = true
    lastIsOpen = false
  }

  // MARK: - Pieces

  @inline(__always)
  private mutating func append(
    name: Range<Int>, value: Range<Int>, of window: UnsafeRawBufferPointer, base: Int, limit: Int,
    log: inout WireLog
  ) {
    hasLines = true
    lastIsOpen = true
    guard entries.count < limit else {
      log.unrecoverable(
        .limitExceeded(.fieldCount, limit: limit), at: base + name.lowerBound)
      return
    }
    let value = trimmed(value, of: window)
    if !ByteClass.isPlain(window, value) { check(value, of: window, base: base, log: &log) }
    entries.append(
      HTTPFields.Entry(
        nameStart: UInt32(truncatingIfNeeded: name.lowerBound),
        nameEnd: UInt32(truncatingIfNeeded: name.upperBound),
        valueStart: UInt32(truncatingIfNeeded: value.lowerBound),
        valueEnd: UInt32(truncatingIfNeeded: value.upperBound),
        known: KnownField(of: UnsafeRawBufferPointer(rebasing: window[name]))))
  }

  /// Reports every byte that a field value must not hold.
  private mutating func check(
    _ value: Range<Int>, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) {
    for place in value where !ByteClass.has(window[place], ByteClass.fieldValue) {
      let byte = window[place]
      if byte == UInt8(ascii: "\r") {
        log.deviation(.bareCR, at: base + place)
      } else {
        log.deviation(.fieldValueMalformed(byte: byte), at: base + place)
      }
      if byte == UInt8(ascii: "\r") || byte == 0 { blanked.append(place) }
    }
  }

  @inline(__always)
  private func trimmed(_ range: Range<Int>, of window: UnsafeRawBufferPointer) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, isBlank(window[start]) { start += 1 }
    while end > start, isBlank(window[end - 1]) { end -= 1 }
    return start..<end
  }

  @inline(__always)
  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
