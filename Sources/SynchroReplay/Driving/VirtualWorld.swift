import SynchroPXB

/// An engine and a target in one process, with a time that costs nothing: it jumps from one event to
/// the next. They exchange encoded messages, as over a wire.
struct VirtualWorld<Target: Participant> {
  /// More events at one moment than this, and somebody answers without end.
  private static var burstLimit: Int { 1_000_000 }

  var engine: ReplayEngine
  var target: Target
  private(set) var now: PXBTime
  /// How many events there were since the time moved.
  private var burst = 0

  init(_ engine: ReplayEngine, against target: Target, from start: PXBTime) {
    self.engine = engine
    self.target = target
    now = start
  }

  /// Lets everything happen until the flow is over or `end` is reached, or as many rounds have begun
  /// as were asked for and the next one would: then it can go on later.
  mutating func run(
    until end: PXBTime, rounds: Int = .max, isStopped: (ReplayEngine) -> Bool = { _ in false }
  ) {
    while !engine.isFinished {
      exchange()
      guard !engine.isFinished else { break }
      let next = [engine.nextWake, target.nextWake].compactMap { $0 }.min()
      guard let next, next <= end, !isStopped(engine), burst < Self.burstLimit else {
        engine.stop(at: min(max(now, next ?? now), end))
        break
      }
      if rounds <= engine.begun, let begin = engine.nextRound, begin <= next { return }
      if next > now {
        now = next
        burst = 0
      }
      burst += 1
      // The target first: what it sends at the last moment was sent in time.
      if let due = target.nextWake, due <= now { target.wake(at: now) }
      deliverToEngine()
      if let due = engine.nextWake, due <= now { engine.wake(at: now) }
    }
    deliverToTarget()
  }

  /// Carries messages to and fro until nobody has more to say at this moment.
  private mutating func exchange() {
    while burst < Self.burstLimit {
      let there = deliverToTarget()
      let back = deliverToEngine()
      if there + back == 0 { return }
      burst += there + back
    }
  }

  @discardableResult
  private mutating func deliverToTarget() -> Int {
    let utterances = engine.takeUtterances()
    for utterance in utterances {
      do throws(PXBFault) {
        target.receive(try MessageCodec.decode(utterance.octets), at: now)
      } catch {
        // What our own encoder writes can be read: it was wrong on purpose.
        target.receive(error, at: now)
      }
    }
    return utterances.count
  }

  @discardableResult
  private mutating func deliverToEngine() -> Int {
    let messages = target.takeOutgoing()
    for message in messages {
      let line = MessageCodec.encode(message)
      do throws(PXBFault) {
        engine.receive(try MessageCodec.decode(line), at: now)
      } catch {
        engine.receive(broken: line, fault: error, at: now)
      }
    }
    return messages.count
  }
}
