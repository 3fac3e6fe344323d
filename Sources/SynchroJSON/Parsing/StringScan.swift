import SynchroText

/// The byte work inside strings: where plain text ends, whether a sequence is UTF-8.
enum StringScan {
  /// The first byte at or after `start` that is a quote, a backslash, a control character or not
  /// ASCII; `bytes.count` when there is none.
  @inline(__always)
  static func plainEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var at = start
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return at }
    while at + 8 <= bytes.count {
      let word = base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let special = specialBytes(of: word)
      if special != 0 {
        // The first byte of the text is the lowest of the word; false hits stand only above a
        // true one, so the lowest is exact.
        return at + UInt64(littleEndian: special).trailingZeroBitCount / 8
      }
      at += 8
    }
    while at < bytes.count, !isSpecial(bytes[at]) { at += 1 }
    return at
  }

  /// The high bit of each byte that is special (Mycroft's zero-byte test on eight bytes at once).
  @inline(__always)
  private static func specialBytes(of word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let isQuote = (quote &- ones) & ~quote
    let isBackslash = (backslash &- ones) & ~backslash
    let isControl = (word &- ones &* 0x20) & ~word
    return (isQuote | isBackslash | isControl | word) & highs
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 || byte >= 0x80
  }

  /// How many bytes the UTF-8 sequence at `start` takes; nil when it is none (RFC 3629, section 4:
  /// no overlong forms, no surrogates, nothing above U+10FFFF).
  static func multibyteLength(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    func continues(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      start + offset < bytes.count && range.contains(bytes[start + offset])
    }
    guard start < bytes.count else { return nil }
    switch bytes[start] {
    case 0..<0x80: return 1
    case 0xC2...0xDF: return continues(1) ? 2 : nil
    case 0xE0: return continues(1, 0xA0...0xBF) && continues(2) ? 3 : nil
    case 0xED: return continues(1, 0x80...0x9F) && continues(2) ? 3 : nil
    case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : nil
    case 0xF0: return continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : nil
    case 0xF4: return continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : nil
    case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : nil
    default: return nil
    }
  }

  /// The text of a string's bytes, without its quotes, that the parser has accepted.
  static func unescape(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(unsafeUninitializedCapacity: bytes.count) { buffer in
      var written = 0
      var at = 0
      while at < bytes.count {
        guard bytes[at] == UInt8(ascii: "\\") else {
          buffer[written] = bytes[at]
          written += 1
          at += 1
          continue
        }
        let (scalar, length) = escape(bytes, at: at)
        // An escape takes at least as many bytes as the UTF-8 of what it names.
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
          buffer[written] = byte
          written += 1
        }
        at += length
      }
      return written
    }
  }

  /// The character that an accepted escape sequence names, and the sequence's length.
  private static func escape(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> (Unicode.Scalar, Int) {
    switch bytes[start + 1] {
    case UInt8(ascii: "b"): return ("\u{8}", 2)
    case UInt8(ascii: "f"): return ("\u{C}", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "u"):
      let high = unit(bytes, at: start + 2)
      guard high & 0xFC00 == 0xD800 else {
        return (Unicode.Scalar(high) ?? "\u{FFFD}", 6)
      }
      let low = unit(bytes, at: start + 8)
      let value = 0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF)
      return (Unicode.Scalar(value) ?? "\u{FFFD}", 12)
    default: return (Unicode.Scalar(bytes[start + 1]), 2)
    }
  }

  private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32 {
    var unit: UInt32 = 0
    for index in start..<start + 4 { unit = unit << 4 | UInt32(bytes[index].hexDigitValue ?? 0) }
    return unit
  }
}
