import SynchroText

/// The line before a chunk: its size and extensions, RFC 9112, section 7.1.
struct ChunkLine {
  let size: Int
  /// Bytes between the size and the line end.
  let extensionBytes: Int

  /// Reads the line; nil when the size is unusable. Extensions are checked and mean nothing to us.
  static func read(
    _ line: Line, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) -> ChunkLine? {
    var size = 0
    var place = line.start
    while place < line.end, let digit = window[place].hexDigitValue {
      guard size <= (Int.max >> 4) else {
        log.unrecoverable(.chunkSizeOverflow, at: base + line.start)
        return nil
      }
      size = size << 4 | Int(digit)
      place += 1
    }
    guard place > line.start else {
      log.unrecoverable(.chunkSizeMalformed, at: base + line.start)
      return nil
    }
    let extensions = place..<line.end
    if let carriageReturn = extensions.first(where: { window[$0] == UInt8(ascii: "\r") }) {
      // Some recipients end the line here, so the place of the data is in doubt.
      log.unrecoverable(.bareCR, at: base + carriageReturn)
      return nil
    }
    var scanner = ExtensionScanner(window: window, place: place, end: line.end)
    if !extensions.isEmpty {
      switch scanner.scan() {
      case .fine: break
      case .sizeMalformed:
        log.unrecoverable(.chunkSizeMalformed, at: base + line.start)
        return nil
      case .malformed: log.deviation(.chunkExtensionMalformed, at: base + scanner.place)
      }
      if let blank = scanner.firstBlank { log.deviation(.chunkWhitespace, at: base + blank) }
    }
    return ChunkLine(size: size, extensionBytes: extensions.count)
  }
}

/// `*( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )`, RFC 9112, section 7.1.1.
private struct ExtensionScanner {
  enum Outcome {
    case fine
    case malformed
    /// What follows the digits begins no extension.
    case sizeMalformed
  }

  let window: UnsafeRawBufferPointer
  var place: Int
  let end: Int
  /// Whitespace that recipients must read and senders must not write.
  var firstBlank: Int?

  mutating func scan() -> Outcome {
    skipBlanks()
    guard place < end else { return .fine }
    guard window[place] == UInt8(ascii: ";") else { return .sizeMalformed }
    while place < end {
      guard take(UInt8(ascii: ";")) else { return .malformed }
      skipBlanks()
      guard takeToken() else { return .malformed }
      skipBlanks()
      if take(UInt8(ascii: "=")) {
        skipBlanks()
        guard takeQuoted() || takeToken() else { return .malformed }
        skipBlanks()
      }
    }
    return .fine
  }

  private mutating func skipBlanks() {
    while place < end, window[place] == 0x20 || window[place] == 0x09 {
      firstBlank = firstBlank ?? place
      place += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard place < end, window[place] == byte else { return false }
    place += 1
    return true
  }

  private mutating func takeToken() -> Bool {
    let start = place
    while place < end, ByteClass.has(window[place], ByteClass.token) { place += 1 }
    return place > start
  }

  private mutating func takeQuoted() -> Bool {
    let start = place
    guard take(UInt8(ascii: "\"")) else { return false }
    while place < end, ByteClass.has(window[place], ByteClass.fieldValue) {
      if take(UInt8(ascii: "\"")) { return true }
      if take(UInt8(ascii: "\\")), place == end { break }
      guard ByteClass.has(window[place], ByteClass.fieldValue) else { break }
      place += 1
    }
    place = start
    return false
  }
}
