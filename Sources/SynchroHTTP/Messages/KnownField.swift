/// The fields that decide about framing and connection, recognised while a head is scanned.
enum KnownField: UInt8, Sendable {
  case other
  case contentLength
  case transferEncoding
  case connection
  case host
  case expect

  /// The field whose name these bytes are, in any case.
  @inline(__always)
  init(of name: Slice<UnsafeRawBufferPointer>) {
    self.init(of: UnsafeRawBufferPointer(rebasing: name))
  }

  /// The field whose name these bytes are, in any case.
  @inline(__always)
  init(of name: UnsafeRawBufferPointer) {
    // The length picks the only candidate, so a name is compared once at most.
    switch name.count {
    case 4 where ByteClass.isEqual(name, ignoringCase: "host"): self = .host
    case 6 where ByteClass.isEqual(name, ignoringCase: "expect"): self = .expect
    case 10 where ByteClass.isEqual(name, ignoringCase: "connection"): self = .connection
    case 14 where ByteClass.isEqual(name, ignoringCase: "content-length"): self = .contentLength
    case 17 where ByteClass.isEqual(name, ignoringCase: "transfer-encoding"):
      self = .transferEncoding
    default: self = .other
    }
  }
}
