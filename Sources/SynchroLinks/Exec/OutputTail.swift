import SynchroText

/// The last lines of what a program wrote to its standard error, as text that is safe to show.
struct OutputTail {
  private let limit: Int
  private var octets: [UInt8] = []

  init(limit: Int = 16 << 10) {
    self.limit = limit
  }

  mutating func take(_ bytes: UnsafeRawBufferPointer) {
    octets.append(contentsOf: bytes.suffix(limit))
    // Cut seldom: each cut moves everything.
    if octets.count > limit * 2 { octets.removeFirst(octets.count - limit) }
  }

  /// The last lines, the oldest first.
  func lines(_ count: Int = 8, width: Int = 300) -> [String] {
    octets.suffix(limit).split { $0 == 0x0A || $0 == 0x0D }.suffix(count).map { line in
      VisibleText.excerpt(String(decoding: line, as: UTF8.self), limit: width)
    }
  }
}
