import SynchroText

/// A URI reference taken apart and resolved by RFC 3986, section 5.
struct SchemaURI: Sendable {
  private(set) var scheme: String?
  private(set) var authority: String?
  private(set) var path: String
  private(set) var query: String?
  /// What stands behind `#`, still percent-encoded.
  private(set) var fragment: String?

  /// Splits by the expression of appendix B, which every text fits.
  init(_ text: String) {
    var rest = Substring(text).utf8
    if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
      fragment = String(Substring(rest[rest.index(after: hash)...]))
      rest = rest[..<hash]
    }
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      query = String(Substring(rest[rest.index(after: mark)...]))
      rest = rest[..<mark]
    }
    if let colon = rest.firstIndex(where: { ":/".utf8.contains($0) }),
      rest[colon] == UInt8(ascii: ":"), rest.first?.isLetter == true
    {
      scheme = String(Substring(rest[..<colon]))
      rest = rest[rest.index(after: colon)...]
    }
    if rest.starts(with: "//".utf8) {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
      authority = String(Substring(rest[..<end]))
      rest = rest[end...]
    }
    path = String(Substring(rest))
  }

  /// This reference as seen from a base, section 5.2.2.
  func resolved(against base: SchemaURI) -> SchemaURI {
    var target = self
    guard scheme == nil else {
      target.path =
        authority == nil && !path.utf8.starts(with: "/".utf8)
        ? path : Self.removeDots(path)
      return target
    }
    target.scheme = base.scheme
    guard authority == nil else {
      target.path = Self.removeDots(path)
      return target
    }
    target.authority = base.authority
    if path.isEmpty {
      target.path = base.path
      target.query = query ?? base.query
    } else if path.utf8.first == UInt8(ascii: "/") {
      target.path = Self.removeDots(path)
    } else {
      target.path = Self.removeDots(base.merged(with: path))
    }
    return target
  }

  var isAbsolute: Bool { scheme != nil }

  /// An absolute URI without dot segments, as every resolved reference is.
  var normalized: SchemaURI { resolved(against: self) }

  /// The key under which a schema resource is known.
  var withoutFragment: String {
    var text = ""
    if let scheme { text += scheme + ":" }
    if let authority { text += "//" + authority }
    text += path
    if let query { text += "?" + query }
    return text
  }

  /// The fragment with its percent-encodings decoded; nil when they are malformed.
  var decodedFragment: String? {
    guard let fragment else { return "" }
    var bytes: [UInt8] = []
    var iterator = fragment.utf8.makeIterator()
    while let byte = iterator.next() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = iterator.next()?.hexDigitValue,
        let low = iterator.next()?.hexDigitValue
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// A text as a fragment, with the few percent-encodings that it needs (section 3.5).
  static func encodedFragment(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      if byte.isLetterOrDigit || "-._~!$&'()*+,;=:@/?".utf8.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "%" + byte.hexPair
      }
    }
    return result
  }

  /// Section 5.2.3.
  private func merged(with reference: String) -> String {
    if authority != nil, path.isEmpty { return "/" + reference }
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return reference }
    return String(path[...slash]) + reference
  }

  /// Section 5.2.4.
  private static func removeDots(_ path: String) -> String {
    var output: [Substring.UTF8View] = []
    let isRooted = path.utf8.first == UInt8(ascii: "/")
    let segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for (index, segment) in segments.dropFirst(isRooted ? 1 : 0).enumerated() {
      let isLast = index + (isRooted ? 1 : 0) == segments.count - 1
      if segment.elementsEqual(".".utf8) {
        if isLast { output.append(Substring().utf8) }
      } else if segment.elementsEqual("..".utf8) {
        _ = output.popLast()
        if isLast { output.append(Substring().utf8) }
      } else {
        output.append(segment)
      }
    }
    return (isRooted ? "/" : "") + output.map { String(Substring($0)) }.joined(separator: "/")
  }
}

/// A text as a dictionary key, compared byte by byte and not by Swift's canonical equivalence.
struct ExactText: Hashable, Sendable {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  static func == (left: ExactText, right: ExactText) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
