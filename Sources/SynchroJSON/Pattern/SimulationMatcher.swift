/// Follows every way through a program at once, one character at a time (Thompson's construction).
///
/// The cost is at most the text's length times the program's, times the same again for each
/// lookaround inside another. Which way is preferred plays no part: only whether one arrives.
struct SimulationMatcher {
  private let program: PatternProgram
  private let text: [UInt32]
  private let stepLimit: Int
  private var steps = 0
  /// Thread lists that no run is using.
  private var idle: [Threads] = []

  init(_ program: PatternProgram, text: [UInt32], stepLimit: Int) {
    self.program = program
    self.text = text
    self.stepLimit = stepLimit
  }

  mutating func matches(_ reach: PatternReach) throws(PatternBudgetExceeded) -> Bool {
    switch reach {
    case .whole: try run(from: 0, at: 0, .whole)
    case .anywhere: try run(from: 0, at: 0, program.isAnchored ? .here : .anywhere)
    }
  }

  /// Where a run may begin and end.
  private enum Mode {
    /// Begin here, end anywhere.
    case here
    /// Begin here, end anywhere, going from right to left.
    case behind
    /// Begin here, end at the end.
    case whole
    /// Begin and end anywhere.
    case anywhere
  }

  /// The places in the program that are reached at one place in the text.
  private struct Threads {
    /// The instructions that consume a character, in the order they were reached.
    var waiting: [Int] = []
    /// The round in which each instruction was last reached.
    var marks: [Int]
    var round = 1
    /// Instructions yet to be followed; kept here so that it is allocated once.
    var pending: [Int] = []

    init(programSize: Int) {
      marks = Array(repeating: 0, count: programSize)
    }

    mutating func clear() {
      waiting.removeAll(keepingCapacity: true)
      round += 1
    }

    /// False when the instruction was reached before.
    mutating func reach(_ index: Int) -> Bool {
      guard marks[index] != round else { return false }
      marks[index] = round
      return true
    }
  }

  private mutating func run(
    from entry: Int, at start: Int, _ mode: Mode
  ) throws(PatternBudgetExceeded) -> Bool {
    var current = takeThreads()
    var next = takeThreads()
    defer {
      idle.append(current)
      idle.append(next)
    }
    var position = start
    if try follow(entry, at: position, mode, into: &current) { return true }
    while true {
      if mode == .behind ? position == 0 : position == text.count { return false }
      if current.waiting.isEmpty, mode != .anywhere { return false }

      let value = mode == .behind ? text[position - 1] : text[position]
      position += mode == .behind ? -1 : 1
      next.clear()
      try spend(current.waiting.count + 1)
      for index in current.waiting {
        let isMatch =
          switch program.instructions[index] {
          case .scalar(let wanted): wanted == value
          case .set(let set): program.sets[set].contains(value)
          default: false
          }
        if isMatch, try follow(index + 1, at: position, mode, into: &next) { return true }
      }
      if mode == .anywhere, try follow(entry, at: position, mode, into: &next) { return true }
      swap(&current, &next)
    }
  }

  /// Adds everything that can be reached from an instruction without consuming; true on arrival.
  private mutating func follow(
    _ entry: Int, at position: Int, _ mode: Mode, into threads: inout Threads
  ) throws(PatternBudgetExceeded) -> Bool {
    threads.pending.append(entry)
    while let index = threads.pending.popLast() {
      guard threads.reach(index) else { continue }
      try spend(1)
      switch program.instructions[index] {
      case .scalar, .set: threads.waiting.append(index)
      case .assertion(let assertion):
        if assertion.holds(at: position, in: text) { threads.pending.append(index + 1) }
      case .jump(let target): threads.pending.append(target)
      case .fork(let preferred, let other):
        threads.pending.append(other)
        threads.pending.append(preferred)
      case .look(let look, let after):
        let found = try run(from: index + 1, at: position, look.isBehind ? .behind : .here)
        if found != look.isNegative { threads.pending.append(after) }
      case .accept:
        if mode != .whole || position == text.count {
          threads.pending.removeAll(keepingCapacity: true)
          return true
        }
      case .savePosition, .clear, .backreference, .resetCounter, .enterRound, .finishRound:
        preconditionFailure("a program for the simulation has no registers")
      }
    }
    return false
  }

  private mutating func takeThreads() -> Threads {
    guard var threads = idle.popLast() else {
      return Threads(programSize: program.instructions.count)
    }
    threads.clear()
    return threads
  }

  private mutating func spend(_ count: Int) throws(PatternBudgetExceeded) {
    steps += count
    guard steps <= stepLimit else { throw PatternBudgetExceeded(limit: stepLimit) }
  }
}

extension PatternAssertion {
  /// Whether the claim is true between two characters of the text.
  func holds(at position: Int, in text: [UInt32]) -> Bool {
    switch self {
    case .start: position == 0
    case .end: position == text.count
    case .wordBoundary: isBoundary(position, text)
    case .noWordBoundary: !isBoundary(position, text)
    }
  }

  private func isBoundary(_ position: Int, _ text: [UInt32]) -> Bool {
    let before = position > 0 && ScalarSet.isWordCharacter(text[position - 1])
    let after = position < text.count && ScalarSet.isWordCharacter(text[position])
    return before != after
  }
}
