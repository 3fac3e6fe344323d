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

  /// How many rounds a defect that strikes every time may stay unseen in a play: a row needs some
  /// twenty failures in two hours before it is decided.
  private static let patience = 120

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
    /// The plays, by their number in the plan, as they are left out of what fails anyway.
    let tests: [Int: TestRecord]

    /// The plays in which something failed.
    var telling: [Int] { tests.filter { !$0.value.failedChecks.isEmpty }.map(\.key) }
  }

  /// The matrix of these defects, `jobs` plays at a time; `progress` hears of each that has ended.
  ///
  /// Right devices are played where a defect has shown, from the first round to the last: what fails
  /// there as well kills nobody, and its defects are examined again without it.
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
      } ended: { progress(.defects(defects.count - round.count + $0, of: defects.count)) }
      for (index, examination) in zip(round, examined) { found[index] = examination }
      let fresh = Set(examined.flatMap(\.telling)).subtracting(right.played).sorted()
      let tests = await inParallel(fresh.count, jobs) { index in
        record(fresh[index], with: nil) { _ in false }
      } ended: { progress(.right(played: $0, of: fresh.count)) }
      right.add(Array(zip(fresh, tests)))
      let whole = right
      open = open.filter { found[$0]?.tests.values.contains { whole.sound($0) != $0 } ?? false }
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
    var tests: [(Int, TestRecord)] = []
    for number in plays(defect) {
      let play = plan.plays[number]
      // What is shown already need not be shown by another actor.
      guard isExhaustive || !play.requirements.isDisjoint(with: open) else { continue }
      let wanted = open.intersection(play.requirements)
      let test = right.sound(
        record(number, with: defect) { test in
          !isExhaustive && wanted.isSubset(of: right.sound(test).failedRequirements)
        })
      open.subtract(test.failedRequirements)
      tests.append((number, test))
    }
    let row = KillMatrix.Row(
      Mutant(defect), tests.map(\.1), missed: defect.breaks.filter(open.contains))
    return Examination(row: row, tests: Dictionary(tests) { first, _ in first })
  }

  /// What comes of a play, which ends early when `isEnough` holds of it: what has failed by then
  /// stays failed.
  private func record(
    _ number: Int, with defect: DeviceDefect?, until isEnough: (TestRecord) -> Bool
  ) -> TestRecord {
    var target = run.target
    target.defects = [defect].compactMap { $0 }
    let replay = VirtualReplay(setting: run.setting) { [target] in target.world(for: $0) }
    var next = 1
    let isPatient = isExhaustive || defect.map { $0.share < 1 } ?? true
    let outcome = replay.run(plan.plays[number], number: number + 1) { engine in
      guard defect != nil, engine.rounds >= next else { return Task.isCancelled }
      next = engine.rounds + max(1, engine.rounds / 4)
      let outcome = engine.outcome
      if isEnough(Self.record(outcome, number)) { return true }
      return !isPatient && engine.rounds >= Self.patience
        && outcome.ledgers.values.allSatisfy { $0.failureCounts.isEmpty }
    }
    return Self.record(outcome, number)
  }

  private static func record(_ outcome: FlowOutcome, _ number: Int) -> TestRecord {
    FlowRecords(outcome, number: number + 1, start: .unixEpoch).test
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

extension ReplayRun {
  /// What an engine is told that plays against a mutant.
  fileprivate var setting: ReplaySetting {
    var setting = ReplaySetting(run: "mutant", start: ReplaySetting.virtualStart)
    setting.elements = target.model.payloads.mapValues(\.keys)
    setting.kinds = target.model.payloads.mapValues(\.kind)
    return setting
  }
}
