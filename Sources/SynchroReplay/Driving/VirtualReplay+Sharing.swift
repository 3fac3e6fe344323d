import SynchroPXB

extension VirtualReplay {
  /// Plays the casts of a flow in turn, until all together have shown what its rows demand.
  func share(_ worlds: [SharedWorld]) -> [FlowOutcome] {
    var pool = FlowPool(worlds.map(\.play))
    var fault: ReplayFault?
    repeat {
      for world in worlds { world.run(until: world.start + span, rounds: pool.rounds) }
      do throws(ReplayFault) { try pool.judge(worlds.map(\.part)) } catch { fault = error }
    } while !pool.isDecided && fault == nil && !worlds.allSatisfy(\.part.isOver)
    return worlds.enumerated().map { place, world in
      var outcome = world.finish()
      outcome.pooled = pool.ledgers[place]
      if case .plan(let words)? = fault { outcome.remarks.append(words) }
      return outcome
    }
  }
}

/// A world whose target is of any kind, which can rest between rounds.
final class SharedWorld {
  let play: FlowPlay
  let start: PXBTime
  private let body: any RestingWorld

  init(
    _ play: FlowPlay, _ setting: ReplaySetting, _ target: any Participant,
    isStopped: @escaping () -> Bool
  ) {
    self.play = play
    start = setting.start
    var engine = ReplayEngine(play, setting: setting)
    engine.sharesTrials = true
    body = Self.world(engine, target, setting.start, isStopped)
  }

  private static func world(
    _ engine: ReplayEngine, _ target: some Participant, _ start: PXBTime,
    _ isStopped: @escaping () -> Bool
  ) -> any RestingWorld {
    Resting(VirtualWorld(engine, against: target, from: start), isStopped: isStopped)
  }

  /// What it has come to.
  var part: FlowPool.Part { body.part }

  /// Goes on until one more round than `rounds` would begin.
  func run(until end: PXBTime, rounds: Int) { body.run(until: end, rounds: rounds) }

  /// Ends the flow.
  func finish() -> FlowOutcome { body.finish() }

  private final class Resting<Target: Participant>: RestingWorld {
    private var world: VirtualWorld<Target>
    private let isStopped: () -> Bool

    init(_ world: VirtualWorld<Target>, isStopped: @escaping () -> Bool) {
      self.world = world
      self.isStopped = isStopped
    }

    var part: FlowPool.Part { world.engine.part }

    func run(until end: PXBTime, rounds: Int) {
      guard !world.engine.isFinished else { return }
      world.run(until: end, rounds: rounds) { [isStopped] _ in isStopped() }
    }

    func finish() -> FlowOutcome {
      if !world.engine.isFinished { world.engine.stop(at: world.now) }
      return world.engine.outcome
    }
  }
}

/// A world that can go on later.
private protocol RestingWorld: AnyObject {
  var part: FlowPool.Part { get }
  func run(until end: PXBTime, rounds: Int)
  func finish() -> FlowOutcome
}
