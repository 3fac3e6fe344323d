/// Searches a stream for patterns, as it stands and with escapes undone, without looking at a byte twice.
struct RedactionScanner: Sendable {
  /// A pattern at a place of the stream.
  struct Match {
    let pattern: Int
    /// What was undone to see it, the outermost first.
    let layers: [RedactionLayer]
    let range: Range<Int>
  }

  /// The layers that occur, fewest first: a body in a log is JSON in JSON, and a redirect in a query is
  /// percent-encoded twice. A lane that undoes more than there is would miss a secret that looks like an escape,
  /// so the shorter ones are needed too.
  private static let layerings: [[RedactionLayer]] = [
    [.percent], [.json], [.json, .percent], [.json, .json], [.percent, .json],
    [.percent, .percent],
    [.json, .json, .percent],
  ]

  private let automaton: PatternAutomaton
  private var lanes = layerings.map { DecodingLane($0) }
  private var node: PatternAutomaton.NodeIndex = 0
  private var isAnyLaneAwake = false
  /// How much of the stream was read.
  private(set) var position = 0
  /// What was found and not yet taken.
  private var found: [Match] = []

  init(_ automaton: PatternAutomaton) {
    self.automaton = automaton
  }

  /// The earliest place that a later match may begin at.
  var horizon: Int {
    let plain = position - automaton.depth(node)
    guard isAnyLaneAwake else { return plain }
    return lanes.reduce(plain) { min($0, $1.horizon(position)) }
  }

  /// Reads on and returns the matches that end in these bytes.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [Match] {
    var index = 0
    while index < bytes.count {
      if !isAnyLaneAwake { index = readPlain(bytes, from: index) }
      if index < bytes.count {
        readEverywhere(bytes[index])
        index += 1
      }
    }
    defer { found = [] }
    return found
  }

  /// Ends the stream and returns the matches that only its end decides.
  mutating func finish() -> [Match] {
    var matches: [Match] = []
    for lane in lanes.indices where lanes[lane].isAwake {
      let layers = lanes[lane].layers
      lanes[lane].finish(automaton) { pattern, range in
        matches.append(Match(pattern: pattern, layers: layers, range: range))
      }
    }
    return matches
  }

  /// Reads up to the next byte that can begin an escape; returns its place.
  private mutating func readPlain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let automaton = automaton
    var index = start
    var node = node
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\") { break }
      node = automaton.next(after: node, automaton.classes[Int(byte)])
      index += 1
      if automaton.isTerminal(node) { reportPlain(node, endingAt: position + index - start) }
    }
    self.node = node
    position += index - start
    return index
  }

  /// Reads one byte by the plain search and by all lanes that are awake or wake at it.
  private mutating func readEverywhere(_ byte: UInt8) {
    isAnyLaneAwake = false
    var matches: [Match] = []
    for lane in lanes.indices {
      if !lanes[lane].isAwake {
        guard lanes[lane].opens(at: byte) else { continue }
        lanes[lane].wake(at: position, from: node, automaton)
      }
      let layers = lanes[lane].layers
      lanes[lane].read(byte, at: position, automaton) { pattern, range in
        matches.append(Match(pattern: pattern, layers: layers, range: range))
      }
      if lanes[lane].isAwake { isAnyLaneAwake = true }
    }
    found += matches
    node = automaton.next(after: node, automaton.classes[Int(byte)])
    position += 1
    if automaton.isTerminal(node) { reportPlain(node, endingAt: position) }
  }

  private mutating func reportPlain(_ node: PatternAutomaton.NodeIndex, endingAt end: Int) {
    automaton.forEachMatch(at: node) { pattern in
      let start = end - automaton.patterns[pattern].bytes.count
      found.append(Match(pattern: pattern, layers: [], range: start..<end))
    }
  }
}
