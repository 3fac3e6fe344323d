public import SynchroText

/// A key that stands more than once in one object.
///
/// RFC 8259, section 4, says that names should be unique and that receivers differ in what they
/// make of it, so this is a finding and no refusal.
public struct JSONDuplicateKey: Sendable, Equatable {
  /// The key.
  public let key: String
  /// Where it stood first, quotes included.
  public let first: SourceRange
  /// Where it stands again.
  public let again: SourceRange

  /// The finding as a diagnostic about its text.
  public var diagnostic: Diagnostic {
    Diagnostic(
      .warning, code: "json-duplicate-key",
      "the object has the key '\(VisibleText.excerpt(key, limit: 60))' more than once",
      at: .init(again, "again here"), related: [.init(first, "first here")],
      help: ["receivers disagree on which value counts (RFC 8259, section 4)"])
  }
}

/// The keys of the objects that are being read, to find the ones that stand twice.
struct OpenKeys {
  private struct Key {
    var hash: UInt32
    var index: UInt32
  }

  private var keys: [Key] = []
  private var starts: [Int] = []

  mutating func openObject() {
    starts.append(keys.count)
  }

  mutating func append(hash: UInt32, index: Int) {
    keys.append(Key(hash: hash, index: UInt32(truncatingIfNeeded: index)))
  }

  mutating func closeObject(
    _ object: Int, tape: [TapeEntry], bytes: UnsafeBufferPointer<UInt8>,
    reporting duplicates: inout [JSONDuplicateKey]
  ) {
    guard let start = starts.popLast() else {
      preconditionFailure("an object closes that was opened")
    }
    defer { keys.removeSubrange(start...) }
    if keys.count - start > 16 {
      sortedSearch(from: start, tape: tape, bytes: bytes, reporting: &duplicates)
    } else {
      pairwiseSearch(from: start, tape: tape, bytes: bytes, reporting: &duplicates)
    }
  }

  private func pairwiseSearch(
    from start: Int, tape: [TapeEntry], bytes: UnsafeBufferPointer<UInt8>,
    reporting duplicates: inout [JSONDuplicateKey]
  ) {
    var later = start + 1
    while later < keys.count {
      var earlier = start
      while earlier < later {
        if keys[earlier].hash == keys[later].hash {
          let (first, again) = (tape[Int(keys[earlier].index)], tape[Int(keys[later].index)])
          if KeyText.order(first, again, bytes) == 0 {
            duplicates.append(KeyText.duplicate(first, again, bytes))
            break
          }
        }
        earlier += 1
      }
      later += 1
    }
  }

  /// Sorting keeps a hostile object of many alike keys from costing the square of their number.
  private func sortedSearch(
    from start: Int, tape: [TapeEntry], bytes: UnsafeBufferPointer<UInt8>,
    reporting duplicates: inout [JSONDuplicateKey]
  ) {
    let sorted = keys[start...].sorted { left, right in
      if left.hash != right.hash { return left.hash < right.hash }
      let order = KeyText.order(tape[Int(left.index)], tape[Int(right.index)], bytes)
      return order != 0 ? order < 0 : left.index < right.index
    }
    var found: [JSONDuplicateKey] = []
    var first = sorted[0]
    for key in sorted.dropFirst() {
      let (known, again) = (tape[Int(first.index)], tape[Int(key.index)])
      if key.hash == first.hash, KeyText.order(known, again, bytes) == 0 {
        found.append(KeyText.duplicate(known, again, bytes))
      } else {
        first = key
      }
    }
    duplicates += found.sorted { $0.again.start < $1.again.start }
  }
}

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
