public import SynchroDigest

/// Something that a secret may be wrapped in.
public enum SearchLayer: String, Sendable, CaseIterable {
  /// `%41`, and `+` for a space.
  case percent
  /// The escapes of JSON strings.
  case json
  /// Base64 or base64url.
  case base64
  /// `&amp;` and `&#65;`, of HTML and XML.
  case markup
  /// Chunks of HTTP, between which a secret may be cut.
  case chunked
  /// RFC 1952.
  case gzip
  /// RFC 1950.
  case zlib
  /// RFC 1951, where a Content-Encoding announces it.
  case deflate

  init(_ layer: RedactionLayer) {
    self =
      switch layer {
      case .percent: .percent
      case .json: .json
      case .base64: .base64
      }
  }
}

/// A secret in an output.
public struct SecretHit: Sendable, Equatable {
  /// Where in the output, in words.
  public let place: String
  /// Which secret.
  public let secret: Secret.Label
  /// What it was wrapped in, the outermost first; empty when it stood there as it is.
  public let layers: [SearchLayer]
}

/// A stretch of an output in which a secret might hide unseen.
public struct UnsearchedStretch: Sendable, Equatable {
  /// Where in the output, in words.
  public let place: String
  /// Why it was not searched.
  public let reason: String
}

/// What the searches of one output have found so far.
final class SearchFindings {
  /// The first so many are enough to act on.
  private static let hitLimit = 100
  /// What compressed contents of one output may yield, so that a bomb goes off in nobody's memory
  /// and takes nobody's time.
  static let inflatedLimit = 256 << 20

  /// A search that has not begun, to be copied.
  let search: RedactionSearch
  /// Where the outermost content is being read, in words.
  var place = ""
  private(set) var hits: [SecretHit] = []
  private(set) var hitCount = 0
  private(set) var unsearched: [UnsearchedStretch] = []
  private let inflatedLimit: Int
  private var inflatedCount = 0
  /// Where compressed contents are decompressed to, one after the other.
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 32 << 10, alignment: 16)

  init(_ search: RedactionSearch, inflatedLimit: Int) {
    self.search = search
    self.inflatedLimit = inflatedLimit
  }

  deinit { buffer.deallocate() }

  /// Notes secrets. One that was seen at the same place already, under fewer layers, is the same.
  func note(_ found: [RedactionHit], in layers: [SearchLayer], at place: String) {
    for hit in found {
      let isKnown = hits.suffix(16).contains { $0.place == place && $0.secret == hit.secret }
      if isKnown { continue }
      hitCount += 1
      guard hits.count < Self.hitLimit else { continue }
      hits.append(
        SecretHit(
          place: place, secret: hit.secret, layers: layers + hit.layers.map { SearchLayer($0) }))
    }
  }

  func noteUnsearched(_ reason: String, at place: String) {
    let stretch = UnsearchedStretch(place: place, reason: reason)
    if unsearched.count < Self.hitLimit, unsearched.last != stretch { unsearched.append(stretch) }
  }

  /// Whether so much more may be taken out of compressed contents.
  func allows(inflating count: Int, at place: String) -> Bool {
    inflatedCount += count
    guard inflatedCount > inflatedLimit else { return true }
    noteUnsearched("compressed contents yield more than \(inflatedLimit >> 20) MiB", at: place)
    return false
  }
}
