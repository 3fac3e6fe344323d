import Glibc
import SynchroDigest
import SynchroText

/// Bytes with holes, each of which something has filled that is not known.
struct HolePattern {
  /// What stands in the place of something.
  struct Hole {
    /// Where the label stands.
    var range: Range<Int>
    /// How long it was that the label replaced; likely, not certain, to be as long again.
    var count: Int
    /// The secret; nil for something that may be anything.
    var secret: Secret.Label?
  }

  let bytes: ArraySlice<UInt8>
  let holes: [Hole]

  /// Nil when the holes do not lie in the bytes one behind the other.
  init?(_ bytes: [UInt8], holes: [Hole]) {
    var end = 0
    for hole in holes {
      guard hole.range.lowerBound >= end, hole.range.upperBound <= bytes.count else { return nil }
      end = hole.range.upperBound
    }
    self.bytes = bytes[...]
    self.holes = holes
  }

  /// Text in which labels stand.
  init(labelsIn text: String) {
    bytes = Array(text.utf8)[...]
    var holes: [Hole] = []
    var start = bytes.startIndex
    while let low = bytes[start...].firstIndex(of: UInt8(ascii: "[")),
      let high = bytes[low...].firstIndex(of: UInt8(ascii: "]"))
    {
      let label = Secret.Label(reading: String(decoding: bytes[low...high], as: UTF8.self))
      if let label { holes.append(Hole(range: low..<(high + 1), count: 0, secret: label)) }
      start = label == nil ? low + 1 : high + 1
    }
    self.holes = holes
  }

  /// What fills each hole so that the pattern becomes these bytes; nil when nothing does. With
  /// `isCut`, the pattern ends before the bytes may.
  func fillings(in other: [UInt8], isCut: Bool = false) -> [Range<Int>]? {
    other.withUnsafeBytes { other in
      bytes.withUnsafeBytes { mine in
        // Mostly a secret is as long as it was; where it is not, the next bytes tell where it ends.
        fillings(mine, other, isCut, byCount: true) ?? fillings(mine, other, isCut, byCount: false)
      }
    }
  }

  private func fillings(
    _ mine: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer, _ isCut: Bool, byCount: Bool
  ) -> [Range<Int>]? {
    var result: [Range<Int>] = []
    var (place, there) = (0, 0)
    for (number, hole) in holes.enumerated() {
      guard Self.begins(other, at: there, with: mine[place..<hole.range.lowerBound]) else {
        return nil
      }
      there += hole.range.lowerBound - place
      place = hole.range.upperBound
      let next = number + 1 < holes.count ? holes[number + 1].range.lowerBound : mine.count
      let piece = mine[place..<next]
      let isLast = number + 1 == holes.count && !isCut
      let end: Int?
      if byCount, hole.count > 0, Self.begins(other, at: there + hole.count, with: piece),
        !isLast || there + hole.count + piece.count == other.count
      {
        end = there + hole.count
      } else if isLast {
        let start = other.count - piece.count
        end = start > there && Self.begins(other, at: start, with: piece) ? start : nil
      } else {
        end = Self.find(piece, in: other, from: there + 1)
      }
      guard let end else { return nil }
      result.append(there..<end)
      there = end
    }
    let rest = mine[place...]
    guard Self.begins(other, at: there, with: rest) else { return nil }
    return isCut || there + rest.count == other.count ? result : nil
  }

  private static func begins(
    _ bytes: UnsafeRawBufferPointer, at place: Int, with piece: Slice<UnsafeRawBufferPointer>
  ) -> Bool {
    guard place + piece.count <= bytes.count else { return false }
    guard !piece.isEmpty, let left = bytes.baseAddress,
      let right = UnsafeRawBufferPointer(rebasing: piece).baseAddress
    else { return true }
    return memcmp(left + place, right, piece.count) == 0
  }

  private static func find(
    _ piece: Slice<UnsafeRawBufferPointer>, in bytes: UnsafeRawBufferPointer, from place: Int
  ) -> Int? {
    ByteSearch.first(UnsafeRawBufferPointer(rebasing: piece), in: bytes, from: place)
  }
}
