import SynchroTiming

/// Bodies of noise: for sizes without meaning. The receiver proves with a CRC-32 that it has them.
public enum FillBody {
  /// A body of exactly so many octets; the same for the same seed on every machine.
  public static func make(size: Int, seed: UInt64) -> PackedBody {
    var random = SplitMix64(seed: seed)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 7)
    while bytes.count < size {
      var word = random.next()
      for _ in 0..<8 {
        bytes.append(UInt8(truncatingIfNeeded: word))
        word >>= 8
      }
    }
    bytes.removeLast(bytes.count - max(size, 0))
    return PackedBody(mode: .fill, bytes: bytes)
  }
}

extension PackedBody {
  /// The check number that a receipt returns.
  public var crc: UInt32 { CRC32.of(bytes) }
}
