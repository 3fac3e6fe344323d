/// Follows one way through a program after the other, as ECMA-262 describes it, with an explicit
/// stack of the choices that are left and of the registers to restore.
struct BacktrackingMatcher {
  /// The stack's limit; a frame takes a few dozen bytes.
  static let frameLimit = 1_000_000

  private let program: PatternProgram
  private let text: [UInt32]
  private let stepLimit: Int
  private var steps = 0
  private var registers: [Int]
  private var frames: [Frame] = []

  private enum Frame {
    /// Another way to go on.
    case choice(index: Int, position: Int)
    /// What a register held before it was changed.
    case restore(register: Int, value: Int)
    /// The start of a lookaround; frames above belong to its body.
    case look(PatternLook, next: Int, position: Int, wasBackward: Bool)
  }

  /// What a register holds that was never set.
  private static let unset = -1

  init(_ program: PatternProgram, text: [UInt32], stepLimit: Int) {
    self.program = program
    self.text = text
    self.stepLimit = stepLimit
    registers = Array(repeating: Self.unset, count: program.registerCount)
  }

  mutating func matches(_ reach: PatternReach) throws(PatternBudgetExceeded) -> Bool {
    let lastStart = reach == .whole || program.isAnchored ? 0 : text.count
    for start in 0...lastStart where try run(at: start, reach) { return true }
    return false
  }

  private mutating func run(
    at start: Int, _ reach: PatternReach
  ) throws(PatternBudgetExceeded) -> Bool {
    var state = State(position: start)
    frames.removeAll(keepingCapacity: true)
    for register in registers.indices { registers[register] = Self.unset }

    while true {
      steps += 1
      guard steps <= stepLimit, frames.count <= Self.frameLimit else {
        throw PatternBudgetExceeded(limit: stepLimit)
      }
      let outcome: Outcome
      if case .accept = program.instructions[state.index] {
        if state.openLooks > 0 {
          outcome = finishLook(&state)
        } else if reach == .anywhere || state.position == text.count {
          return true
        } else {
          outcome = .fail
        }
      } else {
        outcome = step(&state)
      }
      if case .fail = outcome, !backtrack(&state) { return false }
    }
  }

  /// Where the matcher is.
  private struct State {
    var index = 0
    var position: Int
    var isBackward = false
    var openLooks = 0
  }

  private enum Outcome {
    case goOn
    case fail
  }

  private mutating func step(_ state: inout State) -> Outcome {
    switch program.instructions[state.index] {
    case .scalar(let wanted): return consume(&state) { value in value == wanted }
    case .set(let set):
      let sets = program.sets
      return consume(&state) { value in sets[set].contains(value) }
    case .assertion(let assertion):
      state.index += 1
      return assertion.holds(at: state.position, in: text) ? .goOn : .fail
    case .jump(let target): state.index = target
    case .fork(let preferred, let other):
      frames.append(.choice(index: other, position: state.position))
      state.index = preferred
    case .look(let look, let next):
      frames.append(
        .look(look, next: next, position: state.position, wasBackward: state.isBackward))
      state.isBackward = look.isBehind
      state.openLooks += 1
      state.index += 1
    case .accept: preconditionFailure("the loop handles the end itself")
    case .savePosition(let register):
      set(register, to: state.position)
      state.index += 1
    case .clear(let groups):
      for group in groups {
        let registers = PatternProgram.registers(ofGroup: group)
        set(registers.start, to: Self.unset)
        set(registers.end, to: Self.unset)
      }
      state.index += 1
    case .backreference(let index): return compare(program.references[index], &state)
    case .resetCounter(let register):
      set(register, to: 0)
      state.index += 1
    case .enterRound(let round, let body, let exit):
      enter(program.rounds[round], body, exit, &state)
    case .finishRound(let round, let head): return finish(program.rounds[round], head, &state)
    }
    return .goOn
  }

  // MARK: - Steps

  private func consume(_ state: inout State, _ accepts: (UInt32) -> Bool) -> Outcome {
    if state.isBackward {
      guard state.position > 0, accepts(text[state.position - 1]) else { return .fail }
      state.position -= 1
    } else {
      guard state.position < text.count, accepts(text[state.position]) else { return .fail }
      state.position += 1
    }
    state.index += 1
    return .goOn
  }

  private mutating func compare(_ groups: [Int], _ state: inout State) -> Outcome {
    state.index += 1
    for group in groups {
      let (first, last) = PatternProgram.registers(ofGroup: group)
      let start = registers[first]
      let end = registers[last]
      // A group that took no part, or is still open, matches the empty text.
      guard start != Self.unset, end != Self.unset, start < end else { continue }
      let count = end - start
      steps += count
      let from = state.isBackward ? state.position - count : state.position
      guard from >= 0, from + count <= text.count,
        text[start..<end].elementsEqual(text[from..<from + count])
      else { return .fail }
      state.position = state.isBackward ? from : from + count
      return .goOn
    }
    return .goOn
  }

  private mutating func enter(
    _ round: PatternProgram.Round, _ body: Int, _ exit: Int, _ state: inout State
  ) {
    let count = registers[round.counter]
    if count < round.minimum {
      state.index = body
    } else if let maximum = round.maximum, count >= maximum {
      state.index = exit
    } else {
      frames.append(
        .choice(index: round.isLazy ? body : exit, position: state.position))
      state.index = round.isLazy ? exit : body
    }
  }

  private mutating func finish(
    _ round: PatternProgram.Round, _ head: Int, _ state: inout State
  ) -> Outcome {
    let count = registers[round.counter]
    // "If min = 0 and y's endIndex = x's endIndex, return failure": a round beyond the minimum that
    // consumed nothing would go on for ever.
    if let start = round.start, count >= round.minimum, registers[start] == state.position {
      return .fail
    }
    set(round.counter, to: count + 1)
    state.index = head
    return .goOn
  }

  private mutating func set(_ register: Int, to value: Int) {
    frames.append(.restore(register: register, value: registers[register]))
    registers[register] = value
  }

  // MARK: - Going back

  /// The body of the innermost lookaround has matched.
  private mutating func finishLook(_ state: inout State) -> Outcome {
    var kept: [Frame] = []
    while let frame = frames.popLast() {
      switch frame {
      case .choice: break
      case .restore: kept.append(frame)
      case .look(let look, let next, let position, let wasBackward):
        state.openLooks -= 1
        state.isBackward = wasBackward
        if look.isNegative {
          for case .restore(let register, let value) in kept { registers[register] = value }
          return .fail
        }
        // What the body captured stays, and is undone only by going back behind the lookaround.
        frames.append(contentsOf: kept.reversed())
        state.position = position
        state.index = next
        return .goOn
      }
    }
    preconditionFailure("a lookaround that ends has begun")
  }

  /// Takes the last choice that is left; false when there is none.
  private mutating func backtrack(_ state: inout State) -> Bool {
    while let frame = frames.popLast() {
      switch frame {
      case .choice(let index, let position):
        state.index = index
        state.position = position
        return true
      case .restore(let register, let value): registers[register] = value
      case .look(let look, let next, let position, let wasBackward):
        state.openLooks -= 1
        state.isBackward = wasBackward
        if look.isNegative {
          state.position = position
          state.index = next
          return true
        }
      }
    }
    return false
  }
}
