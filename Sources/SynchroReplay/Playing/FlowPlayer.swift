import SynchroFlows
import SynchroJSON
import SynchroPXB
import SynchroRunner
import SynchroScript
import SynchroTiming

/// Plays one flow round after round: what is sent, what is awaited, and how each payload fared.
///
/// It knows no wire and no clock: messages and moments come from the engine, and what it wants to
/// send goes into the engine's outbox.
struct FlowPlayer {
  /// How long the control channel has to answer.
  static let orderPatience = Duration.seconds(30)
  /// So many rounds in a row that could not be played end the flow.
  static let obstacleLimit = 3

  let play: FlowPlay
  let forge: PayloadForge
  /// When the run began.
  let origin: PXBTime
  var schedule: RoundSchedule
  private let open: OpenTime
  /// The rounds that go on, by number.
  var rounds: [Int: Round] = [:]
  /// Which round an id of ours belongs to.
  var owners: [String: Int] = [:]
  /// Which round gave an order, by the order's id.
  var orders: [String: Int] = [:]
  /// When rounds want to be woken; some of it is out of date.
  private var alarms = EventHeap<Int>()
  /// The rounds that go on, by the instances of the target that play in them.
  var byParty: [Sender: Set<Int>] = [:]
  /// How late the harness is at the moment, which no latency can be more exact than.
  var lag = Duration.zero
  /// Ids of rounds that are over: what comes late is late, and not unasked for.
  var past = PastIDs()
  /// The addresses of all instances: each takes a digest to find.
  private let macs: [Sender: String]
  /// Parties of ours that are cut off: they take nothing, and say nothing of what they do not get.
  var cut: Set<Sender> = []
  /// What came of the rounds.
  var book: FlowBook
  var begun = 0
  /// Whether no more rounds begin.
  var isClosing = false
  /// Whether what happens is kept for a journal, and what nobody has taken of it.
  var isJournalled = false
  var journal: [JournalEntry] = []

  init(
    _ play: FlowPlay, forge: PayloadForge, origin: PXBTime, isShared: Bool = false
  ) throws(ReplayFault) {
    self.play = play
    self.forge = forge
    self.origin = origin
    let pace = play.pace
    schedule = RoundSchedule(
      lanes: pace.lanes, spacing: pace.spacing, mean: pace.mean, spread: pace.spread,
      seed: play.seed, isHeld: pace.isHeld)
    open = OpenTime(pace.windows)
    macs = Self.macs(of: play.cast)
    book = try FlowBook(play, isShared: isShared)
  }

  /// Whether nothing more is to come of the flow.
  var isFinished: Bool {
    book.isDecided || (rounds.isEmpty && (isClosing || begun >= play.pace.rounds))
  }

  /// When the next thing is due.
  var nextWake: PXBTime? {
    guard !isFinished else { return nil }
    var next = alarms.first.map { PXBTime(clamping: $0.time) }
    if let due = nextStart { next = min(next ?? due, due) }
    if let limit = timeLimit { next = min(next ?? limit, limit) }
    return next
  }

  /// When no more rounds begin, and at last when what is open is left so; nil once that is over.
  private var timeLimit: PXBTime? {
    guard let span = play.pace.span else { return nil }
    return origin + span + (isClosing ? play.pace.drain : .zero)
  }

  private var mayBegin: Bool { begun < play.pace.rounds && !isClosing && !book.isDecided }

  /// When the next round begins; nil when none does, or when all lanes are held.
  var nextStart: PXBTime? {
    guard mayBegin, let due = schedule.nextDue else { return nil }
    return origin + open.moment(after: due)
  }

  /// Does what is due.
  mutating func wake(at now: PXBTime, _ outbox: inout Outbox) {
    if let limit = timeLimit, limit <= now {
      if isClosing {
        cleanUp(at: now, &outbox)
        closeOpenRounds(at: now)
      }
      isClosing = true
    }
    while let due = nextStart, due <= now, let start = schedule.take() {
      begin(start, due: open.moment(after: start.due), now, &outbox)
    }
    var due: [Int] = []
    while let first = alarms.first, first.time <= now.microseconds {
      _ = alarms.pop()
      guard rounds[first.payload]?.alarm?.microseconds == first.time else { continue }
      rounds[first.payload]?.alarm = nil
      due.append(first.payload)
    }
    for number in due.sorted() {
      withRound(number) { player, round in
        player.expire(&round, now)
        player.goOn(&round, now, &outbox)
      }
    }
    book.advance(to: now - origin)
  }

