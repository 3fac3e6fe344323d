import SynchroText

/// Compares keys on the tape by the text that they name.
enum KeyText {
  /// Negative, zero or positive, as the first stands before, with or behind the second.
  static func order(
    _ left: TapeEntry, _ right: TapeEntry, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    if !left.isEscaped, !right.isEscaped {
      return order(content(left, bytes), content(right, bytes))
    }
    var leftText = text(left, bytes)
    var rightText = text(right, bytes)
    return leftText.withUTF8 { left in rightText.withUTF8 { right in order(left, right) } }
  }

  static func text(_ entry: TapeEntry, _ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let content = content(entry, bytes)
    return entry.isEscaped
      ? StringScan.unescape(content) : String(decoding: content, as: UTF8.self)
  }

  static func content(
    _ entry: TapeEntry, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[Int(entry.start) + 1..<Int(entry.end) - 1])
  }

  static func duplicate(
    _ first: TapeEntry, _ again: TapeEntry, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> JSONDuplicateKey {
    JSONDuplicateKey(
      key: text(again, bytes), first: SourceRange(Int(first.start), Int(first.end)),
      again: SourceRange(Int(again.start), Int(again.end)))
  }

  private static func order(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Int {
    let shared = min(left.count, right.count)
    for index in 0..<shared where left[index] != right[index] {
      return left[index] < right[index] ? -1 : 1
    }
    return left.count - right.count
  }
}

/// A quick hash of a key's text, to tell most keys apart without reading them again.
enum KeyHash {
  static func of(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let base = UnsafeRawPointer(text.baseAddress), !text.isEmpty else { return 0 }
    let count = text.count
    let head: UInt64
    let tail: UInt64
    if count >= 8 {
      head = base.loadUnaligned(as: UInt64.self)
      tail = base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else if count >= 4 {
      head = UInt64(base.loadUnaligned(as: UInt32.self))
      tail = UInt64(base.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    } else {
      head = UInt64(text[0]) | UInt64(text[count / 2]) << 8
      tail = UInt64(text[count - 1])
    }
    var mixed = (head ^ UInt64(count) &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 29) ^ tail) &* 0x94D0_49BB_1331_11EB
    return UInt32(truncatingIfNeeded: mixed >> 32)
  }

  static func ofEscaped(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    of(StringScan.unescape(text))
  }

  static func of(_ text: String) -> UInt32 {
    var text = text
    return text.withUTF8 { of($0) }
  }
}
