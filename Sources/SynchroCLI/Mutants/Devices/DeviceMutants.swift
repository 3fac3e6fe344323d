import SynchroDevices
import SynchroReplay
import SynchroTiming
import SynchroVerdict

/// Plays flow suites against reference devices: right ones, and those with each defect.
///
/// Every play has a world of its own and depends on the seed alone, so the right devices are played
/// once, and nothing that runs beside a play can change it.
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

  /// The matrix of these defects, `jobs` plays at a time; `progress` hears of each finished play of
  /// right devices and of each defect.
  func matrix(
    of defects: [DeviceDefect], isChoice: Bool, jobs: Int,
    progress: @escaping @Sendable (Progress) -> Void
  ) async -> KillMatrix {
    let wanted = defects.map(plays)
    let right = await rightDevices(Set(wanted.joined()), jobs, progress)
    let rows = await rows(of: defects, wanted, right, jobs, progress)
    let witnessed = Set(rows.flatMap(\.witnessed))
    let checked = isChoice ? [] : requirements.subtracting(witnessed)
    return KillMatrix(
      isCleanPassing: right.troubles.isEmpty, cleanTroubles: right.troubles, rows: rows,
      unwitnessed: checked.sorted(), isChoice: isChoice)
  }

  /// How far it is.
  enum Progress: Sendable {
    case right(played: Int, of: Int)
    case defects(Int, of: Int)
  }

  // MARK: - Right devices

  private func rightDevices(
    _ numbers: Set<Int>, _ jobs: Int, _ progress: @escaping @Sendable (Progress) -> Void
  ) async -> RightDevices {
    let numbers = numbers.sorted()
    let tests = await inParallel(numbers.count, jobs) { index in
      record(numbers[index], with: nil) { _ in false }
    } ended: { progress(.right(played: $0, of: numbers.count)) }
    return RightDevices(tests)
  }

  // MARK: - Defects

  private func rows(
    of defects: [DeviceDefect], _ wanted: [[Int]], _ right: RightDevices, _ jobs: Int,
    _ progress: @escaping @Sendable (Progress) -> Void
  ) async -> [KillMatrix.Row] {
    await inParallel(defects.count, jobs) { index in
      row(defects[index], wanted[index], right)
    } ended: { progress(.defects($0, of: defects.count)) }
  }

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

  private func row(
    _ defect: DeviceDefect, _ numbers: [Int], _ right: RightDevices
  ) -> KillMatrix.Row {
    var open = Set(defect.breaks)
    var tests: [TestRecord] = []
    for number in numbers {
      let play = plan.plays[number]
      // What is shown already need not be shown by another actor.
      guard isExhaustive || !play.requirements.isDisjoint(with: open) else { continue }
      let looked = open.intersection(play.requirements)
      let test = right.sound(
        record(number, with: defect) { test in
          !isExhaustive && looked.isSubset(of: right.sound(test).failedRequirements)
        })
      open.subtract(test.failedRequirements)
      tests.append(test)
    }
    return KillMatrix.Row(Mutant(defect), tests, missed: defect.breaks.filter(open.contains))
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
