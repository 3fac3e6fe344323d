public import SynchroPXB
import SynchroScript

/// The harness as a party of the binding: it greets the target, plays one flow round after round and
/// judges what comes.
///
/// It is a value without input or output. Whoever drives it owns the time; nothing in it depends on
/// whether that is virtual.
public struct ReplayEngine: Participant, Sendable {
  /// Where the session stands.
  public enum State: Sendable, Equatable {
    /// The target has been greeted and has not agreed yet.
    case opening
    /// Rounds are played.
    case playing
    /// It is over.
    case finished
    /// It could not begin, or the target broke it off.
    case failed(String)
  }

  /// How long the target has to answer each step of the greeting.
  static let greetingPatience = Duration.seconds(30)
  /// A target that sends more messages nobody knows than this is cut off.
  static let strangerLimit = 100_000

  private let play: FlowPlay
  let setting: ReplaySetting
  /// Where the session stands.
  public private(set) var state = State.opening
  private var outbox: Outbox
  private var intake = Intake()
  private var handshake: Handshake
  private var player: FlowPlayer?
  private var giveUp: PXBTime?
  private var lastMoment: PXBTime
  private var log = SessionLog()
  /// How many messages came that belong to nothing.
  private var strangers = 0
  /// What holds the session against the rules of the binding, where the suite asks for it.
  private var lint: SessionLint?
  /// Whether the rows are judged together with those of other casts, by a ``FlowPool``.
  public var sharesTrials = false
  /// How many messages went out and came in.
  public private(set) var counts = (sent: 0, received: 0)

  /// An engine that will play a flow.
  public init(_ play: FlowPlay, setting: ReplaySetting) {
    self.play = play
    self.setting = setting
    outbox = Outbox(run: setting.run, clock: setting.clock)
    handshake = Handshake(harnessRoles: play.cast.harnessRoles)
    lastMoment = setting.start
    if !play.linted.isEmpty { lint = SessionLint() }
  }

  /// Whether nothing more is to come.
  public var isFinished: Bool {
    switch state {
    case .finished, .failed: true
    case .opening, .playing: false
    }
  }

  /// What came of the flow so far.
  public var outcome: FlowOutcome {
    let problem: FlowOutcome.Problem?
    if case .failed(let reason) = state {
      problem = player == nil ? .setup(reason) : .target(reason)
    } else {
      problem = nil
    }
    return FlowOutcome(
      play: play, book: player?.book, problem: problem, log: log,
      duration: lastMoment - setting.start, missing: intake.missingCount,
      messages: counts.sent + counts.received, lint: lint?.reported(),
      begun: player?.origin ?? setting.start,
      believesTarget: handshake.capability?.clock.synchronisation == .shared)
  }

  /// How many rounds are counted so far.
  public var rounds: Int { player?.book.counted ?? 0 }

  /// What it has come to, for the pool of its flow.
  public var part: FlowPool.Part {
    let book = player?.book
    let isGivenUp = player == nil || book?.obstacle != nil || book?.fault != nil
    return FlowPool.Part(
      trials: book?.shared ?? [:], rounds: rounds, isOver: isFinished, counts: !isGivenUp)
  }

  /// How many rounds have begun.
  var begun: Int { player?.begun ?? 0 }

  /// When the next round begins; nil when none does.
  var nextRound: PXBTime? { player?.nextStart }

  /// What came of a flow that an earlier run has played to its end.
  public static func outcome(
    of play: FlowPlay, past: FlowPast, setting: ReplaySetting
  ) -> FlowOutcome {
    var setting = setting
    setting.past = past
    var engine = ReplayEngine(play, setting: setting)
    engine.restore(at: setting.start)
    return engine.outcome
  }

  private mutating func restore(at now: PXBTime) {
    let forge = PayloadForge(
      run: setting.run, elements: [:], kinds: [:], clock: ClockTrust(isShared: false),
      seed: play.seed)
    let played = setting.past?.played ?? .zero
    do throws(ReplayFault) {
      var made = try FlowPlayer(play, forge: forge, origin: now - played)
      if let past = setting.past { made.resume(past) }
      made.finish(at: now)
      player = made
      state = .finished
    } catch {
      state = .failed("\(error)")
    }
  }

  // MARK: - Participant

