import Glibc

/// Undoes one layer of escapes in a stream, a piece at a time; whatever is no escape passes through.
/// It undoes what ``EscapeDecoder`` does, without remembering what came from where.
struct Unescaper: Sendable {
  let layer: RedactionLayer
  /// The beginning of what may be an escape.
  private var held: [UInt8] = []

  init(_ layer: RedactionLayer) { self.layer = layer }

  var opener: UInt8 { layer == .percent ? UInt8(ascii: "%") : UInt8(ascii: "\\") }
  var isHolding: Bool { !held.isEmpty }

  /// The bytes without their escapes, but for what may go on in the next piece.
  mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard !held.isEmpty else { return undo(bytes) }
    let all = held + bytes
    held = []
    return all.withUnsafeBufferPointer { undo($0) }
  }

  /// What was held back, of which nothing is an escape now.
  mutating func finish() -> [UInt8] {
    defer { held = [] }
    guard !held.isEmpty else { return [] }
    // Behind a first half that stays alone there may be whole escapes.
    let rest = Array(held.dropFirst())
    let first = held[0]
    held = []
    let decoded = rest.withUnsafeBufferPointer { undo($0) }
    return [first] + decoded + finish()
  }

  private mutating func undo(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard let base = bytes.baseAddress else { return [] }
    var place = 0
    let opener = Int32(self.opener)
    let isPercent = layer == .percent
    return [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
      func copy(through end: Int) {
        guard end > place, let target = output.baseAddress else { return }
        memcpy(target + count, base + place, end - place)
        count += end - place
        place = end
      }
      while place < bytes.count {
        guard let found = memchr(base + place, opener, bytes.count - place) else {
          return copy(through: bytes.count)
        }
        copy(through: UnsafeRawPointer(found) - UnsafeRawPointer(base))
        let rest = UnsafeBufferPointer(rebasing: bytes[place...])
        if let (byte, length) = isPercent ? Self.percent(rest) : Self.short(rest) {
          output[count] = byte
          count += 1
          place += length
          continue
        }
        switch Self.slowly(rest, layer) {
        case .unfinished:
          held = Array(rest)
          return
        case .literal: copy(through: place + 1)
        case .decoded(let few, let length):
          for index in 0..<few.count { output[count + index] = few[index] }
          count += few.count
          place += length
        }
      }
    }
  }

  @inline(__always)
  private static func percent(_ bytes: UnsafeBufferPointer<UInt8>) -> (UInt8, Int)? {
    guard bytes.count > 2, let high = Hex.value(of: bytes[1]), let low = Hex.value(of: bytes[2])
    else { return nil }
    return (high << 4 | low, 3)
  }

  /// An escape of JSON that is two characters long.
  @inline(__always)
  private static func short(_ bytes: UnsafeBufferPointer<UInt8>) -> (UInt8, Int)? {
    guard bytes.count > 1 else { return nil }
    switch bytes[1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return (bytes[1], 2)
    case UInt8(ascii: "n"): return (0x0A, 2)
    case UInt8(ascii: "r"): return (0x0D, 2)
    case UInt8(ascii: "t"): return (0x09, 2)
    case UInt8(ascii: "b"): return (0x08, 2)
    case UInt8(ascii: "f"): return (0x0C, 2)
    default: return nil
    }
  }

  private enum Step {
    case unfinished
    case literal
    case decoded(EscapeDecoder.FewBytes, length: Int)
  }

  /// By the one who knows all escapes.
  private static func slowly(
    _ bytes: UnsafeBufferPointer<UInt8>, _ layer: RedactionLayer
  ) -> Step {
    var decoder = EscapeDecoder(layer: layer)
    for (index, byte) in bytes.enumerated() {
      decoder.held.append(
        DecodedByte(byte: byte, start: index, end: index + 1, isLiteral: true))
      switch decoder.step() {
      case .unfinished: continue
      case .literal: return .literal
      case .decoded(let few): return .decoded(few, length: index + 1)
      }
    }
    return .unfinished
  }
}
