/// Removes secrets from outputs by value, however they are written.
///
/// A secret is found as it is, percent-encoded in part or whole, escaped in a JSON string, in
/// base64 or base64url at any place of a longer text, and in the mixtures that occur: JSON in JSON,
/// percent-encoded twice, percent-encoded in JSON, JSON in a query, base64 of any of them, base64
/// in base64, and base64 that is then escaped itself.
///
/// Secrets shorter than ``minimumLength`` are refused when the redactor is made: ordinary text
/// would hold them by chance. Encryption, compression and digests hide a secret from this search;
/// so do line breaks in base64.
public struct Redactor: Sendable {
  /// The fewest bytes that a secret must have.
  public static let minimumLength = 6
  /// The most bytes that a secret can have.
  public static let maximumLength = 65_536

  let rules: RedactionRules

  init(_ rules: RedactionRules) { self.rules = rules }

  /// A redactor for some secrets. Their bytes stay in its memory, in pieces, until it goes.
  public init(_ secrets: some Sequence<Secret>) throws(RedactionError) {
    rules = try RedactionRules(Array(secrets))
  }

  /// The bytes with a label for each secret, and otherwise unchanged.
  public func redact(_ bytes: [UInt8]) -> [UInt8] {
    var stream = makeStream()
    return stream.finish(with: bytes)
  }

  /// The same, with what must be known to put something alike in the place of each label.
  public func masked(_ bytes: [UInt8]) -> MaskedBytes { maskedWithOrigins(bytes).bytes }

  /// The same with the places that the labels have taken.
  func maskedWithOrigins(_ bytes: [UInt8]) -> (bytes: MaskedBytes, origins: [Range<Int>]) {
    var stream = makeStream()
    let all = stream.finish(with: bytes)
    return (MaskedBytes(all, masks: stream.masks), stream.origins)
  }

  /// The text with a label for each secret, and otherwise unchanged.
  public func redact(_ text: String) -> String {
    var stream = makeStream()
    let bytes = stream.finish(with: Array(text.utf8))
    return stream.redactionCount == 0 ? text : String(decoding: bytes, as: UTF8.self)
  }

  /// The text with a label for each secret, and for the beginning of one before each mark: text
  /// that was cut short, and says so there, may have been cut in the middle of a secret.
  public func redact(_ text: String, cutAt mark: String) -> String {
    let clean = redact(text)
    let mark = Array(mark.utf8)
    let bytes = Array(clean.utf8)
    var result: [UInt8] = []
    var start = 0
    var place = 0
    while let first = mark.first, place + mark.count <= bytes.count {
      guard bytes[place] == first, bytes[place...].starts(with: mark) else {
        place += 1
        continue
      }
      var piece = bytes[start..<place]
      // Whatever is cut is an excerpt, and a secret is no longer than the longest allowed.
      if let beginning = rules.beginning(atEndOf: piece.suffix(Self.maximumLength)) {
        piece = piece.dropLast(beginning.length)
        result += piece + beginning.mask
      } else {
        result += piece
      }
      result += mark
      place += mark.count
      start = place
    }
    guard start > 0 else { return clean }
    return String(decoding: result + bytes[start...], as: UTF8.self)
  }

  /// Every secret that the bytes hold, by place. Empty is the proof that nothing leaks in a way
  /// that is searched for.
  public func findings(in bytes: [UInt8]) -> [RedactionHit] {
    var scanner = RedactionScanner(rules.automaton)
    let matches = bytes.withUnsafeBufferPointer { scanner.read($0) } + scanner.finish()
    return rules.hits(matches)
  }

  /// A search of one output that comes in pieces.
  public func makeSearch(for aim: RedactionSearch.Aim) -> RedactionSearch {
    RedactionSearch([rules], for: aim)
  }

  /// A redactor of one output that comes in pieces.
  public func makeStream() -> RedactionStream {
    RedactionStream(rules)
  }
}