  /// When the next thing is due.
  public var nextWake: PXBTime? {
    switch state {
    case .opening: giveUp ?? setting.start
    case .playing: player?.nextWake
    case .finished, .failed: nil
    }
  }

  /// Does what is due.
  public mutating func wake(at now: PXBTime) {
    lastMoment = max(lastMoment, now)
    switch state {
    case .opening:
      guard let giveUp else { return greet(at: now) }
      guard giveUp <= now else { return }
      state = .failed("the target did not answer the greeting")
    case .playing:
      player?.wake(at: now, &outbox)
      finishIfOver(now)
    case .finished, .failed: break
    }
  }

  /// Takes a message of the target.
  public mutating func receive(_ message: Message, at now: PXBTime) {
    lastMoment = max(lastMoment, now)
    counts.received += 1
    lint?.received(message, at: now)
    guard !isFinished else { return }
    guard state == .playing else { return open(message, now) }
    switch message {
    case .payload(let payload): receive(payload, now)
    case .receipt(let receipt):
      intake.note(message)
      if player?.receive(receipt, at: now, &outbox) != true { note(stranger: message, now) }
    case .error(let error):
      intake.note(message)
      if player?.receive(error, at: now, &outbox) != true { note(stranger: message, now) }
    case .controlResult(let result):
      if player?.receive(result, at: now, &outbox) != true { note(stranger: message, now) }
    case .bye(let bye):
      state = .failed("the target left the session" + (bye.reason.map { ": \($0)" } ?? ""))
    case .hello, .capability, .selection, .confirmation, .control: note(stranger: message, now)
    }
    finishIfOver(now)
  }

  /// Takes bytes that are no message: the target's fault, with what is wrong with them.
  public mutating func receive(broken bytes: [UInt8], fault: PXBFault, at now: PXBTime) {
    counts.received += 1
    log.add(broken: bytes, fault: fault, at: now)
    lint?.received(fault, at: now)
    outbox.send(
      .error(
        ErrorMessage(
          header: outbox.header(.session, at: now), code: fault.code, detail: fault.detail)))
    if log.brokenCount > Self.strangerLimit { state = .failed("the target floods the harness") }
  }

  /// Takes notice of something that whoever drives it said to the target or heard from it beside the
  /// flow, such as orders to its clock: for the rules of the session.
  public mutating func overhear(_ message: Message, from side: Side, at now: PXBTime) {
    switch side {
    case .harness: lint?.sent(.message(message), at: now)
    case .target: lint?.received(message, at: now)
    }
  }

  /// Hands over what is to be sent, without what is wrong on purpose: drivers take the utterances.
  public mutating func takeOutgoing() -> [Message] {
    takeUtterances().messages
  }

  /// Hands over what is to be sent.
  public mutating func takeUtterances() -> [Utterance] {
    let utterances = outbox.take()
    counts.sent += utterances.count
    if lint != nil { for utterance in utterances { lint?.sent(utterance, at: lastMoment) } }
    return utterances
  }

  /// Breaks the session off, for a reason that lies with the target or with the way to it.
  public mutating func breakOff(_ reason: String, at now: PXBTime) {
    lastMoment = max(lastMoment, now)
    player?.closeOpenRounds(at: now)
    player?.finish(at: now)
    if !isFinished { state = .failed(reason) }
  }

  /// Hands over what a journal is to keep.
  public mutating func takeJournal() -> [JournalEntry] {
    guard player?.journal.isEmpty == false else { return [] }
    defer { player?.journal.removeAll(keepingCapacity: true) }
    return player?.journal ?? []
  }

  /// How long the flow has been played, counted from its first round.
  public func played(at now: PXBTime) -> Duration {
    player.map { max(.zero, now - $0.origin) } ?? .zero
  }

  /// Learns how late the harness is at the moment: no latency is more exact than that.
  public mutating func note(lag: Duration) { player?.lag = lag }

  /// Ends the flow now: what is open stays undecided.
  public mutating func stop(at now: PXBTime) {
    player?.cleanUp(at: now, &outbox)
    player?.finish(at: now)
    if !isFinished { state = .finished }
  }

  private mutating func finishIfOver(_ now: PXBTime) {
    guard state == .playing, player?.isFinished == true else { return }
    player?.cleanUp(at: now, &outbox)
    player?.finish(at: now)
    outbox.send(.bye(Bye(header: outbox.header(.session, at: now))))
    state = .finished
  }

