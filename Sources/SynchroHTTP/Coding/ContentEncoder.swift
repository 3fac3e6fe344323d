internal import CZlib

/// Applies a content coding to whole contents.
public enum ContentEncoder {
  /// The coded form of `bytes`; `level` is zlib's, 0 (stored) to 9 (smallest).
  public static func encode(
    _ bytes: [UInt8], as coding: ContentCoding, level: Int32 = 6
  ) -> [UInt8] {
    switch coding {
    case .identity: bytes
    case .gzip: deflate(bytes, windowBits: 15 + 16, level: level)
    case .deflate: deflate(bytes, windowBits: 15, level: level)
    }
  }

  /// The bare stream that some senders mean by `deflate`; for deliberate misbehaviour.
  public static func encodeRawDeflate(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
    deflate(bytes, windowBits: -15, level: level)
  }

  private static func deflate(_ bytes: [UInt8], windowBits: Int32, level: Int32) -> [UInt8] {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer {
      stream.deinitialize(count: 1)
      stream.deallocate()
    }
    let started = deflateInit2_(
      stream, min(max(level, 0), 9), Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(started == Z_OK, "zlib has memory for one more stream")
    defer { deflateEnd(stream) }
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 32 << 10)
    var start = 0
    var status = Z_OK
    // zlib counts in 32 bits, so large contents go in by stretches.
    repeat {
      let end = min(bytes.count, start + (1 << 30))
      let isLast = end == bytes.count
      bytes.withUnsafeBufferPointer { input in
        let stretch = UnsafeBufferPointer(rebasing: input[start..<end])
        stream.pointee.next_in = UnsafeMutablePointer(mutating: stretch.baseAddress)
        stream.pointee.avail_in = UInt32(stretch.count)
        repeat {
          status = piece.withUnsafeMutableBufferPointer { room in
            stream.pointee.next_out = room.baseAddress
            stream.pointee.avail_out = UInt32(room.count)
            return CZlib.deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
          }
          output += piece[..<(piece.count - Int(stream.pointee.avail_out))]
        } while stream.pointee.avail_out == 0
      }
      start = end
    } while start < bytes.count
    precondition(status == Z_STREAM_END, "zlib finishes what it was told to finish")
    return output
  }
}
