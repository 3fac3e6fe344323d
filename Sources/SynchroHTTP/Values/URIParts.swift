/// The five components of a URI reference, RFC 3986, section 3, each as written.
struct URIParts: Sendable, Hashable {
  var scheme: String?
  var userinfo: String?
  var host: String?
  /// The digits behind the colon; empty when only the colon is there.
  var portText: String?
  var path = ""
  var query: String?
  var fragment: String?

  /// More than any server takes; it also bounds the work for one text.
  static let maximumBytes = 64 << 10

  init(_ text: String) throws(URIError) {
    let bytes = Array(text.utf8)
    guard bytes.count <= Self.maximumBytes else {
      throw URIError(reason: .tooLong, offset: Self.maximumBytes)
    }
    self = try bytes.withUnsafeBufferPointer { (buffer) throws(URIError) in
      var parser = URIParser(bytes: UnsafeRawBufferPointer(buffer))
      return try parser.parse()
    }
  }

  init() {}

  /// RFC 3986, section 5.3.
  var recomposed: String {
    var text = ""
    if let scheme { text += "\(scheme):" }
    if let host {
      text += "//"
      if let userinfo { text += "\(userinfo)@" }
      text += host
      if let portText { text += ":\(portText)" }
    }
    text += path
    if let query { text += "?\(query)" }
    if let fragment { text += "#\(fragment)" }
    return text
  }

  /// RFC 3986, section 5.2.2, for a base that is absolute.
  func resolved(against base: URIParts) -> URIParts {
    var result = self
    if scheme == nil {
      result.scheme = base.scheme
      if host == nil {
        result.userinfo = base.userinfo
        result.host = base.host
        result.portText = base.portText
        if path.isEmpty {
          result.path = base.path
          result.query = query ?? base.query
          return result
        }
        if !path.utf8.starts(with: "/".utf8) { result.path = merged(with: base) }
      }
    }
    result.path = Self.removingDotSegments(result.path)
    return result
  }

  /// RFC 3986, section 5.2.3.
  private func merged(with base: URIParts) -> String {
    if base.host != nil, base.path.isEmpty { return "/" + path }
    guard let slash = base.path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(base.path[...slash]) + path
  }

  /// RFC 3986, section 5.2.4, over segments instead of characters.
  static func removingDotSegments(_ path: String) -> String {
    var isRooted = path.utf8.first == UInt8(ascii: "/")
    var segments = path.split(separator: "/", omittingEmptySubsequences: false)
    if isRooted { segments.removeFirst() }
    var kept: [Substring] = []
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      if segment == "." || segment == ".." {
        if segment == "..", !kept.isEmpty {
          kept.removeLast()
          // The slash behind the first segment outlives it, so `a/../b` becomes `/b`.
          if kept.isEmpty { isRooted = true }
        }
        // A dot segment at the end leaves the slash before it.
        if isLast { kept.append("") }
      } else {
        kept.append(segment)
      }
    }
    return (isRooted ? "/" : "") + kept.joined(separator: "/")
  }
}

/// Cuts a reference into its components and checks each.
private struct URIParser {
  let bytes: UnsafeRawBufferPointer
  private var place = 0

  init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  mutating func parse() throws(URIError) -> URIParts {
    var parts = URIParts()
    parts.scheme = try scheme()
    if place + 1 < bytes.count, bytes[place] == slash, bytes[place + 1] == slash {
      place += 2
      try authority(into: &parts)
    }
    parts.path = try component(until: "?#", allowing: ByteClass.path)
    if take("?") { parts.query = try component(until: "#", allowing: ByteClass.query) }
    if take("#") { parts.fragment = try component(until: "", allowing: ByteClass.query) }
    return parts
  }

  /// What stands before a colon that comes before every slash, question mark and number sign.
  private mutating func scheme() throws(URIError) -> String? {
    guard let stop = bytes.firstIndex(where: { ":/?#".utf8.contains($0) }),
      bytes[stop] == UInt8(ascii: ":")
    else { return nil }
    let name = 0..<stop
    for (index, byte) in bytes[name].enumerated() {
      let isLetter = (0x61...0x7A).contains(ByteClass.lowercased(byte))
      let isOther = ByteClass.has(byte, ByteClass.digit) || "+-.".utf8.contains(byte)
      guard isLetter || (index > 0 && isOther) else {
        throw URIError(reason: .schemeMalformed, offset: index)
      }
    }
    guard !name.isEmpty else { throw URIError(reason: .schemeMalformed, offset: 0) }
    place = stop + 1
    return text(name)
  }

  private mutating func authority(into parts: inout URIParts) throws(URIError) {
    let end = bytes[place...].firstIndex { "/?#".utf8.contains($0) } ?? bytes.count
    if let sign = bytes[place..<end].firstIndex(of: UInt8(ascii: "@")) {
      let allowed = ByteClass.unreserved | ByteClass.subDelimiter
      var start = place
      // A colon is allowed here as well.
      while let foreign = AuthoritySyntax.firstForeign(bytes, start..<sign, allowing: allowed) {
        guard bytes[foreign] == UInt8(ascii: ":") else { throw malformed(at: foreign) }
        start = foreign + 1
      }
      parts.userinfo = text(place..<sign)
      place = sign + 1
    }
    guard let hostEnd = AuthoritySyntax.hostEnd(bytes, place..<end) else {
      throw URIError(reason: .addressMalformed, offset: place)
    }
    guard AuthoritySyntax.isHost(bytes, place..<hostEnd) else {
      if bytes[place] == UInt8(ascii: "[") {
        throw URIError(reason: .addressMalformed, offset: place)
      }
      let allowed = ByteClass.unreserved | ByteClass.subDelimiter
      throw malformed(
        at: AuthoritySyntax.firstForeign(bytes, place..<hostEnd, allowing: allowed) ?? place)
    }
    parts.host = text(place..<hostEnd)
    if hostEnd < end {
      let digits = hostEnd + 1..<end
      guard digits.isEmpty || AuthoritySyntax.port(bytes, digits) != nil else {
        throw URIError(reason: .portMalformed, offset: digits.lowerBound)
      }
      parts.portText = text(digits)
    }
    place = end
  }

  private mutating func component(
    until stops: StaticString, allowing classes: UInt8
  ) throws(URIError) -> String {
    let start = place
    let end =
      bytes[start...].firstIndex { byte in
        stops.withUTF8Buffer { $0.contains(byte) }
      } ?? bytes.count
    if let foreign = AuthoritySyntax.firstForeign(bytes, start..<end, allowing: classes) {
      throw malformed(at: foreign)
    }
    place = end
    return text(start..<end)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private func malformed(at offset: Int) -> URIError {
    let isPercent = bytes[offset] == UInt8(ascii: "%")
    return URIError(reason: isPercent ? .percentMalformed : .characterNotAllowed, offset: offset)
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private let slash = UInt8(ascii: "/")
}
