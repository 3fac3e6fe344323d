/// Redacts one output that comes in pieces; a secret that is cut by the pieces is found as well.
///
/// Bytes are held back only as long as they may be part of a secret. Call ``finish()`` at the end,
/// or the last of them are lost.
public struct RedactionStream: Sendable {
  private let rules: RedactionRules
  private var scanner: RedactionScanner
  /// What was read and not given out, and where it begins in the stream.
  private var buffer: [UInt8] = []
  private var base = 0
  private var pending: [RedactionScanner.Match] = []
  /// The labels written so far, by their places in all that was given out.
  private(set) var masks: [MaskedBytes.Mask] = []
  /// Where in the stream what each of them stands for was.
  private(set) var origins: [Range<Int>] = []
  /// How many bytes were given out.
  private var givenOut = 0

  /// How many labels were written so far.
  public var redactionCount: Int { masks.count }

  init(_ rules: RedactionRules) {
    self.rules = rules
    scanner = RedactionScanner(rules.automaton)
  }

  /// Takes the next piece and gives out what is certain by now.
  public mutating func write(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    let old = buffer.count
    buffer += bytes
    add(buffer[old...].withUnsafeBufferPointer { scanner.read($0) })
    return settle(isEnd: false)
  }

  /// Ends the output and gives out the rest.
  public mutating func finish() -> [UInt8] {
    add(scanner.finish())
    return settle(isEnd: true)
  }

  /// Takes the last piece and ends the output. When it is the only piece it is not copied.
  mutating func finish(with bytes: [UInt8]) -> [UInt8] {
    if buffer.isEmpty { buffer = bytes } else { buffer += bytes }
    add(bytes.withUnsafeBufferPointer { scanner.read($0) })
    return finish()
  }

  private mutating func add(_ matches: [RedactionScanner.Match]) {
    for match in matches { RedactionScanner.Match.add(match, to: &pending) }
  }

  private mutating func settle(isEnd: Bool) -> [UInt8] {
    // A neighbour of base64 may be written as %2B.
    let reach = RedactionPattern.maximumReach * 3
    var limit = isEnd ? scanner.position : max(base, scanner.horizon - reach)
    if pending.isEmpty, limit == base { return [] }
    var output: [UInt8] = []
    output.reserveCapacity(limit - base)
    var cursor = base
    for span in spans() {
      // A match may still grow, by its neighbours or by another one that overlaps it.
      guard isEnd || (span.range.upperBound <= limit) else {
        limit = min(limit, span.range.lowerBound)
        break
      }
      output += buffer[(cursor - base)..<(span.range.lowerBound - base)]
      let place = givenOut + output.count
      output += rules.mask(for: span.match)
      let old = buffer[(span.range.lowerBound - base)..<(span.range.upperBound - base)]
      masks.append(
        MaskedBytes.Mask(
          rules.label(for: span.match), range: place..<(givenOut + output.count),
          count: old.count, letters: SecretLetters(of: old)))
      origins.append(span.range)
      cursor = span.range.upperBound
    }
    if cursor < limit {
      output += buffer[(cursor - base)..<(limit - base)]
      cursor = limit
    }
    pending.removeAll { $0.range.upperBound <= cursor }
    buffer.removeFirst(cursor - base)
    base = cursor
    givenOut += output.count
    return output
  }

  /// The stretches to be replaced, in order and apart from each other.
  private func spans() -> [(range: Range<Int>, match: RedactionScanner.Match)] {
    var spans: [(range: Range<Int>, match: RedactionScanner.Match)] = []
    let matches = pending.map { ($0, grown($0)) }
    for (match, range) in matches.sorted(by: { $0.1.lowerBound < $1.1.lowerBound }) {
      if let last = spans.last, range.lowerBound < last.range.upperBound {
        let union = last.range.lowerBound..<max(last.range.upperBound, range.upperBound)
        // The label of the widest match stands for all that overlap.
        let isWider = match.range.count > last.match.range.count
        spans[spans.count - 1] = (union, isWider ? match : last.match)
      } else {
        spans.append((range, match))
      }
    }
    return spans
  }

  /// A match with the base64 characters beside it that hold some bits of the secret too.
  private func grown(_ match: RedactionScanner.Match) -> Range<Int> {
    let pattern = rules.automaton.patterns[match.pattern]
    var low = match.range.lowerBound - base
    var high = match.range.upperBound - base
    for _ in 0..<pattern.lead {
      if low >= 3, isEscapedBase64(at: low - 3) {
        low -= 3
      } else if low >= 1, isBase64(buffer[low - 1]) {
        low -= 1
      }
    }
    for _ in 0..<pattern.trail {
      if isEscapedBase64(at: high) {
        high += 3
      } else if high < buffer.count, isBase64(buffer[high]) {
        high += 1
      }
    }
    return (low + base)..<(high + base)
  }

  private func isEscapedBase64(at place: Int) -> Bool {
    guard place + 2 < buffer.count, buffer[place] == UInt8(ascii: "%"),
      let high = Hex.value(of: buffer[place + 1]), let low = Hex.value(of: buffer[place + 2])
    else { return false }
    return isBase64(high << 4 | low)
  }
}

/// Whether a byte is a character of either alphabet.
private func isBase64(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"),
    UInt8(ascii: "-"), UInt8(ascii: "_"):
    true
  default: false
  }
}
