/// Tells of a few bytes whether any pattern may begin around them: never wrongly that none does.
///
/// Every pattern has some bytes at least. Whoever looks at a few neighbouring bytes at every
/// `stride`-th place has looked into the beginning of each pattern that stands in a text, and most
/// places of most texts can be passed over after one look (Wu and Manber, 1994).
struct GramFilter: Sendable {
  /// The fewest bytes that a pattern has.
  let shortest: Int
  /// How many neighbouring bytes are looked at.
  let length: Int
  /// How far apart the looks are: each of the first so many places of a pattern is known.
  let stride: Int
  private let shift: UInt64
  private let firstBits: [UInt64]
  private let secondBits: [UInt64]

  private static let firstFactor: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let secondFactor: UInt64 = 0xC2B2_AE3D_27D4_EB4F

  /// Nil when there is nothing to look for.
  init?(_ patterns: [RedactionPattern]) {
    guard let shortest = patterns.map(\.bytes.count).min() else { return nil }
    precondition(shortest >= 4, "a pattern that is shorter than a look would never be found")
    self.shortest = shortest
    let length = shortest >= 12 ? 8 : 4
    self.length = length
    // More would make the filter large without passing over much more.
    let stride = min(shortest - length + 1, 32)
    self.stride = stride
    let wanted = patterns.count * stride * 32
    let width = min(max(wanted.bitWidth - wanted.leadingZeroBitCount, 16), 22)
    shift = UInt64(64 - width)
    var first = [UInt64](repeating: 0, count: 1 << (width - 6))
    var second = first
    for pattern in patterns {
      pattern.bytes.withUnsafeBytes { bytes in
        for place in 0..<stride {
          let gram = Self.gram(bytes, at: place, length: length)
          let (one, other) = Self.places(of: gram, 64 - UInt64(width))
          first[one >> 6] |= 1 << UInt64(one & 63)
          second[other >> 6] |= 1 << UInt64(other & 63)
        }
      }
    }
    firstBits = first
    secondBits = second
  }

  /// The next of the places `place`, `place + stride` and so on, none behind `last`, around which a
  /// pattern may begin.
  func next(
    in bytes: UnsafeRawBufferPointer, from place: Int, through last: Int
  ) -> Int? {
    firstBits.withUnsafeBufferPointer { firstBits in
      secondBits.withUnsafeBufferPointer { secondBits in
        var place = place
        while place <= last {
          let gram = Self.gram(bytes, at: place, length: length)
          let (one, other) = Self.places(of: gram, shift)
          if firstBits[one >> 6] >> UInt64(one & 63) & 1 == 1,
            secondBits[other >> 6] >> UInt64(other & 63) & 1 == 1
          {
            return place
          }
          place += stride
        }
        return nil
      }
    }
  }

  @inline(__always)
  private static func gram(
    _ bytes: UnsafeRawBufferPointer, at place: Int, length: Int
  ) -> UInt64 {
    length == 8
      ? bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      : UInt64(bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }

  @inline(__always)
  private static func places(of gram: UInt64, _ shift: UInt64) -> (Int, Int) {
    let (one, other) = ((gram &* firstFactor) >> shift, (gram &* secondFactor) >> shift)
    return (Int(truncatingIfNeeded: one), Int(truncatingIfNeeded: other))
  }
}