  // MARK: - Payloads

  private mutating func receive(_ payload: PayloadMessage, _ now: PXBTime) {
    let arrival = intake.note(payload)
    guard let receiver = play.cast.receiver(of: payload.to) else {
      outbox.send(
        .error(
          ErrorMessage(
            header: outbox.header(.session, at: now), code: .unknownInstance,
            detail: "\(payload.to) is not played here", correlation: payload.header.id)))
      _ = player?.receive(payload, arrival, at: now, &outbox)
      return
    }
    if player?.cut.contains(receiver) == true { return }
    // The receipt goes first: whatever follows from the payload is sent after it was consumed.
    let receipt = Receipt(
      header: outbox.header(.sender(receiver), at: now), from: receiver,
      correlation: payload.header.id, stage: arrival.isRepeatedID ? .duplicate : .consumed,
      received: now, done: now, crc: payload.body.crc)
    outbox.send(.receipt(receipt))
    if player?.receive(payload, arrival, at: now, &outbox) != true {
      note(stranger: .payload(payload), now)
    }
  }

  private mutating func note(stranger message: Message, _ now: PXBTime) {
    strangers += 1
    log.add(message: message, isFromTarget: true, at: now)
    if strangers > Self.strangerLimit { state = .failed("the target floods the harness") }
  }

  // MARK: - The session

  private mutating func greet(at now: PXBTime) {
    giveUp = now + Self.greetingPatience
    let hello = Message.hello(
      Hello(
        header: outbox.header(.session, at: now), nonce: setting.run, time: now,
        wants: ["ctl"] + (setting.time == .virtual ? ["virtual-time"] : [])))
    take(hello, of: .harness)
    outbox.send(hello)
    log.add(message: hello, isFromTarget: false, at: now)
  }

  private mutating func open(_ message: Message, _ now: PXBTime) {
    log.add(message: message, isFromTarget: true, at: now)
    guard take(message, of: .target) else { return }
    switch handshake.phase {
    case .described:
      guard let capability = handshake.capability else { return }
      giveUp = now + Self.greetingPatience
      let selection = Message.selection(select(from: capability, now))
      take(selection, of: .harness)
      outbox.send(selection)
      log.add(message: selection, isFromTarget: false, at: now)
    case .running: begin(now)
    case .closed, .greeted, .selected, .ended: break
    }
  }

  @discardableResult
  private mutating func take(_ message: Message, of side: Side) -> Bool {
    do throws(SetupFault) {
      try handshake.take(message, of: side)
      return true
    } catch {
      state = .failed(error.description)
      return false
    }
  }

  private mutating func select(from capability: Capability, _ now: PXBTime) -> Selection {
    var selection = Selection(
      header: outbox.header(.session, at: now), correlation: capability.header.id,
      roles: play.cast.targetRoles, payloads: play.flow.payloads.sorted())
    selection.peers = play.cast.harnessRoles
    selection.time = setting.time
    selection.hazards = setting.hazards.cut(to: capability.testing.hazards)
    // A flow about the binding that says of no hazard shows that nobody is harmed without one.
    if play.declared != nil, play.flow.hazard == nil { selection.hazards = [] }
    selection.digest = play.digest
    return selection
  }

  private mutating func begin(_ now: PXBTime) {
    guard let capability = handshake.capability else { return }
    let forge = PayloadForge(
      run: setting.run, elements: setting.elements,
      kinds: play.kinds.merging(setting.kinds) { own, _ in own },
      clock: ClockTrust(capability.clock), seed: play.seed)
    do throws(ReplayFault) {
      // In real time the first payloads must not be late because thousands of lanes are laid out.
      let pause: Duration = play.pace.span == nil ? .zero : .milliseconds(200)
      let played = setting.past?.played ?? .zero
      var made = try FlowPlayer(
        play, forge: forge, origin: now + pause - played, isShared: sharesTrials)
      if let past = setting.past { made.resume(past) }
      made.isJournalled = setting.isJournalled
      player = made
      state = .playing
      player?.wake(at: now, &outbox)
      finishIfOver(now)
    } catch {
      state = .failed("\(error)")
    }
  }
}
