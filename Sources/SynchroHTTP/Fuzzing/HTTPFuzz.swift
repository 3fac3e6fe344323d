/// The bodies of the fuzz tests: each takes any bytes and says which promise was broken, if any.
///
/// The case itself decides how it is cut, so a failing case is reproduced by its bytes alone.
package enum HTTPFuzz {
  /// Words of the protocol that are worth inserting somewhere.
  package static let dictionary = [
    "\r\n", "\n", "\r", "\r\n\r\n", " ", "\t", "\0", ":", ",", ";", "=", "\"", "0\r\n\r\n",
    "HTTP/1.1",
    "HTTP/1.0", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK\r\n", "Content-Length: 5\r\n",
    "Content-Length: 99999999999999999999\r\n", "Transfer-Encoding: chunked\r\n", "Host: a\r\n",
    "Connection: close\r\n", "Expect: 100-continue\r\n", "7fffffffffffffff\r\n", "//", "?", "#",
    "@", "%",
    "%41", "[::1]", "..", "://", ":65535", "\u{E9}",
  ]

  /// Requests read in one piece and in several give the same events and findings.
  package static func requestReader(_ bytes: [UInt8]) -> String? {
    let whole = HTTPTranscript.requests(bytes)
    if let broken = whole.brokenPromise { return broken }
    let cut = HTTPTranscript.requests(bytes, cuts: cuts(for: bytes))
    if let difference = difference(whole, cut) { return difference }
    let strict = HTTPTranscript.requests(bytes, limits: narrow, policy: .refuse)
    let strictCut = HTTPTranscript.requests(
      bytes, cuts: cuts(for: bytes), limits: narrow, policy: .refuse)
    return difference(strict, strictCut)
  }

  /// Responses read in one piece and in several give the same events and findings.
  package static func responseReader(_ bytes: [UInt8]) -> String? {
    let methods: [HTTPMethod] =
      switch (bytes.last ?? 0) & 3 {
      case 0: [.head, .get]
      case 1: [.connect]
      default: [.get, .post]
      }
    let whole = HTTPTranscript.responses(bytes, to: methods)
    let cut = HTTPTranscript.responses(bytes, to: methods, cuts: cuts(for: bytes))
    if let difference = difference(whole, cut) { return difference }
    let narrowed = HTTPTranscript.responses(bytes, to: methods, limits: narrow)
    let narrowedCut = HTTPTranscript.responses(
      bytes, to: methods, cuts: cuts(for: bytes), limits: narrow)
    return difference(narrowed, narrowedCut)
  }

  /// A text that is a URI comes back as itself, its normal form is stable, and resolving against it
  /// never yields something that is no URI.
  package static func uri(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      let uri = try URI(text)
      if !uri.text.utf8.elementsEqual(text.utf8) { return "the text changed" }
      let normal = uri.normalized
      if normal.normalized != normal { return "the normal form of \(normal) is another" }
      if normal.origin != uri.origin { return "normalising changed the origin of \(uri)" }
    } catch {
      if !(0...bytes.count * 3).contains(error.offset) { return "error at \(error.offset)" }
    }
    do {
      let resolved = try base.resolve(text)
      if try URI(resolved.text) != resolved { return "resolving made \(resolved)" }
    } catch {
      if error.reason == .schemeMissing { return "a resolved reference has no scheme" }
    }
    return nil
  }

  /// Contents decoded in one piece and in several give the same bytes, and never more than allowed.
  package static func contentDecoder(_ bytes: [UInt8]) -> String? {
    let codings: [ContentCoding] =
      switch (bytes.last ?? 0) & 3 {
      case 0: [.gzip]
      case 1: [.deflate]
      case 2: [.gzip, .deflate]
      default: [.gzip, .gzip]
      }
    let whole = decode(bytes, codings, cuts: [])
    let cut = decode(bytes, codings, cuts: cuts(for: bytes))
    if whole.output.count > narrow.decodedBytes { return "\(whole.output.count) decoded bytes" }
    // The limits are looked at per piece, so only contents within them come out alike.
    if whole.isLimited || cut.isLimited { return nil }
    if whole.output != cut.output { return "other bytes when cut" }
    return whole.codes == cut.codes ? nil : "\(whole.codes) in one piece, \(cut.codes) when cut"
  }

  private static let base: URI = {
    do {
      return try URI("http://a/b/c/d;p?q")
    } catch {
      preconditionFailure("the base of RFC 3986, section 5.4, is a URI")
    }
  }()

  /// Limits that small cases reach.
  private static let narrow: HTTPLimits = {
    var limits = HTTPLimits()
    limits.startLineBytes = 64
    limits.headBytes = 256
    limits.fieldCount = 6
    limits.bodyBytes = 64
    limits.chunkLineBytes = 24
    limits.chunkExtensionBytes = 32
    limits.trailerBytes = 64
    limits.interimResponses = 2
    limits.decodedBytes = 256 << 10
    limits.decodedRatioFloor = 16 << 10
    return limits
  }()

  private struct Decoded {
    var output: [UInt8] = []
    var codes: [String] = []
    var isLimited = false
  }

  private static func decode(
    _ bytes: [UInt8], _ codings: [ContentCoding], cuts: [Int]
  ) -> Decoded {
    var decoder = ContentDecoder(codings, limits: narrow)
    var decoded = Decoded()
    var start = 0
    for end in cuts + [bytes.count] {
      guard decoder.decode(Array(bytes[start..<end]), into: &decoded.output) else { break }
      start = end
    }
    _ = decoder.finish()
    decoded.codes = decoder.findings.map(\.code)
    decoded.isLimited = decoded.codes.contains("limit-exceeded")
    return decoded
  }

  private static func difference(_ whole: HTTPTranscript, _ cut: HTTPTranscript) -> String? {
    if let broken = whole.brokenPromise ?? cut.brokenPromise { return broken }
    guard whole.lines != cut.lines else { return nil }
    return """
      in one piece:
      \(whole.lines.joined(separator: "\n"))
      when cut:
      \(cut.lines.joined(separator: "\n"))
      """
  }

  /// A few places that depend on the bytes alone.
  private static func cuts(for bytes: [UInt8]) -> [Int] {
    guard !bytes.isEmpty else { return [] }
    // FNV-1a.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var cuts: [Int] = []
    for _ in 0..<4 {
      cuts.append(Int(hash % UInt64(bytes.count + 1)))
      hash = (hash ^ (hash >> 29)) &* 0xBF58_476D_1CE4_E5B9
    }
    return cuts.sorted()
  }
}
