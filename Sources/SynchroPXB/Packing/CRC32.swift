import CZlib

/// The CRC-32 of zlib, PNG and Ethernet.
public enum CRC32 {
  /// The check number of some bytes.
  public static func of(_ bytes: [UInt8]) -> UInt32 {
    // zlib counts in 32 bits; a body is far shorter.
    let count = UInt32(clamping: bytes.count)
    return UInt32(truncatingIfNeeded: crc32(crc32(0, nil, 0), bytes, count))
  }

  /// The check number of a text's UTF-8.
  public static func of(_ text: String) -> UInt32 { of(Array(text.utf8)) }
}
