/// The fields that the codec itself looks at, recognised while a head is scanned.
enum KnownField: UInt8, Sendable {
  case other
  case contentLength
  case transferEncoding
  case connection
  case host
  case expect
  /// Any other field of RFC 9110 or 9111 that is no list, and so stands in one line at most.
  case single

  /// The field whose name these bytes are, in any case.
  @inline(__always)
  init(of name: Slice<UnsafeRawBufferPointer>) {
    self.init(of: UnsafeRawBufferPointer(rebasing: name))
  }

  /// The field whose name these bytes are, in any case.
  @inline(__always)
  init(of name: UnsafeRawBufferPointer) {
    // The length picks the candidates, so few names are compared.
    switch name.count {
    case 4 where ByteClass.isEqual(name, ignoringCase: "host"): self = .host
    case 6 where ByteClass.isEqual(name, ignoringCase: "expect"): self = .expect
    case 10 where ByteClass.isEqual(name, ignoringCase: "connection"): self = .connection
    case 14 where ByteClass.isEqual(name, ignoringCase: "content-length"): self = .contentLength
    case 17 where ByteClass.isEqual(name, ignoringCase: "transfer-encoding"):
      self = .transferEncoding
    default: self = Self.isSingle(name) ? .single : .other
    }
  }

  private static func isSingle(_ name: UnsafeRawBufferPointer) -> Bool {
    switch name.count {
    case 3: name.isNamed("age")
    case 4: name.isNamed("date") || name.isNamed("etag") || name.isNamed("from")
    case 5: name.isNamed("range")
    case 6: name.isNamed("server")
    case 7: name.isNamed("expires") || name.isNamed("referer")
    case 8: name.isNamed("location") || name.isNamed("if-range")
    case 10: name.isNamed("user-agent")
    case 11: name.isNamed("retry-after")
    case 12: name.isNamed("content-type") || name.isNamed("max-forwards")
    case 13:
      name.isNamed("authorization") || name.isNamed("last-modified")
        || name.isNamed("content-range")
    case 16: name.isNamed("content-location")
    case 17: name.isNamed("if-modified-since")
    case 19: name.isNamed("if-unmodified-since") || name.isNamed("proxy-authorization")
    default: false
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func isNamed(_ name: StaticString) -> Bool {
    ByteClass.isEqual(self, ignoringCase: name)
  }
}
