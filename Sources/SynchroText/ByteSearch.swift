internal import Glibc

/// Searches bytes for others. Glibc has a function for it that Swift does not see.
package enum ByteSearch {
  /// The first place from `start` on at which `piece` stands; nil when there is none.
  package static func first(
    _ piece: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer, from start: Int = 0
  ) -> Int? {
    guard let base = bytes.baseAddress, let first = piece.first, let wanted = piece.baseAddress
    else { return piece.isEmpty && start <= bytes.count ? start : nil }
    var place = start
    let last = bytes.count - piece.count
    while place <= last {
      guard let found = memchr(base + place, Int32(first), last - place + 1) else { return nil }
      let candidate = UnsafeRawPointer(found)
      if memcmp(candidate, wanted, piece.count) == 0 { return candidate - base }
      place = candidate - base + 1
    }
    return nil
  }

  /// The first place at which a text stands.
  package static func first(_ text: String, in bytes: [UInt8]) -> Range<Int>? {
    var text = text
    return text.withUTF8 { piece in
      bytes.withUnsafeBytes { bytes in
        first(UnsafeRawBufferPointer(piece), in: bytes).map { $0..<($0 + piece.count) }
      }
    }
  }
}
