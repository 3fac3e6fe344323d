/// Reads the source as it looks after some layers of escapes are undone, and searches that.
///
/// Where there are no escapes a lane would see what the plain search sees, so it sleeps. At an
/// escape it wakes, takes over where the plain search is, and runs ahead of it until nothing it has
/// decoded can be part of a match any more.
struct DecodingLane: Sendable {
  typealias Report = (_ pattern: Int, _ range: Range<Int>) -> Void

  let layers: [RedactionLayer]
  private var decoders: [EscapeDecoder]
  private let opensPercent: Bool
  private let opensJSON: Bool
  private(set) var isAwake = false
  /// How far the lane has read when it last ran.
  private(set) var position = 0
  private var isHolding = false
  /// While asleep: from here on, what the lane would have read is the source itself.
  private var literalSince = 0
  private var node: PatternAutomaton.NodeIndex = 0
  /// How many of the bytes read last are literal, without a gap.
  private var literalCount = 0
  /// Where in the source each byte of the present partial match begins.
  private var starts: [Int] = []

  init(_ layers: [RedactionLayer]) {
    self.layers = layers
    decoders = layers.map { EscapeDecoder(layer: $0) }
    opensPercent = layers.contains(.percent)
    opensJSON = layers.contains(.json)
  }

  /// Whether a byte of the source can be the begin of an escape of any layer.
  @inline(__always)
  func opens(at byte: UInt8) -> Bool {
    byte == UInt8(ascii: "%") ? opensPercent : byte == UInt8(ascii: "\\") && opensJSON
  }

  /// The earliest place in the source that a later match of this lane may begin at.
  func horizon(_ end: Int) -> Int {
    guard isAwake else { return end }
    let held = decoders.lazy.compactMap { $0.held.first?.start }.min() ?? end
    return min(starts.first ?? end, held)
  }

  /// Takes over from the plain search, which has read the source up to `place`.
  mutating func wake(
    at place: Int, from plain: PatternAutomaton.NodeIndex, _ automaton: PatternAutomaton
  ) {
    isAwake = true
    position = place
    literalCount = place - literalSince
    // What the plain search saw before the lane's own bytes ended is not for this lane.
    node = automaton.suffix(of: plain, atMost: literalCount)
    starts.removeAll(keepingCapacity: true)
    starts.append(contentsOf: (place - automaton.depth(node))..<place)
  }

  /// Reads on from where the lane is, until it can sleep or the bytes end. They begin at `base` in
  /// the source.
  mutating func run(
    over bytes: UnsafeBufferPointer<UInt8>, from base: Int, _ automaton: PatternAutomaton,
    _ report: Report
  ) {
    while isAwake, position - base < bytes.count {
      let byte = bytes[position - base]
      let unit = DecodedByte(byte: byte, start: position, end: position + 1, isLiteral: true)
      position += 1
      if isHolding || opens(at: byte) {
        push(unit, through: 0, automaton, report)
        isHolding = decoders.contains { !$0.held.isEmpty }
      } else {
        search(unit, automaton, report)
      }
      if !isHolding, automaton.depth(node) <= literalCount {
        isAwake = false
        literalSince = position - literalCount
      }
    }
  }

  /// Takes what looks like the begin of an escape as it stands, because nothing follows.
  mutating func finish(
    _ automaton: PatternAutomaton, _ report: Report
  ) {
    for stage in decoders.indices {
      let rest = decoders[stage].held
      decoders[stage].held = []
      for unit in rest { push(unit, through: stage + 1, automaton, report) }
    }
  }

  private mutating func push(
    _ unit: DecodedByte, through stage: Int, _ automaton: PatternAutomaton,
    _ report: Report
  ) {
    guard stage < decoders.count else {
      search(unit, automaton, report)
      return
    }
    if decoders[stage].held.isEmpty, unit.byte != decoders[stage].opener {
      push(unit, through: stage + 1, automaton, report)
      return
    }
    decoders[stage].held.append(unit)
    while let first = decoders[stage].held.first, let last = decoders[stage].held.last {
      switch decoders[stage].step() {
      case .unfinished:
        return
      case .literal:
        decoders[stage].held.removeFirst()
        push(first, through: stage + 1, automaton, report)
      case .decoded(let bytes):
        decoders[stage].held.removeAll(keepingCapacity: true)
        for index in 0..<bytes.count {
          let unit = DecodedByte(
            byte: bytes[index], start: first.start, end: last.end, isLiteral: false)
          push(unit, through: stage + 1, automaton, report)
        }
      }
    }
  }

  private mutating func search(
    _ unit: DecodedByte, _ automaton: PatternAutomaton,
    _ report: Report
  ) {
    node = automaton.next(after: node, automaton.classes[Int(unit.byte)])
    literalCount = unit.isLiteral ? literalCount + 1 : 0
    starts.append(unit.start)
    let depth = automaton.depth(node)
    if starts.count > depth { starts.removeFirst(starts.count - depth) }
    guard automaton.isTerminal(node) else { return }
    automaton.forEachMatch(at: node) { pattern in
      let length = automaton.patterns[pattern].bytes.count
      // What is literal throughout, the plain search finds.
      guard length > literalCount else { return }
      report(pattern, starts[starts.count - length]..<unit.end)
    }
  }
}
