import Foundation
import SynchroHTTP
import SynchroTestSupport

extension FuzzTarget {
  /// Requests, read in one piece and in several.
  public static let request = FuzzTarget(
    "request", corpus: HTTPFuzz.samples(in: ["smuggling", "refused", "accepted"]),
    dictionary: HTTPFuzz.dictionary, limit: 400, complaint: HTTPFuzz.requestReader)

  /// Responses, read in one piece and in several.
  public static let response = FuzzTarget(
    "response", corpus: HTTPFuzz.samples(in: ["wire-faults", "responses"]),
    dictionary: HTTPFuzz.dictionary, limit: 400, complaint: HTTPFuzz.responseReader)

  /// URIs and references.
  public static let uri = FuzzTarget(
    "uri",
    corpus: [
      "http://a/b/c/d;p?q", "https://u:p@example.com:8443/a/../b/%7Euser?x=%C3%a9#frag",
      "http://[2001:db8::1]:80/", "http://[::ffff:192.0.2.1]/x", "http://[v7.a:b]/", "urn:a:b",
      "mailto:a@example.com", "file:///etc/x", "HTTP://EXAMPLE.com:80", "http://a?b#c",
      "//host/path", "/a/./b/../c", "../../x", "?q", "#f", "", "http://a//b", "x:/.//y",
    ].map { Array($0.utf8) },
    dictionary: HTTPFuzz.dictionary, limit: 400, complaint: HTTPFuzz.uri)

  /// Compressed contents, decoded in one piece and in several.
  public static let content = FuzzTarget(
    "content", corpus: HTTPFuzz.compressed, dictionary: HTTPFuzz.dictionary, limit: 400,
    complaint: HTTPFuzz.contentDecoder)
}

/// The bodies of the HTTP targets: each takes any bytes and says which promise was broken, if any.
///
/// The case itself decides how it is cut, so a failing case is reproduced by its bytes alone.
enum HTTPFuzz {
  /// Words of the protocol that are worth inserting somewhere.
  static let dictionary = [
    "\r\n", "\n", "\r", "\r\n\r\n", " ", "\t", "\0", ":", ",", ";", "=", "\"", "0\r\n\r\n",
    "HTTP/1.1",
    "HTTP/1.0", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK\r\n", "Content-Length: 5\r\n",
    "Content-Length: 99999999999999999999\r\n", "Transfer-Encoding: chunked\r\n", "Host: a\r\n",
    "Connection: close\r\n", "Expect: 100-continue\r\n", "7fffffffffffffff\r\n", "//", "?", "#",
    "@", "%",
    "%41", "[::1]", "..", "://", ":65535", "\u{E9}",
  ]

  /// The messages below `Fixtures/HTTP`. Long ones would only make damage less likely to hurt.
  static func samples(in folders: [String]) -> [[UInt8]] {
    var samples: [[UInt8]] = []
    for folder in folders {
      let files = FileManager.default.enumerator(atPath: Fixtures.url("HTTP/\(folder)").path)
      while let file = files?.nextObject() as? String {
        guard file.hasSuffix(".http"), let bytes = try? Fixtures.bytes("HTTP/\(folder)/\(file)"),
          bytes.count < 2000
        else { continue }
        samples.append(bytes)
      }
    }
    // The system lists files in any order; the cases must be the same everywhere.
    return samples.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The same text in every coding, once and twice, whole and empty.
  static let compressed: [[UInt8]] = {
    let text = Array(String(repeating: "the quick brown fox, ", count: 12).utf8)
    let gzip = ContentEncoder.encode(text, as: .gzip)
    return [
      gzip, ContentEncoder.encode(text, as: .deflate), gzip + gzip,
      ContentEncoder.encode(gzip, as: .gzip), ContentEncoder.encode(gzip, as: .deflate),
      ContentEncoder.encode([], as: .gzip), ContentEncoder.encode([], as: .deflate),
      ContentEncoder.encode([UInt8](repeating: 0, count: 300_000), as: .gzip),
      ContentEncoder.encode(text, as: .gzip, level: 0),
    ]
  }()

  /// Requests read in one piece and in several give the same events and findings.
  static func requestReader(_ bytes: [UInt8]) -> String? {
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
  static func responseReader(_ bytes: [UInt8]) -> String? {
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
  static func uri(_ bytes: [UInt8]) -> String? {
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
  static func contentDecoder(_ bytes: [UInt8]) -> String? {
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
