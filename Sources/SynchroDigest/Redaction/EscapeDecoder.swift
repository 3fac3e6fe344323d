/// A byte of text that may be decoded, and the stretch of the source that it came from.
struct DecodedByte: Sendable {
  var byte: UInt8
  var start: Int
  var end: Int
  /// True when no decoder changed it, so that it stands in the source as it is.
  var isLiteral: Bool
}

/// Undoes one layer of escapes, byte by byte; whatever is no escape passes through.
struct EscapeDecoder: Sendable {
  enum Step {
    /// More bytes must come before anything can be said.
    case unfinished
    /// The first held byte is not the begin of an escape.
    case literal
    /// All held bytes are one escape and mean these.
    case decoded(FewBytes)
  }

  /// Up to four bytes, the first in the lowest bits: escapes are too many for an array each.
  struct FewBytes {
    private(set) var bits: UInt32
    private(set) var count = 1

    init(_ byte: UInt8) {
      bits = UInt32(byte)
    }

    init(_ scalar: Unicode.Scalar) {
      bits = 0
      count = 0
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        bits |= UInt32(byte) << UInt32(8 * count)
        count += 1
      }
    }

    subscript(index: Int) -> UInt8 { UInt8(truncatingIfNeeded: bits >> UInt32(8 * index)) }
  }

  /// What it undoes: `percent` or `json`.
  let layer: RedactionLayer
  /// Bytes that may be the begin of an escape; twelve at most.
  var held: [DecodedByte] = []

  var opener: UInt8 { layer == .percent ? UInt8(ascii: "%") : UInt8(ascii: "\\") }

  /// What the held bytes are so far.
  func step() -> Step {
    guard held[0].byte == opener else { return .literal }
    return layer == .percent ? percentStep() : jsonStep()
  }

  private func percentStep() -> Step {
    guard held.count > 1 else { return .unfinished }
    guard let high = Hex.value(of: held[1].byte) else { return .literal }
    guard held.count > 2 else { return .unfinished }
    guard let low = Hex.value(of: held[2].byte) else { return .literal }
    return .decoded(FewBytes(high << 4 | low))
  }

  private func jsonStep() -> Step {
    guard held.count > 1 else { return .unfinished }
    switch held[1].byte {
    case UInt8(ascii: "u"): return unicodeStep()
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return .decoded(FewBytes(held[1].byte))
    case UInt8(ascii: "b"): return .decoded(FewBytes(0x08))
    case UInt8(ascii: "f"): return .decoded(FewBytes(0x0C))
    case UInt8(ascii: "n"): return .decoded(FewBytes(0x0A))
    case UInt8(ascii: "r"): return .decoded(FewBytes(0x0D))
    case UInt8(ascii: "t"): return .decoded(FewBytes(0x09))
    default: return .literal
    }
  }

  private func unicodeStep() -> Step {
    guard let first = codeUnit(from: 2) else { return .literal }
    guard held.count >= 6 else { return .unfinished }
    if let scalar = Unicode.Scalar(first) { return .decoded(FewBytes(scalar)) }
    // A surrogate means something only before its other half.
    guard first < 0xDC00 else { return .literal }
    if held.count > 6, held[6].byte != opener { return .literal }
    if held.count > 7, held[7].byte != UInt8(ascii: "u") { return .literal }
    guard let second = codeUnit(from: 8) else { return .literal }
    guard held.count >= 12 else { return .unfinished }
    guard (0xDC00...0xDFFF).contains(second) else { return .literal }
    let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
    guard let scalar = Unicode.Scalar(value) else { return .literal }
    return .decoded(FewBytes(scalar))
  }

  /// The number of up to four hexadecimal digits; nil when something else stands among them.
  private func codeUnit(from place: Int) -> UInt16? {
    var value: UInt16 = 0
    for digit in held.dropFirst(place).prefix(4) {
      guard let digit = Hex.value(of: digit.byte) else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
