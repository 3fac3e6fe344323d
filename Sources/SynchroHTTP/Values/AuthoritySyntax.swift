/// Host and port of an authority, RFC 3986, section 3.2, checked in place.
enum AuthoritySyntax {
  /// Whether the bytes are a host that is not empty, then at most a colon and a port. An empty port
  /// is allowed, as RFC 3986 has it, unless the port is required.
  static func isHostAndPort(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, portRequired: Bool
  ) -> Bool {
    guard let hostEnd = hostEnd(bytes, range), hostEnd > range.lowerBound,
      isHost(bytes, range.lowerBound..<hostEnd)
    else { return false }
    guard hostEnd < range.upperBound else { return !portRequired }
    let digits = hostEnd + 1..<range.upperBound
    if digits.isEmpty { return !portRequired }
    return port(bytes, digits) != nil
  }

  /// Where the host ends: at the colon behind it, or with the range. Nil when the bracket of an
  /// address is not closed or something else than a colon follows it.
  static func hostEnd(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    guard let first = range.first, bytes[first] == UInt8(ascii: "[") else {
      return range.first { bytes[$0] == UInt8(ascii: ":") } ?? range.upperBound
    }
    guard let close = range.first(where: { bytes[$0] == UInt8(ascii: "]") }) else { return nil }
    let end = close + 1
    return end == range.upperBound || bytes[end] == UInt8(ascii: ":") ? end : nil
  }

  /// reg-name, IPv4address or IP-literal; an empty reg-name is one.
  static func isHost(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    guard let first = range.first, bytes[first] == UInt8(ascii: "[") else {
      return firstForeign(bytes, range, allowing: ByteClass.unreserved | ByteClass.subDelimiter)
        == nil
    }
    guard range.count > 2, bytes[range.upperBound - 1] == UInt8(ascii: "]") else { return false }
    let inner = Array(bytes[first + 1..<range.upperBound - 1])
    return isFutureAddress(inner) || IPv6Syntax.isAddress(inner[...])
  }

  /// The number behind the digits, if it is below 65536.
  static func port(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    var value = 0
    for place in range {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
      guard value < 65536 else { return nil }
    }
    return range.isEmpty ? nil : value
  }

  /// The first byte that is neither in one of the classes nor part of a percent triplet.
  static func firstForeign(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, allowing classes: UInt8
  ) -> Int? {
    var place = range.lowerBound
    while place < range.upperBound {
      if ByteClass.has(bytes[place], classes) {
        place += 1
      } else if bytes[place] == UInt8(ascii: "%"), place + 2 < range.upperBound,
        ByteClass.has(bytes[place + 1], ByteClass.hex),
        ByteClass.has(bytes[place + 2], ByteClass.hex)
      {
        place += 3
      } else {
        return place
      }
    }
    return nil
  }

  /// IPvFuture: `v` 1*HEXDIG `.` 1*( unreserved / sub-delims / ":" ).
  private static func isFutureAddress(_ bytes: [UInt8]) -> Bool {
    guard bytes.first.map(ByteClass.lowercased) == UInt8(ascii: "v"),
      let point = bytes.firstIndex(of: UInt8(ascii: ".")), point > 1, point + 1 < bytes.count
    else { return false }
    return bytes[1..<point].allSatisfy { ByteClass.has($0, ByteClass.hex) }
      && bytes[(point + 1)...].allSatisfy {
        ByteClass.has($0, ByteClass.unreserved | ByteClass.subDelimiter) || $0 == 0x3A
      }
  }
}

/// IPv6address, RFC 3986, section 3.2.2.
enum IPv6Syntax {
  /// Eight groups of one to four hexadecimal digits; one `::` may stand for one group or more, and
  /// the last two groups may be an IPv4 address.
  static func isAddress(_ bytes: ArraySlice<UInt8>) -> Bool {
    var groups = 0
    var hasGap = false
    var rest = bytes
    if rest.starts(with: "::".utf8) {
      hasGap = true
      rest = rest.dropFirst(2)
    }
    while !rest.isEmpty {
      let group = rest.prefix { $0 != UInt8(ascii: ":") }
      if group.contains(UInt8(ascii: ".")) {
        guard group.endIndex == rest.endIndex, isIPv4(group) else { return false }
        groups += 2
        break
      }
      guard (1...4).contains(group.count),
        group.allSatisfy({ ByteClass.has($0, ByteClass.hex) })
      else { return false }
      groups += 1
      rest = rest[group.endIndex...]
      if rest.isEmpty { break }
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: ":") {
        guard !hasGap else { return false }
        hasGap = true
        rest = rest.dropFirst()
      } else if rest.isEmpty {
        return false
      }
      guard groups < 8 else { return false }
    }
    return hasGap ? groups < 8 : groups == 8
  }

  /// Four numbers below 256 without leading zeros.
  static func isIPv4(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard (1...3).contains(part.count),
          part.allSatisfy({ ByteClass.has($0, ByteClass.digit) }),
          part.count == 1 || part.first != UInt8(ascii: "0")
        else { return false }
        return part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } < 256
      }
  }
}
