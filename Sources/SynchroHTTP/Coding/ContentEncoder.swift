/// Applies a content coding to whole contents.
public enum ContentEncoder {
  /// The coded form of `bytes`; `level` is zlib's, 0 to 9.
  public static func encode(
    _ bytes: [UInt8], as coding: ContentCoding, level: Int32 = 6
  ) -> [UInt8] {
    bytes
  }
}
