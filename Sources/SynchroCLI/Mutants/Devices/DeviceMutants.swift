import SynchroDevices
import SynchroReplay
import SynchroTiming
import SynchroVerdict

/// Plays flow suites against reference devices: those with each defect, and right ones.
///
/// Every play has a world of its own and depends on the seed alone: nothing that runs beside it can
/// change it, and right devices need to be played once.
struct DeviceMutants: Sendable {
  /// The suites and the right devices.
  let run: ReplayRun
  let plan: ReplayPlan
  /// Whether every defect meets every flow, from the first round to the last.
  var isExhaustive = false

  /// How many rounds a defect that strikes every time may stay unseen in a play, and right devices
  /// are played at least: a row needs some twenty failures in two hours before it is decided.
  private static let patience = 120

  /// In how many flows a defect is looked for that strikes now and then: its share is the same in all.
  private static let flowsOfShare = 3

  /// The requirements that the flows decide.
  var requirements: Set<String> { Set(plan.plays.flatMap(\.requirements)) }

  /// How far it is.
  enum Progress: Sendable {
    case defects(Int, of: Int)
    case right(played: Int, of: Int)
  }

  /// What was seen of a defect.
  private struct Examination: Sendable {
    let row: KillMatrix.Row
    /// The plays in which something failed that does not fail anyway.
    let telling: [Played]
  }

  /// What came of a play.
  private struct Played: Sendable {
    /// Its number in the plan.
    let number: Int
    let rounds: Int
    let test: TestRecord
  }

  /// The matrix of these defects, `jobs` plays at a time; `progress` hears of each that has ended.
  ///
  /// Right devices are played where a defect has shown, for as many rounds as that took: what fails
  /// with them as well kills nobody, and its defects are examined again without it.
  func matrix(
    of defects: [DeviceDefect], isChoice: Bool, jobs: Int,
    progress: @escaping @Sendable (Progress) -> Void
  ) async -> KillMatrix {
    var right = RightDevices()
    var found: [Int: Examination] = [:]
    var open = Array(defects.indices)
    while !open.isEmpty, !Task.isCancelled {
      let known = right
      let round = open
      let examined = await inParallel(round.count, jobs) { index in
        examine(defects[round[index]], known)
      } ended: {
        progress(.defects(defects.count - round.count + $0, of: defects.count))
      }
      for (index, examination) in zip(round, examined) { found[index] = examination }
      let due = right.due(
        Dictionary(
          examined.flatMap(\.telling).map { ($0.number, $0.rounds) }, uniquingKeysWith: max))
      let tests = await inParallel(due.count, jobs) { index in
        let (number, rounds) = due[index]
        return play(number, with: nil) { engine in
          engine.rounds >= max(rounds, Self.patience) || Task.isCancelled
        }
      } ended: {
        progress(.right(played: $0, of: due.count))
      }
      for played in tests { right.add(played.test, played.number, rounds: played.rounds) }
      let whole = right
      open = open.filter { index in
        found[index]?.telling.contains { whole.sound($0.test) != $0.test } ?? false
      }
    }
    let rows = defects.indices.compactMap { found[$0]?.row }
    let witnessed = Set(rows.flatMap(\.witnessed))
    let checked = isChoice ? [] : requirements.subtracting(witnessed)
    return KillMatrix(
      isCleanPassing: right.troubles.isEmpty, cleanTroubles: right.troubles, rows: rows,
      unwitnessed: checked.sorted(), isChoice: isChoice)
  }

  // MARK: - Defects

  /// The plays that can show a defect: those of its requirements with an actor that has it.
  private func plays(_ defect: DeviceDefect) -> [Int] {
    plan.plays.indices.filter { number in
      let play = plan.plays[number]
      let actors = play.cast.parts.filter(\.isTarget).map(\.actor)
      guard defect.actors.isEmpty || !Set(defect.actors).isDisjoint(with: actors) else {
        return false
      }
      return isExhaustive || !play.requirements.isDisjoint(with: defect.breaks)
    }
  }

  private func examine(_ defect: DeviceDefect, _ right: RightDevices) -> Examination {
    var open = Set(defect.breaks)
    var all: [Played] = []
    for number in plays(defect) {
      // What is shown already need not be shown by another actor.
      let wanted = open.intersection(plan.plays[number].requirements)
      guard isExhaustive || !wanted.isEmpty else { continue }
      if !isExhaustive, defect.share < 1, all.count == Self.flowsOfShare { break }
      let played = play(number, with: defect, until: isEnough(wanted, of: defect, number, right))
      let test = right.sound(played.test)
      open.subtract(test.failedRequirements)
      all.append(Played(number: number, rounds: played.rounds, test: test))
    }
    let row = KillMatrix.Row(
      Mutant(defect), all.map(\.test), missed: defect.breaks.filter(open.contains))
    return Examination(row: row, telling: all.filter { !$0.test.failedChecks.isEmpty })
  }

  /// Ends a play when all that is wanted has failed, for what has failed stays failed; or when a
  /// defect that strikes every time has not shown for long.
  private func isEnough(
    _ wanted: Set<String>, of defect: DeviceDefect, _ number: Int, _ right: RightDevices
  ) -> (ReplayEngine) -> Bool {
    guard !isExhaustive else { return { _ in Task.isCancelled } }
    var next = 1
    return { engine in
      guard engine.rounds >= next else { return Task.isCancelled }
      next = engine.rounds + max(1, engine.rounds / 4)
      let outcome = engine.outcome
      let test = right.sound(FlowRecords(outcome, number: number + 1, start: .unixEpoch).test)
      if wanted.isSubset(of: test.failedRequirements) { return true }
      let isUnharmed = outcome.ledgers.values.allSatisfy { $0.failureCounts.isEmpty }
      return defect.share == 1 && engine.rounds >= (isUnharmed ? 1 : 5) * Self.patience
    }
  }

  private func play(
    _ number: Int, with defect: DeviceDefect?, until isEnough: (ReplayEngine) -> Bool
  ) -> Played {
    var target = run.target
    target.defects = [defect].compactMap { $0 }
    let replay = VirtualReplay(setting: run.setting(ofRun: "mutant")) { [target] in
      target.world(for: $0)
    }
    let outcome = replay.run(plan.plays[number], number: number + 1, until: isEnough)
    let test = FlowRecords(outcome, number: number + 1, start: .unixEpoch).test
    return Played(number: number, rounds: outcome.rounds, test: test)
  }

  // MARK: - Side by side

  /// The results of so many pieces of work in their order, `jobs` at a time.
  private func inParallel<Result: Sendable>(
    _ count: Int, _ jobs: Int, _ work: @escaping @Sendable (Int) -> Result,
    ended: (Int) -> Void
  ) async -> [Result] {
    await withTaskGroup(of: (Int, Result).self) { group in
      var results: [Int: Result] = [:]
      for index in 0..<count {
        if index >= jobs, let done = await group.next() {
          results[done.0] = done.1
          ended(results.count)
        }
        group.addTask { (index, work(index)) }
      }
      while let done = await group.next() {
        results[done.0] = done.1
        ended(results.count)
      }
      return (0..<count).compactMap { results[$0] }
    }
  }
}
