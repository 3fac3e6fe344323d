/// What a redactor looks for, and what it writes instead.
final class RedactionRules: Sendable {
  let automaton: PatternAutomaton
  private let labels: [Secret.Label]
  private let masks: [[UInt8]]

  init(_ secrets: [Secret]) throws(RedactionError) {
    var patterns: [RedactionPattern] = []
    for (index, secret) in secrets.enumerated() {
      let bytes = secret.reveal(for: "the patterns that find it")
      guard bytes.count >= Redactor.minimumLength else {
        throw .secretTooShort(secret.label, minimum: Redactor.minimumLength)
      }
      guard bytes.count <= Redactor.maximumLength else {
        throw .secretTooLong(secret.label, maximum: Redactor.maximumLength)
      }
      patterns += RedactionPattern.all(of: bytes, secret: index)
    }
    let automaton = PatternAutomaton(patterns)
    self.automaton = automaton
    labels = secrets.map(\.label)
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

  /// What stands in the place of a match.
  func mask(for match: RedactionScanner.Match) -> [UInt8] {
    masks[automaton.patterns[match.pattern].secret]
  }

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
      // A form with `+` for a space was one layer of percent-encoding, escapes and all.
      let isSameLayer = pattern.layers == [.percent] && match.layers.last == .percent
      let all = isSameLayer ? match.layers : match.layers + pattern.layers
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
