import SynchroText

/// An absolute URI, RFC 3986, kept as written; nothing is normalised unless asked for.
public struct URI: Sendable, Hashable {
  /// The text as it was given.
  public let text: String
  private let parts: URIParts

  /// Reads an absolute URI, with or without fragment. A URI of http or https must name a host.
  public init(_ text: String) throws(URIError) {
    try self.init(text, URIParts(text))
  }

  private init(_ text: String, _ parts: URIParts) throws(URIError) {
    guard let scheme = parts.scheme else { throw URIError(reason: .schemeMissing, offset: 0) }
    if parts.host == nil, parts.path.utf8.starts(with: "//".utf8) {
      throw URIError(reason: .pathAmbiguous, offset: scheme.utf8.count + 1)
    }
    if Self.defaultPort(ofScheme: scheme) != nil, parts.host?.isEmpty ?? true {
      throw URIError(reason: .hostMissing, offset: scheme.utf8.count + 1)
    }
    self.text = text
    self.parts = parts
  }

  /// The scheme as written.
  public var scheme: String { parts.scheme ?? "" }
  /// The user information, percent-encoded; nil without an at sign.
  public var userinfo: String? { parts.userinfo }
  /// The host as written, with the brackets of an address literal; nil without an authority.
  public var host: String? { parts.host }
  /// The port as written; nil when there is none or it is empty.
  public var port: Int? { parts.portText.flatMap { Int($0) } }
  /// The path, percent-encoded; may be empty.
  public var path: String { parts.path }
  /// What stands between question mark and number sign, percent-encoded.
  public var query: String? { parts.query }
  /// What stands behind the number sign, percent-encoded.
  public var fragment: String? { parts.fragment }

  /// The URI that a reference means when it stands in this one, RFC 3986, section 5.2.
  public func resolve(_ reference: String) throws(URIError) -> URI {
    let target = try URIParts(reference).resolved(against: parts)
    return try URI(target.recomposed, target)
  }

  /// Scheme, host and port of an http or https URI; nil for any other.
  public var origin: Origin? {
    guard let host, let standard = Self.defaultPort(ofScheme: scheme) else { return nil }
    return Origin(
      scheme: scheme, host: Self.normalizingTriplets(host, lowercased: true),
      port: port ?? standard)
  }

  /// The request target in origin form: path (`/` when empty) and query.
  public var requestTarget: String {
    (path.isEmpty ? "/" : path) + (query.map { "?\($0)" } ?? "")
  }

  /// What a Host field must hold for it: host, and the port unless it is the scheme's default.
  public var hostField: String? {
    guard let host else { return nil }
    guard let port, port != Self.defaultPort(ofScheme: scheme) else { return host }
    return "\(host):\(port)"
  }

  static func defaultPort(ofScheme scheme: String) -> Int? {
    switch scheme.lowercased() {
    case "http": 80
    case "https": 443
    default: nil
    }
  }
}

// MARK: - Normal form

extension URI {
  /// The form in which equivalent URIs are equal, RFC 3986, sections 6.2.2 and 6.2.3: lower case of
  /// scheme and host, percent-encoding only where needed and in upper case, no dot segments, no
  /// default port, and a slash for the empty path of http and https.
  public var normalized: URI {
    var normal = parts
    let standardPort = Self.defaultPort(ofScheme: scheme)
    normal.scheme = scheme.lowercased()
    normal.userinfo = userinfo.map { Self.normalizingTriplets($0) }
    normal.host = host.map { Self.normalizingTriplets($0, lowercased: true) }
    normal.portText = port.flatMap { $0 == standardPort ? nil : String($0) }
    normal.path = Self.normalizingTriplets(path)
    // Dot segments of a path without a root are part of its meaning: `mailto:a/../b`.
    if host != nil || path.utf8.first == UInt8(ascii: "/") {
      normal.path = URIParts.removingDotSegments(normal.path)
    }
    if normal.path.isEmpty, standardPort != nil { normal.path = "/" }
    normal.query = query.map { Self.normalizingTriplets($0) }
    normal.fragment = fragment.map { Self.normalizingTriplets($0) }
    // The one path that normalisation could make unreadable stays as it was written.
    let isReadable = normal.host != nil || !normal.path.utf8.starts(with: "//".utf8)
    if !isReadable { normal.path = path }
    do {
      return try URI(normal.recomposed, normal)
    } catch {
      return self
    }
  }

  /// Decodes unreserved characters and puts the other triplets in upper case, whatever the rest is
  /// in.
  private static func normalizingTriplets(
    _ text: String, lowercased: Bool = false
  ) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else {
      return lowercased ? text.lowercased() : text
    }
    func cased(_ byte: UInt8) -> UInt8 { lowercased ? ByteClass.lowercased(byte) : byte }
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%"), let high = rest.first?.hexDigitValue,
        let low = rest.dropFirst().first?.hexDigitValue
      else {
        result.append(cased(byte))
        continue
      }
      rest = rest.dropFirst(2)
      let decoded = high << 4 | low
      if ByteClass.has(decoded, ByteClass.unreserved) {
        result.append(cased(decoded))
      } else {
        PercentCoding.append(decoded, to: &result)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension URI: CustomStringConvertible {
  /// The text as it was given.
  public var description: String { text }
}
