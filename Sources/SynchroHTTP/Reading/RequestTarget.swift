/// The four forms of a request target, RFC 9112, section 3.2.
enum RequestTarget {
  /// Reports what is wrong with the target. Every fault here leaves the framing alone.
  @inline(__always)
  static func check(
    _ target: Range<Int>, for method: HTTPMethod, of window: UnsafeRawBufferPointer, base: Int,
    log: inout WireLog
  ) {
    guard window[target.lowerBound] == UInt8(ascii: "/"), method != .connect else {
      checkOtherForm(target, for: method, of: window, base: base, log: &log)
      return
    }
    let classes = ByteClass.classes
    for place in target where classes[Int(window[place])] & ByteClass.query == 0 {
      // A percent sign or something that must not be there: look closer.
      checkBytes(place..<target.upperBound, of: window, base: base, log: &log)
      return
    }
  }

  /// Where the authority of an absolute target stands, without a look at its correctness.
  static func authority(
    _ target: Range<Int>, of window: UnsafeRawBufferPointer
  ) -> Range<Int>? {
    guard let colon = target.first(where: { window[$0] == UInt8(ascii: ":") }),
      window[target.lowerBound] != UInt8(ascii: "/"),
      target.upperBound - colon > 2, window[colon + 1] == UInt8(ascii: "/"),
      window[colon + 2] == UInt8(ascii: "/")
    else { return nil }
    let start = colon + 3
    let end = (start..<target.upperBound).first { "/?#".utf8.contains(window[$0]) }
    return start..<(end ?? target.upperBound)
  }

  private static func checkOtherForm(
    _ target: Range<Int>, for method: HTTPMethod, of window: UnsafeRawBufferPointer, base: Int,
    log: inout WireLog
  ) {
    let start = base + target.lowerBound
    if method == .connect {
      // RFC 9112, section 3.2.3: only host and port, and the port must be there.
      if !AuthoritySyntax.isHostAndPort(window, target, portRequired: true) {
        log.deviation(.targetMalformed(.authorityRequired), at: start)
      }
      return
    }
    if target.count == 1, window[target.lowerBound] == UInt8(ascii: "*") {
      if method != .options { log.deviation(.targetMalformed(.asteriskNotAllowed), at: start) }
      return
    }
    guard let authority = authority(target, of: window), isScheme(target, authority, of: window)
    else {
      log.deviation(.targetMalformed(.formUnknown), at: start)
      return
    }
    if let sign = authority.first(where: { window[$0] == UInt8(ascii: "@") }) {
      // RFC 9110, section 4.2.4: user information in an http URI is an error.
      log.deviation(.targetMalformed(.userinfo), at: base + sign)
    } else if authority.isEmpty
      || !AuthoritySyntax.isHostAndPort(window, authority, portRequired: false)
    {
      log.deviation(.targetMalformed(.authorityMalformed), at: base + authority.lowerBound)
    }
    checkBytes(
      authority.upperBound..<target.upperBound, of: window, base: base, log: &log)
  }

  private static func isScheme(
    _ target: Range<Int>, _ authority: Range<Int>, of window: UnsafeRawBufferPointer
  ) -> Bool {
    let scheme = UnsafeRawBufferPointer(
      rebasing: window[target.lowerBound..<authority.lowerBound - 3])
    return ByteClass.isEqual(scheme, ignoringCase: "http")
      || ByteClass.isEqual(scheme, ignoringCase: "https")
  }

  /// Reports the first byte of each kind that a path or query must not hold.
  private static func checkBytes(
    _ range: Range<Int>, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) {
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = window[place]
      if byte == UInt8(ascii: "%") {
        guard place + 2 < range.upperBound, ByteClass.has(window[place + 1], ByteClass.hex),
          ByteClass.has(window[place + 2], ByteClass.hex)
        else {
          log.deviation(.targetMalformed(.percentMalformed), at: base + place)
          return
        }
        place += 3
      } else if ByteClass.has(byte, ByteClass.query) {
        place += 1
      } else {
        let fault: TargetFault = byte == UInt8(ascii: "#") ? .fragment : .byteNotAllowed
        log.deviation(.targetMalformed(fault), at: base + place)
        return
      }
    }
  }
}
