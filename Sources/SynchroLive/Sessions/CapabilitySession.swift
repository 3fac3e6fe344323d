import SynchroPXB

/// Asks a target what it can do, before there is a plan, and leaves again.
struct CapabilitySession: LiveSession {
  private static let patience = Duration.seconds(30)

  let run: String
  var isHeld = false
  private let wantsVirtual: Bool
  private var giveUp: PXBTime?
  private var hasGreeted = false
  private var outgoing: [Message] = []
  private var handshake = Handshake()
  private(set) var isFinished = false
  /// What it answered, or why it did not.
  private(set) var outcome: Result<Capability, LiveFault> =
    .failure(.unanswered("the target was not asked"))

  init(run: String, wantsVirtual: Bool) {
    self.run = run
    self.wantsVirtual = wantsVirtual
  }

  var nextWake: PXBTime? {
    if isFinished { return nil }
    return hasGreeted ? giveUp : .epoch
  }

  mutating func wake(at now: PXBTime) {
    guard !isFinished else { return }
    if !hasGreeted {
      hasGreeted = true
      giveUp = now + Self.patience
      let header = Header(run: run, id: "q1", sequence: 1, clock: "h", at: now)
      let wants = ["ctl"] + (wantsVirtual ? ["virtual-time"] : [])
      say(.hello(Hello(header: header, nonce: run, time: now, wants: wants)))
    } else if let giveUp, giveUp <= now {
      end(.failure(.unanswered("the target did not answer the greeting in 30 s")))
    }
  }

  mutating func receive(_ message: Message, at now: PXBTime) {
    guard !isFinished else { return }
    do throws(SetupFault) {
      try handshake.take(message, of: .target)
    } catch {
      return end(.failure(.unanswered(error.description)))
    }
    guard let capability = handshake.capability else { return }
    let header = Header(run: run, id: "q2", sequence: 2, clock: "h", at: now)
    outgoing.append(.bye(Bye(header: header, reason: "asked what can be tested")))
    end(.success(capability))
  }

  mutating func receive(_ fault: PXBFault, at now: PXBTime) {
    guard !isFinished else { return }
    end(.failure(.unanswered("its answer to the greeting cannot be read: \(fault)")))
  }

  mutating func breakOff(_ reason: String, at now: PXBTime) {
    guard !isFinished else { return }
    end(.failure(.unanswered(reason)))
  }

  mutating func stop(at now: PXBTime) { breakOff("the run was stopped", at: now) }

  mutating func takeOutgoing() -> [Message] {
    defer { outgoing = [] }
    return outgoing
  }

  private mutating func say(_ message: Message) {
    // A greeting of our own is always in order.
    try? handshake.take(message, of: .harness)
    outgoing.append(message)
  }

  private mutating func end(_ outcome: Result<Capability, LiveFault>) {
    self.outcome = outcome
    isFinished = true
  }
}
