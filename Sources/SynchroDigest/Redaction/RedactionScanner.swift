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
  private var node: PatternAutomaton.NodeIndex = 0
  /// How much of the stream was read.
  private(set) var position = 0

  init(_ automaton: PatternAutomaton) {
    self.automaton = automaton
  }

  /// The earliest place that a later match may begin at.
  var horizon: Int {
    lanes.reduce(position - automaton.depth(node)) { min($0, $1.horizon(position)) }
  }

  /// Reads on and returns the matches that end in these bytes.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [Match] {
    let base = position
    var matches: [Match] = []
    for lane in lanes.indices where lanes[lane].isAwake {
      run(lane, over: bytes, from: base, &matches)
    }
    while true {
      readPlain(bytes, from: base, &matches)
      guard position - base < bytes.count else { return matches }
      let escape = bytes[position - base]
      for lane in lanes.indices {
        // A lane that has run past this place has read the escape already.
        guard !lanes[lane].isAwake, lanes[lane].position <= position,
          lanes[lane].opens(at: escape)
        else { continue }
        lanes[lane].wake(at: position, from: node, automaton)
        run(lane, over: bytes, from: base, &matches)
      }
      readOne(escape, &matches)
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

  /// Reads by the plain search up to the next byte that can begin an escape.
  private mutating func readPlain(
    _ bytes: UnsafeBufferPointer<UInt8>, from base: Int, _ matches: inout [Match]
  ) {
    let automaton = automaton
    var index = position - base
    var node = node
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\") { break }
      node = automaton.next(after: node, automaton.classes[Int(byte)])
      index += 1
      if automaton.isTerminal(node) { reportPlain(node, endingAt: base + index, &matches) }
    }
    self.node = node
    position = base + index
  }

  /// Reads one byte by the plain search.
  private mutating func readOne(_ byte: UInt8, _ matches: inout [Match]) {
    node = automaton.next(after: node, automaton.classes[Int(byte)])
    position += 1
    if automaton.isTerminal(node) { reportPlain(node, endingAt: position, &matches) }
  }

  private mutating func run(
    _ lane: Int, over bytes: UnsafeBufferPointer<UInt8>, from base: Int, _ matches: inout [Match]
  ) {
    let layers = lanes[lane].layers
    lanes[lane].run(over: bytes, from: base, automaton) { pattern, range in
      Match.add(Match(pattern: pattern, layers: layers, range: range), to: &matches)
    }
  }

  private func reportPlain(
    _ node: PatternAutomaton.NodeIndex, endingAt end: Int, _ matches: inout [Match]
  ) {
    automaton.forEachMatch(at: node) { pattern in
      let start = end - automaton.patterns[pattern].bytes.count
      Match.add(Match(pattern: pattern, layers: [], range: start..<end), to: &matches)
    }
  }
}
