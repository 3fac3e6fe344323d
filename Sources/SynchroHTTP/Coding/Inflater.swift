internal import CZlib

/// One zlib decompressor. A class, because zlib's state must stay where it is.
package final class Inflater {
  /// How a step went.
  package enum Outcome {
    /// All input was taken, or the output is full; call again while the output was full.
    case more
    /// The stream is complete.
    case streamEnd
    /// The input is no stream of this kind.
    case corrupt
    /// The checksum or the length at the end is wrong.
    case checksum
  }

  /// What stands around the deflate stream.
  package enum Wrapper: Sendable {
    /// RFC 1952.
    case gzip
    /// RFC 1950.
    case zlib
    /// Nothing: RFC 1951 alone.
    case raw

    fileprivate var windowBits: Int32 {
      switch self {
      case .gzip: 15 + 16
      case .zlib: 15
      case .raw: -15
      }
    }
  }

  private let stream: UnsafeMutablePointer<z_stream>

  /// A decompressor at the start of a stream.
  package init(_ wrapper: Wrapper) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(
      stream, wrapper.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib has memory for one more stream")
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Begins another stream of the same kind.
  package func restart() {
    inflateReset(stream)
  }

  /// Decompresses as much as fits: how much was taken, how much was written, and how it went.
  package func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (taken: Int, written: Int, outcome: Outcome) {
    let available = min(input.count, Int(Int32.max))
    // zlib's interface predates const; it does not write to its input.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(available)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(output.count)
    let status = CZlib.inflate(stream, Z_NO_FLUSH)
    let taken = available - Int(stream.pointee.avail_in)
    let written = output.count - Int(stream.pointee.avail_out)
    return (taken, written, outcome(status))
  }

  private func outcome(_ status: Int32) -> Outcome {
    switch status {
    case Z_OK, Z_BUF_ERROR: return .more
    case Z_STREAM_END: return .streamEnd
    default:
      // zlib tells the two apart in words only: "incorrect data check", "incorrect length check".
      let words = stream.pointee.msg.map { String(cString: $0) } ?? ""
      return words == "incorrect data check" || words == "incorrect length check"
        ? .checksum : .corrupt
    }
  }
}