  private mutating func begin(
    _ start: RoundSchedule.Start, due: Duration, _ now: PXBTime, _ outbox: inout Outbox
  ) {
    begun += 1
    if isJournalled {
      journal.append(.begun(.init(number: start.number, lane: start.lane, due: due)))
    }
    var parties: [String: Sender] = [:]
    for part in play.cast.parts {
      let instances = part.instances
      let instance = instances.isEmpty ? part.name : instances[start.lane % instances.count]
      parties[part.name] = Sender(actor: part.actor, instance: instance)
    }
    var round = Round(
      number: start.number, lane: start.lane, due: due, start: origin + due, parties: parties)
    name(&round)
    for party in parties.values where isTarget(party) {
      byParty[party, default: []].insert(start.number)
    }
    rounds[start.number] = round
    withRound(start.number) { player, round in player.goOn(&round, now, &outbox) }
  }

  /// The values that every round has.
  private func name(_ round: inout Round) {
    for (name, sender) in round.parties { round.values.set(name, to: fields(of: sender, as: name)) }
    // Flows of a run are played with the same devices, which remember events.
    let flow = String(play.seed % 46_656, radix: 36)
    let event = "E\(round.number + 1)-\(round.lane + 1)-\(flow)"
    round.values.set("flow", to: ["trial": .integer(round.number + 1), "event": .string(event)])
    round.values.set("run", to: ["id": .string(forge.run)])
    var random = SplitMix64(seed: play.seed &+ UInt64(round.number))
    let noise = String(random.next(), radix: 16)
    round.values.set("random", to: ["hex": .string(noise)])
  }

  private static func macs(of cast: Cast) -> [Sender: String] {
    let senders = cast.parts.flatMap { part in
      (part.instances + part.everyone).map { Sender(actor: part.actor, instance: $0) }
    }
    return Dictionary(senders.map { ($0, $0.usualAddress) }) { first, _ in first }
  }

  /// What templates and checks can name of a party.
  func fields(of sender: Sender, as name: String) -> JSONValue {
    var fields = [
      JSONField("id", .string(sender.instance)), JSONField("actor", .string(sender.actor)),
      JSONField("mac", .string(macs[sender] ?? sender.usualAddress)),
    ]
    if let group = play.cast[name]?.group { fields.append(JSONField("group", .string(group))) }
    if play.cast[name]?.isTarget == true { fields += play.declared?.fields ?? [] }
    return .object(fields)
  }

  /// Works on a round that stands by itself meanwhile, and ends it when it is over.
  mutating func withRound(_ number: Int, _ body: (inout FlowPlayer, inout Round) -> Void) {
    guard var round = rounds.removeValue(forKey: number) else { return }
    body(&self, &round)
    round.lag = max(round.lag, lag)
    if round.phase == .over {
      end(round)
    } else {
      setAlarm(&round)
      rounds[number] = round
    }
    // What is out of date must not wake anybody.
    while let first = alarms.first, rounds[first.payload]?.alarm?.microseconds != first.time {
      _ = alarms.pop()
    }
  }

  private mutating func setAlarm(_ round: inout Round) {
    let due = round.nextWake
    guard due != round.alarm else { return }
    round.alarm = due
    guard let due else { return }
    alarms.push(
      .init(time: due.microseconds, order: UInt64(round.number), payload: round.number))
  }

  private func isTarget(_ party: Sender) -> Bool {
    play.cast.parts.contains { $0.isTarget && $0.actor == party.actor }
  }

  mutating func end(_ round: Round) {
    if let order = round.order { orders[order.id] = nil }
    for party in round.parties.values where byParty[party]?.remove(round.number) != nil {
      if byParty[party]?.isEmpty == true { byParty[party] = nil }
    }
    if !round.isReleased { schedule.release(round.lane, at: .zero) }
    for sent in round.sent {
      owners[sent.payload.header.id] = nil
      past.add(sent.payload.header.id)
    }
    let result = RoundResult(round, of: play)
    if isJournalled { journal.append(.ended(result)) }
    book.enter(result)
    if book.obstacles >= Self.obstacleLimit { book.give(up: round.obstacle) }
  }

  /// Ends the flow, whatever is still open.
  mutating func finish(at now: PXBTime) { book.finish(at: now - origin) }
}

/// Ids of payloads of rounds that are over; old ones are forgotten.
struct PastIDs {
  private static let memory = 8192
  private var ids: Set<String> = []
  private var order: [String] = []

  mutating func add(_ id: String) {
    guard ids.insert(id).inserted else { return }
    order.append(id)
    guard order.count >= 2 * Self.memory else { return }
    for old in order.prefix(Self.memory) { ids.remove(old) }
    order.removeFirst(Self.memory)
  }

  func contains(_ id: String) -> Bool { ids.contains(id) }
}

/// Why a replay cannot begin.
public enum ReplayFault: Error, Sendable, Equatable {
  /// The bounds of a row are no plan.
  case plan(String)
}
