import Glibc

/// Where lines end. Commands read files of gigabytes line by line, and this module is not optimised.
enum LineFeed {
  /// The first line feed at or after a place.
  static func first(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + start, 0x0A, bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
