/// Turns a pattern's tree into instructions.
struct PatternCompiler {
  /// The largest program for the simulation: beyond it, counters are cheaper than copies.
  static let expansionLimit = 10_000

  private let tree: PatternTree
  private var program: PatternProgram
  /// Inside a lookbehind, which is matched from right to left.
  private var isBackward = false
  /// Whether anything asks what the groups matched.
  private let keepsGroups: Bool

  /// The program for a matcher: the simulation wherever it can decide, unless one is asked for.
  static func compile(
    _ tree: PatternTree, for strategy: PatternProgram.Strategy? = nil
  ) -> PatternProgram {
    let isRegular = !tree.root.hasBackreference && tree.root.expandedSize <= expansionLimit
    let best: PatternProgram.Strategy = isRegular ? .simulation : .backtracking
    var compiler = PatternCompiler(tree, strategy: strategy ?? best)
    compiler.emit(tree.root)
    compiler.append(.accept)
    return compiler.program
  }

  private init(_ tree: PatternTree, strategy: PatternProgram.Strategy) {
    self.tree = tree
    program = PatternProgram(strategy: strategy)
    program.isAnchored = tree.root.isAnchored
    keepsGroups = tree.root.hasBackreference
    if keepsGroups { program.registerCount = 2 * tree.groupCount }
  }

  private var place: Int { program.instructions.count }

  private mutating func append(_ instruction: PatternProgram.Instruction) {
    program.instructions.append(instruction)
  }

  private mutating func newRegister() -> Int {
    defer { program.registerCount += 1 }
    return program.registerCount
  }

  // MARK: - Nodes

  private mutating func emit(_ node: PatternNode) {
    switch node {
    case .empty: break
    case .scalar(let value): append(.scalar(value))
    case .set(let set):
      append(.set(program.sets.count))
      program.sets.append(set)
    case .assertion(let assertion): append(.assertion(assertion))
    case .sequence(let parts):
      for part in isBackward ? parts.reversed() : parts { emit(part) }
    case .choice(let parts): emitChoice(parts)
    case .capture(let body, let number): emitCapture(body, number)
    case .repetition(let body, let repetition): emit(body, repeated: repetition)
    case .look(let body, let look): emit(body, in: look)
    case .backreference(let reference):
      append(.backreference(program.references.count))
      switch reference {
      case .number(let number): program.references.append([number])
      case .name(let name): program.references.append(tree.groupsByName[name] ?? [])
      }
    }
  }

  private mutating func emitChoice(_ parts: [PatternNode]) {
    var exits: [Int] = []
    for (index, part) in parts.enumerated() {
      guard index < parts.count - 1 else {
        emit(part)
        break
      }
      let fork = place
      append(.jump(0))
      emit(part)
      exits.append(place)
      append(.jump(0))
      program.instructions[fork] = .fork(preferred: fork + 1, other: place)
    }
    for exit in exits { program.instructions[exit] = .jump(place) }
  }

  private mutating func emitCapture(_ body: PatternNode, _ number: Int) {
    guard keepsGroups else {
      emit(body)
      return
    }
    let registers = PatternProgram.registers(ofGroup: number)
    append(.savePosition(register: isBackward ? registers.end : registers.start))
    emit(body)
    append(.savePosition(register: isBackward ? registers.start : registers.end))
  }

  private mutating func emit(_ body: PatternNode, in look: PatternLook) {
    let head = place
    append(.jump(0))
    let wasBackward = isBackward
    isBackward = look.isBehind
    emit(body)
    isBackward = wasBackward
    append(.accept)
    program.instructions[head] = .look(look, next: place)
  }

  // MARK: - Repetition

  private mutating func emit(_ body: PatternNode, repeated repetition: PatternRepetition) {
    guard repetition.maximum != 0 else { return }
    switch program.strategy {
    case .simulation: emitCopies(of: body, repetition)
    case .backtracking: emitCounted(body, repetition)
    }
  }

  /// Which way is tried first, and whether a round is empty, makes no difference to the set of
  /// texts that match, and the simulation asks for nothing else.
  private mutating func emitCopies(of body: PatternNode, _ repetition: PatternRepetition) {
    for _ in 0..<max(repetition.minimum - 1, 0) { emit(body) }
    guard let maximum = repetition.maximum else {
      if repetition.minimum == 0 {
        emitStar(body, isLazy: false)
      } else {
        let head = place
        emit(body)
        append(.fork(preferred: head, other: place + 1))
      }
      return
    }
    if repetition.minimum > 0 { emit(body) }
    var forks: [Int] = []
    for _ in repetition.minimum..<maximum {
      forks.append(place)
      append(.jump(0))
      emit(body)
    }
    for fork in forks {
      program.instructions[fork] = .fork(preferred: fork + 1, other: place)
    }
  }

  private mutating func emitCounted(_ body: PatternNode, _ repetition: PatternRepetition) {
    let isNullable = body.isNullable
    if repetition.minimum == 0, repetition.maximum == nil, !isNullable {
      emitStar(body, isLazy: repetition.isLazy, clearing: repetition.groups)
      return
    }
    if repetition.minimum == 1, repetition.maximum == 1 {
      emit(body)
      return
    }
    let round = PatternProgram.Round(
      minimum: repetition.minimum, maximum: repetition.maximum, isLazy: repetition.isLazy,
      counter: newRegister(), start: isNullable ? newRegister() : nil)
    let index = program.rounds.count
    program.rounds.append(round)
    append(.resetCounter(register: round.counter))
    let head = place
    append(.jump(0))
    if let start = round.start { append(.savePosition(register: start)) }
    clear(repetition.groups)
    emit(body)
    append(.finishRound(index, head: head))
    program.instructions[head] = .enterRound(index, body: head + 1, exit: place)
  }

  private mutating func emitStar(
    _ body: PatternNode, isLazy: Bool, clearing groups: Range<Int> = 0..<0
  ) {
    let head = place
    append(.jump(0))
    clear(groups)
    emit(body)
    append(.jump(head))
    program.instructions[head] =
      isLazy
      ? .fork(preferred: place, other: head + 1) : .fork(preferred: head + 1, other: place)
  }

  private mutating func clear(_ groups: Range<Int>) {
    if keepsGroups, !groups.isEmpty { append(.clear(groups: groups)) }
  }
}
