import SynchroDigest
import SynchroHTTP

/// Finds gzip and zlib streams anywhere in a content, and searches what is in them.
///
/// Every place that could begin a stream is tried; what is none ends within a few bytes.
final class MemberSearch {
  /// More streams inside one another's bytes are somebody's game.
  private static let streamLimit = 32

  private struct Stream {
    let inflater: Inflater
    let wrapper: Inflater.Wrapper
    let place: String
    /// What came out before there was enough to hold a secret.
    var head: [UInt8] = []
    var inner: ContentSearch?
  }

  private let findings: SearchFindings
  private let layers: [SearchLayer]
  private let depth: Int
  private let isDeepest: Bool
  private var streams: [Stream] = []
  private var spareGzip: Inflater?
  private var spareZlib: Inflater?
  /// The last byte of the piece before.
  private var last: UInt8?

  init(_ findings: SearchFindings, _ layers: [SearchLayer], depth: Int, isDeepest: Bool) {
    self.findings = findings
    self.layers = layers
    self.depth = depth
    self.isDeepest = isDeepest
  }

  func read(_ bytes: UnsafeBufferPointer<UInt8>, at place: String) {
    if !streams.isEmpty {
      let raw = UnsafeRawBufferPointer(bytes)
      for index in streams.indices.reversed() where !feed(raw, to: &streams[index]) {
        retire(at: index)
      }
    }
    var before = last
    for index in bytes.indices {
      let byte = bytes[index]
      if let first = before, Self.mayBegin(first, byte) {
        begin(first, bytes, from: index, at: place)
      }
      before = byte
    }
    last = before
  }

  func finish() {
    for stream in streams { end(stream) }
    streams = []
  }

  /// RFC 1952: 1F 8B. RFC 1950: method 8 with a window of at most 32 KiB, no dictionary, and both
  /// bytes as a number divisible by 31.
  @inline(__always)
  private static func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool {
    if first == 0x1F { return second == 0x8B }
    guard first & 0x8F == 0x08, second & 0x20 == 0 else { return false }
    return (Int(first) << 8 | Int(second)) % 31 == 0
  }

  private func begin(
    _ first: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, from index: Int, at place: String
  ) {
    let wrapper: Inflater.Wrapper = first == 0x1F ? .gzip : .zlib
    var stream = Stream(inflater: inflater(wrapper), wrapper: wrapper, place: place)
    let isAlive =
      withUnsafeBytes(of: first) { feed($0, to: &stream) }
      && feed(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[index...])), to: &stream)
    guard isAlive else { return recycle(stream) }
    guard streams.count < Self.streamLimit else {
      findings.noteUnsearched(
        "more than \(Self.streamLimit) compressed contents overlap", at: place)
      return recycle(stream)
    }
    streams.append(stream)
  }

  // MARK: - Streams

  /// Decompresses all of the input; false when the stream has ended or was none.
  private func feed(_ input: UnsafeRawBufferPointer, to stream: inout Stream) -> Bool {
    var rest = input
    // What is decompressed is searched, and that may decompress more.
    let buffer =
      depth == 0
      ? findings.buffer : UnsafeMutableRawBufferPointer.allocate(byteCount: 32 << 10, alignment: 16)
    defer { if depth > 0 { buffer.deallocate() } }
    while true {
      let (taken, written, outcome) = stream.inflater.inflate(rest, into: buffer)
      rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
      if written > 0 {
        let output = UnsafeRawBufferPointer(rebasing: buffer[..<written])
        guard deliver(output.bindMemory(to: UInt8.self), of: &stream) else { return false }
      }
      guard case .more = outcome else { return false }
      // A full buffer may not have been enough.
      if written < buffer.count { return true }
    }
  }

  private func deliver(_ output: UnsafeBufferPointer<UInt8>, of stream: inout Stream) -> Bool {
    guard findings.allows(inflating: output.count, at: stream.place) else { return false }
    if let inner = stream.inner {
      inner.read(output)
      return true
    }
    stream.head += output
    guard stream.head.count >= Redactor.minimumLength else { return true }
    guard !isDeepest else {
      findings.noteUnsearched("compressed contents lie too deep in one another", at: stream.place)
      return false
    }
    let inner = ContentSearch(
      findings, layers + [stream.wrapper == .gzip ? .gzip : .zlib], place: stream.place,
      depth: depth + 1)
    inner.read(stream.head)
    stream.head = []
    stream.inner = inner
    return true
  }

  private func retire(at index: Int) {
    recycle(streams.remove(at: index))
  }

  private func end(_ stream: Stream) { stream.inner?.finish() }

  private func recycle(_ stream: Stream) {
    end(stream)
    stream.inflater.restart()
    if stream.wrapper == .gzip { spareGzip = stream.inflater } else { spareZlib = stream.inflater }
  }

  private func inflater(_ wrapper: Inflater.Wrapper) -> Inflater {
    if wrapper == .gzip {
      defer { spareGzip = nil }
      return spareGzip ?? Inflater(.gzip)
    }
    defer { spareZlib = nil }
    return spareZlib ?? Inflater(.zlib)
  }
}
