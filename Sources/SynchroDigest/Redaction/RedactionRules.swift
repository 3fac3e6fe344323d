/// What a redactor looks for, and what it writes instead.
final class RedactionRules: Sendable {
  let automaton: PatternAutomaton
  private let labels: [Secret.Label]
  private let masks: [[UInt8]]
  /// The secrets as they are, in the order of their masks.
  private let plain: [[UInt8]]

  convenience init(_ secrets: [Secret]) throws(RedactionError) {
    var known: [KnownSecret] = []
    for secret in secrets { known.append(try KnownSecret(secret, isOneOfFew: true)) }
    self.init(known)
  }

  init(_ known: [KnownSecret]) {
    let secrets = known.map(\.secret)
    var patterns: [RedactionPattern] = []
    for (index, one) in known.enumerated() { patterns += one.patterns(of: index) }
    let automaton = PatternAutomaton(patterns)
    self.automaton = automaton
    labels = secrets.map(\.label)
    plain = secrets.map { $0.reveal(for: "the beginnings that excerpts may show") }
    masks = secrets.map { secret in
      // Somebody's password is "secret": then the label would give it away.
      let candidates = [secret.label.description, "[\(secret.label.number ?? 0)]", "[***]", "[-]"]
      let clean = candidates.first { text in
        var scanner = RedactionScanner(automaton)
        return Array(text.utf8).withUnsafeBufferPointer { scanner.read($0) }.isEmpty
      }
      return Array((clean ?? "").utf8)
    }
  }

  /// Whether any secret stands in the bytes, in any form that is searched for.
  func occur(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var search = LayeredSearch(automaton)
    var isFound = false
    search.read(bytes) { _, _ in isFound = true }
    if !isFound { search.finish { _, _ in isFound = true } }
    return isFound
  }

  /// A pattern that was found somewhere, as a finding without a place.
  func hit(_ pattern: Int, under layers: [RedactionLayer]) -> RedactionHit {
    let pattern = automaton.patterns[pattern]
    return RedactionHit(
      secret: labels[pattern.secret], layers: Self.layers(of: pattern, under: layers), range: 0..<0)
  }

  /// All layers that a pattern was found under, the outermost first.
  private static func layers(
    of pattern: RedactionPattern, under layers: [RedactionLayer]
  ) -> [RedactionLayer] {
    // A form with `+` for a space was one layer of percent-encoding, escapes and all.
    let isSameLayer = pattern.layers == [.percent] && layers.last == .percent
    return isSameLayer ? layers : layers + pattern.layers
  }

  /// What stands in the place of a match.
  func mask(for match: RedactionScanner.Match) -> [UInt8] {
    masks[automaton.patterns[match.pattern].secret]
  }

  /// The secret that a match shows.
  func label(for match: RedactionScanner.Match) -> Secret.Label {
    labels[automaton.patterns[match.pattern].secret]
  }

  /// The longest beginning of a secret, not all of it, that stands at the end of a text: how many
  /// bytes, and what stands in their place.
  func beginning(atEndOf text: ArraySlice<UInt8>) -> (length: Int, mask: [UInt8])? {
    var longest: (length: Int, mask: [UInt8])?
    for (secret, mask) in zip(plain, masks) {
      let most = min(secret.count - 1, text.count)
      let least = max(Self.minimumBeginning, (longest?.length ?? 0) + 1)
      guard most >= least else { continue }
      for length in stride(from: most, through: least, by: -1)
      where text.suffix(length).elementsEqual(secret.prefix(length)) {
        longest = (length, mask)
        break
      }
    }
    return longest
  }

  /// Fewer bytes stand at the end of a text by chance, and give little away.
  private static let minimumBeginning = 3

  /// Matches as findings: by place, and each secret once at a place, under the fewest layers.
  func hits(_ matches: [RedactionScanner.Match]) -> [RedactionHit] {
    struct Place: Hashable {
      let range: Range<Int>
      let secret: Int
    }
    var layers: [Place: [RedactionLayer]] = [:]
    for match in matches {
      let pattern = automaton.patterns[match.pattern]
      let place = Place(range: match.range, secret: pattern.secret)
      let all = Self.layers(of: pattern, under: match.layers)
      if let known = layers[place], known.count <= all.count { continue }
      layers[place] = all
    }
    let sorted = layers.sorted { left, right in
      let (a, b) = (left.key, right.key)
      return (a.range.lowerBound, a.range.upperBound, a.secret)
        < (b.range.lowerBound, b.range.upperBound, b.secret)
    }
    return sorted.map { place, layers in
      RedactionHit(secret: labels[place.secret], layers: layers, range: place.range)
    }
  }
}

/// A secret with the byte strings that give it away, which are dear to make.
struct KnownSecret: Sendable {
  let secret: Secret
  private let patterns: [RedactionPattern]

  /// Base64 inside base64 is looked for where secrets are few: a target file's, not the hundreds of
  /// tokens that a run is given.
  init(_ secret: Secret, isOneOfFew: Bool) throws(RedactionError) {
    let bytes = secret.reveal(for: "the patterns that find it")
    guard bytes.count >= Redactor.minimumLength else {
      throw .secretTooShort(secret.label, minimum: Redactor.minimumLength)
    }
    guard bytes.count <= Redactor.maximumLength else {
      throw .secretTooLong(secret.label, maximum: Redactor.maximumLength)
    }
    self.secret = secret
    patterns = RedactionPattern.all(of: bytes, secret: 0, nests: isOneOfFew)
  }

  /// The patterns, for a secret at this place.
  func patterns(of place: Int) -> [RedactionPattern] {
    patterns.map { pattern in
      var pattern = pattern
      pattern.secret = place
      return pattern
    }
  }
}
