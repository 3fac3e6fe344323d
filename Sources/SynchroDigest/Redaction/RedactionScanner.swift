import Glibc

/// Searches a stream for patterns, as it stands and with escapes undone, without looking at a byte
/// twice.
struct RedactionScanner: Sendable {
  /// A pattern at a place of the stream.
  struct Match {
    let pattern: Int
    /// What was undone to see it, the outermost first.
    let layers: [RedactionLayer]
    var range: Range<Int>

    /// Adds a match to those before it. Occurrences that overlap are one: a password of equal
    /// letters in a megabyte of that letter is a single long match, not a million.
    static func add(_ match: Match, to matches: inout [Match]) {
      // A text matches a few patterns in turn at most, so the last few matches are enough to look
      // at.
      for index in matches.indices.suffix(8).reversed() {
        let other = matches[index]
        guard other.pattern == match.pattern, other.layers == match.layers,
          other.range.overlaps(match.range)
        else { continue }
        let low = min(other.range.lowerBound, match.range.lowerBound)
        matches[index].range = low..<max(other.range.upperBound, match.range.upperBound)
        return
      }
      matches.append(match)
    }
  }

  /// The layers that occur, fewest first: a body in a log is JSON in JSON, and a redirect in a
  /// query is percent-encoded twice. A lane that undoes more than there is would miss a secret that
  /// looks like an escape, so the shorter ones are needed too.
  static let layerings: [[RedactionLayer]] = [
    [.percent], [.json], [.json, .percent], [.json, .json], [.percent, .json],
    [.percent, .percent],
    [.json, .json, .percent],
  ]

  private let automaton: PatternAutomaton
  private var lanes = layerings.map { DecodingLane($0) }
  private var plain: SkippingScanner
  /// How much of the stream was read.
  private(set) var position = 0

  init(_ automaton: PatternAutomaton) {
    self.automaton = automaton
    plain = SkippingScanner(automaton)
  }

  /// The earliest place that a later match may begin at.
  var horizon: Int {
    lanes.reduce(position - automaton.depth(plain.node)) { min($0, $1.horizon(position)) }
  }

  /// Reads on and returns the matches that end in these bytes.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [Match] {
    let base = position
    var matches: [Match] = []
    for lane in lanes.indices where lanes[lane].isAwake {
      run(lane, over: bytes, from: base, &matches)
    }
    var escapes = EscapePlaces(bytes)
    while true {
      let next = escapes.next(from: position - base)
      readPlain(bytes, upTo: next, from: base, &matches)
      guard next < bytes.count else { return matches }
      let escape = bytes[next]
      for lane in lanes.indices {
        // A lane that has run past this place has read the escape already.
        guard !lanes[lane].isAwake, lanes[lane].position <= position,
          lanes[lane].opens(at: escape)
        else { continue }
        lanes[lane].wake(at: position, from: plain.node, automaton)
        run(lane, over: bytes, from: base, &matches)
      }
      readPlain(bytes, upTo: next + 1, from: base, &matches)
    }
  }

  /// Ends the stream and returns the matches that only its end decides.
  mutating func finish() -> [Match] {
    var matches: [Match] = []
    for lane in lanes.indices where lanes[lane].isAwake {
      let layers = lanes[lane].layers
      lanes[lane].finish(automaton) { pattern, range in
        Match.add(Match(pattern: pattern, layers: layers, range: range), to: &matches)
      }
    }
    return matches
  }

  /// Reads on by the plain search, up to a place in the bytes.
  private mutating func readPlain(
    _ bytes: UnsafeBufferPointer<UInt8>, upTo end: Int, from base: Int, _ matches: inout [Match]
  ) {
    let start = position - base
    let automaton = automaton
    plain.read(UnsafeBufferPointer(rebasing: bytes[start..<end])) { node, place in
      let end = base + start + place
      automaton.forEachMatch(at: node) { pattern in
        let start = end - automaton.patterns[pattern].bytes.count
        Match.add(Match(pattern: pattern, layers: [], range: start..<end), to: &matches)
      }
    }
    position = base + end
  }

  private mutating func run(
    _ lane: Int, over bytes: UnsafeBufferPointer<UInt8>, from base: Int, _ matches: inout [Match]
  ) {
    let layers = lanes[lane].layers
    lanes[lane].run(over: bytes, from: base, automaton) { pattern, range in
      Match.add(Match(pattern: pattern, layers: layers, range: range), to: &matches)
    }
  }
}

/// Where the next byte stands that can begin an escape.
private struct EscapePlaces {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var percent = -1
  private var backslash = -1

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The first at or behind a place, or where the bytes end.
  mutating func next(from place: Int) -> Int {
    if percent < place { percent = first(UInt8(ascii: "%"), from: place) }
    if backslash < place { backslash = first(UInt8(ascii: "\\"), from: place) }
    return min(percent, backslash)
  }

  private func first(_ byte: UInt8, from place: Int) -> Int {
    guard let base = bytes.baseAddress, place < bytes.count,
      let found = memchr(base + place, Int32(byte), bytes.count - place)
    else { return bytes.count }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
