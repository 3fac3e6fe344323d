/// Octets that wait to be written, in one piece of memory: under TLS a write that did not go through must be
/// repeated with the same octets in front.
struct SendBuffer {
  private var octets: [UInt8] = []
  private var written = 0

  var count: Int { octets.count - written }
  var isEmpty: Bool { count == 0 }

  mutating func append(line: [UInt8]) {
    octets.append(contentsOf: line)
    octets.append(0x0A)
  }

  func withOctets<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    octets.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[written...])) }
  }

  mutating func drop(_ count: Int) {
    written += count
    if written == octets.count {
      // A peer that stalled once must not cost its memory for ever.
      octets.removeAll(keepingCapacity: octets.capacity <= 1 << 20)
      written = 0
    } else if written > 1 << 16, written > octets.count / 2 {
      octets.removeFirst(written)
      written = 0
    }
  }

  mutating func dropAll() {
    octets = []
    written = 0
  }
}
