/// Undoes one content coding, step by step, and knows where a coded content begins and ends.
final class CodingStage {
  enum Step {
    /// Decoded bytes; they stand in the stage's own buffer until its next step.
    case output(UnsafeRawBufferPointer)
    /// All input was taken.
    case idle
    /// Something is wrong and the content is still clear.
    case deviation(WireFault)
    case failed(WireFault)
  }

  private enum State {
    /// Waits for the first two bytes of a deflate content, which tell whether the wrapper is there.
    case sniffing(first: UInt8?)
    case inside
    /// Behind the end; holds the first byte of what may be another gzip member.
    case behind(first: UInt8?)
    case trailing
    /// What came out before has been handed over.
    case broken(WireFault)
  }

  let coding: ContentCoding
  private var state: State
  private var inflater: Inflater?
  /// Bytes that were looked at and must go through the decompressor first.
  private var held: [UInt8] = []
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 32 << 10, alignment: 16)

  init(_ coding: ContentCoding) {
    self.coding = coding
    switch coding {
    case .gzip:
      inflater = Inflater(.gzip)
      state = .inside
    case .deflate: state = .sniffing(first: nil)
    case .identity: state = .inside
    }
  }

  deinit {
    buffer.deallocate()
  }

  /// Takes some bytes from the front of `rest` and says what came of them.
  func step(_ rest: inout UnsafeRawBufferPointer) -> Step {
    while true {
      switch state {
      case .sniffing(let first):
        guard let byte = rest.first else { return .idle }
        drop(1, from: &rest)
        if let first, let fault = begin(with: [first, byte]) { return .deviation(fault) }
        if first == nil { state = .sniffing(first: byte) }
      case .inside:
        guard let inflater else {
          let output = rest
          drop(rest.count, from: &rest)
          return output.isEmpty ? .idle : .output(output)
        }
        if let step = inflate(&rest, with: inflater) { return step }
      case .behind(let first):
        guard let byte = rest.first else { return .idle }
        // RFC 1952, section 2.2: a gzip content is one member or several.
        if first == nil, coding == .gzip, byte == 0x1F {
          state = .behind(first: byte)
          drop(1, from: &rest)
        } else if let first, byte == 0x8B {
          inflater?.restart()
          held = [first, byte]
          state = .inside
          drop(1, from: &rest)
        } else {
          state = .trailing
          return .deviation(.contentTrailingBytes(coding))
        }
      case .trailing:
        drop(rest.count, from: &rest)
        return .idle
      case .broken(let fault): return .failed(fault)
      }
    }
  }

  /// What is wrong when nothing follows.
  func finish() -> Step {
    switch state {
    case .sniffing: .failed(.contentTruncated(coding))
    case .inside: coding == .identity ? .idle : .failed(.contentTruncated(coding))
    case .behind(let first): first == nil ? .idle : .deviation(.contentTrailingBytes(coding))
    case .trailing: .idle
    case .broken(let fault): .failed(fault)
    }
  }

  /// Runs the decompressor once. Nil when nothing came of it and there is more to do: a content may
  /// be any number of empty members, so this must not call itself.
  private func inflate(
    _ rest: inout UnsafeRawBufferPointer, with inflater: Inflater
  ) -> Step? {
    let isHeld = !held.isEmpty
    let (taken, written, outcome) =
      isHeld
      ? held.withUnsafeBytes { inflater.inflate($0, into: buffer) }
      : inflater.inflate(rest, into: buffer)
    if isHeld {
      // Two bytes are always taken whole: no stream ends within the first of them.
      held = []
    } else {
      drop(taken, from: &rest)
    }
    let hasMore: Bool
    switch outcome {
    case .more: hasMore = isHeld || (taken > 0 && !rest.isEmpty)
    case .streamEnd:
      state = .behind(first: nil)
      hasMore = true
    case .corrupt:
      state = .broken(.contentCorrupt(coding))
      hasMore = true
    case .checksum:
      state = .broken(.contentChecksum(coding))
      hasMore = true
    }
    if written > 0 { return .output(UnsafeRawBufferPointer(rebasing: buffer[..<written])) }
    // Nothing came out, so zlib holds nothing back.
    return hasMore ? nil : .idle
  }

  /// RFC 1950, section 2.2: method 8 in the low half of the first byte, and both bytes as a number
  /// divisible by 31. Otherwise this is the bare stream that some senders mean by `deflate`.
  private func begin(with head: [UInt8]) -> WireFault? {
    let isWrapped = head[0] & 0x0F == 8 && (Int(head[0]) << 8 | Int(head[1])) % 31 == 0
    inflater = Inflater(isWrapped ? .zlib : .raw)
    held = head
    state = .inside
    return isWrapped ? nil : .deflateRaw
  }

  private func drop(_ count: Int, from rest: inout UnsafeRawBufferPointer) {
    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
  }
}
