public import SynchroPXB
import SynchroScript
import SynchroText

/// Plays flows against targets in this process, over virtual time, several flows at a time.
///
/// Flows do not know each other: each has a world of its own. The outcome depends on nothing but the
/// plays and what makes the targets; how many run at a time changes nothing.
public struct VirtualReplay: Sendable {
  /// Makes the target of a play.
  public typealias Maker = @Sendable (FlowPlay) -> any Participant

  private let setting: ReplaySetting
  /// How long the run may take in its own time.
  public var span = Duration.seconds(20 * 365 * 86_400)
  /// How many rounds of a flow begin at most, whatever its rows need.
  public var rounds = Int.max
  private let makeTarget: Maker

  /// A replay against targets that `makeTarget` makes.
  public init(setting: ReplaySetting, target makeTarget: @escaping Maker) {
    self.setting = setting
    self.makeTarget = makeTarget
  }

  /// Plays one flow.
  public func run(_ play: FlowPlay, number: Int, isStopped: () -> Bool = { false }) -> FlowOutcome {
    run(play, number: number) { _ in isStopped() }
  }

  /// Plays one flow until `isEnough` holds of the engine, which is asked at every event.
  public func run(
    _ play: FlowPlay, number: Int, until isEnough: (ReplayEngine) -> Bool
  ) -> FlowOutcome {
    var setting = setting
    setting.run += "-\(number)"
    return carryOut(play, setting, makeTarget(play), isEnough)
  }

  /// Opens the box once, so that the loop works on the target itself.
  private func carryOut(
    _ play: FlowPlay, _ setting: ReplaySetting, _ target: some Participant,
    _ isStopped: (ReplayEngine) -> Bool
  ) -> FlowOutcome {
    var world = VirtualWorld(
      ReplayEngine(play, setting: setting), against: target, from: setting.start)
    world.run(until: setting.start + span, rounds: rounds, isStopped: isStopped)
    if !world.engine.isFinished { world.engine.stop(at: world.now) }
    return world.engine.outcome
  }

  /// Plays flows, `jobs` at a time; the outcomes stand in the order of the plays. Cancelling the task
  /// stops every flow where it is.
  public func run(
    _ plays: [FlowPlay], jobs: Int, ended: @Sendable @escaping (FlowOutcome) -> Void = { _ in }
  ) async -> [FlowOutcome] {
    let groups = Self.groups(of: plays)
    return await withTaskGroup(of: (Int, [FlowOutcome]).self) { tasks in
      var outcomes: [Int: [FlowOutcome]] = [:]
      var next = 0
      func start() {
        guard next < groups.count else { return }
        let place = next
        next += 1
        tasks.addTask {
          let found = run(groups[place], of: plays)
          for outcome in found { ended(outcome) }
          return (place, found)
        }
      }
      for _ in 0..<max(1, jobs) { start() }
      while let (place, found) = await tasks.next() {
        outcomes[place] = found
        start()
      }
      return groups.indices.flatMap { outcomes[$0] ?? [] }
    }
  }

  /// The casts of a flow stand together where they share their trials.
  private static func groups(of plays: [FlowPlay]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start = 0
    for index in plays.indices {
      let isLast =
        index + 1 == plays.count || plays[index].casts == 1
        || plays[index + 1].flow != plays[index].flow
        || plays[index + 1].source.name != plays[index].source.name
      guard isLast else { continue }
      groups.append(start..<index + 1)
      start = index + 1
    }
    return groups
  }

  private func run(_ group: Range<Int>, of plays: [FlowPlay]) -> [FlowOutcome] {
    guard group.count > 1, let first = group.first else {
      return group.map { place in
        run(plays[place], number: place + 1) { Task.isCancelled }
      }
    }
    return share(
      plays[group].enumerated().map { offset, play in
        var setting = setting
        setting.run += "-\(first + offset + 1)"
        return SharedWorld(play, setting, makeTarget(play), isStopped: { Task.isCancelled })
      })
  }
}
