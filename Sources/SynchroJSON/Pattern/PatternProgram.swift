/// A pattern as instructions, run by one of two matchers.
struct PatternProgram: Sendable {
  /// Which matcher the instructions are for.
  enum Strategy: Sendable {
    /// All states at once, in linear time; counted repetitions are written out.
    case simulation
    /// One way after the other, with registers for groups and counters.
    case backtracking
  }

  /// Payloads are plain numbers, so that looking at an instruction counts no references; what is
  /// larger stands in a table beside them.
  enum Instruction: Sendable {
    case scalar(UInt32)
    case set(Int)
    case assertion(PatternAssertion)
    case jump(Int)
    case fork(preferred: Int, other: Int)
    /// A lookaround, whose body follows and ends with `accept`.
    case look(PatternLook, next: Int)
    case accept

    // The backtracking matcher alone meets these.
    case savePosition(register: Int)
    case clear(groups: Range<Int>)
    case backreference(Int)
    case resetCounter(register: Int)
    case enterRound(Int, body: Int, exit: Int)
    case finishRound(Int, head: Int)
  }

  /// A counted repetition of the backtracking matcher.
  struct Round: Sendable {
    let minimum: Int
    let maximum: Int?
    let isLazy: Bool
    /// The register that counts the rounds done.
    let counter: Int
    /// The register that remembers where the round began, if it could be empty.
    let start: Int?
  }

  var strategy: Strategy
  var instructions: [Instruction] = []
  var sets: [ScalarSet] = []
  /// For each backreference the groups that it may mean, of which at most one takes part.
  var references: [[Int]] = []
  var rounds: [Round] = []
  var registerCount = 0
  var isAnchored = false

  /// The registers that hold the start and the end of a group.
  static func registers(ofGroup number: Int) -> (start: Int, end: Int) {
    (2 * number - 2, 2 * number - 1)
  }
}
