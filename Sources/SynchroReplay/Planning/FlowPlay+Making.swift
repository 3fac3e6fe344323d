import SynchroDigest
public import SynchroFlows
public import SynchroScript
import SynchroStatistics
public import SynchroText

extension FlowPlay {
  /// What a play is made from besides its flow.
  public struct Setting: Sendable {
    /// The requirement rows.
    public var catalogue: FlowCatalogue
    /// The choices of a profile.
    public var choices = FlowChoices()
    /// The terms of every row.
    public var terms = RowPlan.Terms()
    /// How long a payload is waited for that no row speaks about.
    public var usualPatience = Duration.seconds(60)
    /// Who sends payloads that no table has, by their names.
    public var senders: [String: [String]] = [:]
    /// The least time over which the rounds of a flow are spread: failures come in clusters.
    public var span = Duration.seconds(26 * 3600)

    /// How many casts of a flow share the trials of its rows.
    public var casts = 1

    /// The usual setting.
    public init(catalogue: FlowCatalogue) { self.catalogue = catalogue }
  }

  /// The play of a flow with a cast.
  public init(
    _ flow: Flow, id: String, cast: Cast, source: SourceText, setting: Setting
  ) throws(RowPlanFault) {
    var draft = PlayDraft(flow, cast: cast, id: id, setting: setting)
    try draft.read()
    self.id = id
    self.flow = flow
    self.cast = cast
    self.source = source
    plans = draft.plans
    terms = StepTerms.all(draft.plans)
    untried = draft.untried
    kinds = draft.kinds
    receivers = draft.receivers
    implied = ImpliedRows(flow, cast: cast, catalogue: setting.catalogue)
    seed = setting.terms.seed ^ Self.seed(of: id)
    pace = draft.pace(span: setting.span)
    pauses = draft.pauses
    casts = setting.casts
  }

  /// Everything that is frozen before the first payload, as one text.
  public var text: String {
    let parts = cast.parts.map { "\($0.name)=\($0.actor):\($0.isTarget ? "target" : "harness")" }
    let plans = plans.sorted { ($0.key.step, $0.key.row ?? "") < ($1.key.step, $1.key.row ?? "") }
    let pace = "\(pace.lanes) lanes, \(pace.spacing), \(pace.mean), \(pace.spread.rawValue)"
    let turns = casts > 1 ? ["one of \(casts) casts that take turns"] : []
    return ([id, "seed \(seed)", "rounds \(pace)"] + turns + parts + plans.map(\.value.text))
      .joined(separator: "\n")
  }

  /// The SHA-256 of ``text``, in lower-case hex: whoever holds it from before the run can see that
  /// nothing was adjusted to what came out.
  public var digest: String { SHA256.digest(text).hex }

  private static func seed(of text: String) -> UInt64 {
    SHA256.digest(text).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// A play while it is made.
private struct PlayDraft {
  let flow: Flow
  let cast: Cast
  let id: String
  let setting: FlowPlay.Setting
  var plans: [TrialSubject: RowPlan] = [:]
  var untried: [TrialSubject: FlowPlay.Untried] = [:]
  var kinds: [String: PayloadKind] = [:]
  var receivers: [String: Set<String>] = [:]
  private var windows: [ClockWindow] = []
  private var hasWindows = false
  /// The steps that wait for a payload of the target.
  private var answers: Set<Int> = []
  /// The longest that a round may take.
  private var length = Duration.zero
  /// How long a round waits because the suite says so.
  var pauses = Duration.zero
  /// Parties that every lane needs for itself.
  private var exclusive: Set<String> = []

  init(_ flow: Flow, cast: Cast, id: String, setting: FlowPlay.Setting) {
    self.flow = flow
    self.cast = cast
    self.id = id
    self.setting = setting
  }

  mutating func read() throws(RowPlanFault) {
    for step in flow.steps { try read(step) }
    for step in flow.always { try read(step) }
  }

  private mutating func read(_ step: FlowStep) throws(RowPlanFault) {
    switch step.kind {
    case .message(let message), .never(let message): try read(message, step)
    case .either(let branches):
      for step in branches.joined() { try read(step) }
    case .advance(let time):
      length += time.value
      pauses += time.value
    case .state(let state):
      exclusive.insert(state.actor.value)
      length += FlowPlayer.orderPatience
    case .control(_, let actor):
      exclusive.insert(actor.value)
      length += FlowPlayer.orderPatience
    case .again: length += setting.usualPatience
    case .keep, .refused: break
    }
  }

  private mutating func read(_ message: MessageStep, _ step: FlowStep) throws(RowPlanFault) {
    let name = message.payload.value
    if receivers[name] == nil {
      let rows = setting.catalogue.rows.filter { $0.payload == name }
      receivers[name] = Set(rows.flatMap { $0.to.alternatives.joined() })
    }
    if kinds[name] == nil {
      kinds[name] = setting.catalogue.rows.first { $0.payload == name }?.kind
    }
    guard let from = cast[message.from.value], let to = cast[message.to.value] else { return }
    if message.scope != .one { exclusive.insert(message.to.value) }
    let isSeen = from.isTarget != to.isTarget || (!from.isTarget && passesTarget(message))
    for row in message.rows {
      let subject = TrialSubject.row(row, step: step.number)
      if isSeen {
        try plan(row, subject, from, to)
      } else {
        untried[subject] =
          from.isTarget
          ? .untestable("both ends are inside the target")
          : .foreign("the target plays neither '\(from.actor)' nor '\(to.actor)'")
      }
    }
    guard isSeen else { return }
    if from.isTarget, case .message = step.kind { answers.insert(step.number) }
    let hasPlan = plans.keys.contains { $0.step == step.number }
    if !hasPlan { try plainPlan(message, step, from, to) }
    length += plans.filter { $0.key.step == step.number }.map(\.value.patience).max() ?? .zero
  }

  private func passesTarget(_ message: MessageStep) -> Bool {
    message.via.contains { cast[$0.value]?.isTarget == true }
  }

  private mutating func plan(
    _ id: String, _ subject: TrialSubject, _ from: Cast.Part, _ to: Cast.Part
  ) throws(RowPlanFault) {
    // A requirement that no table has names no share: every trial of its step has to succeed.
    guard let row = setting.catalogue.row(id) else { return }
    do throws(RowPlanFault) {
      plans[subject] = try RowPlan(
        row, from: from.actor, to: to.actor, choices: setting.choices[id],
        qualified: setting.catalogue.qualifiedActors, terms: setting.terms)
      note(row)
    } catch {
      untried[subject] = .untestable(error.sentence)
    }
  }

  private mutating func note(_ row: FlowRow) {
    guard row.when.alternatives.count == 1, case .daily(let found) = row.when.alternatives[0],
      !hasWindows || windows == found
    else {
      // Rows of different hours are tried at any.
      windows = []
      hasWindows = true
      return
    }
    windows = found
    hasWindows = true
  }

  /// A step that no table bounds is waited for as long as any row of its payload allows, or a minute.
  private mutating func plainPlan(
    _ message: MessageStep, _ step: FlowStep, _ from: Cast.Part, _ to: Cast.Part
  ) throws(RowPlanFault) {
    let isNever: Bool
    if case .never = step.kind { isNever = true } else { isNever = false }
    let rows = setting.catalogue.rows.filter { $0.payload == message.payload.value }
    let own = rows.filter { $0.actors.contains(from.actor) && $0.actors.contains(to.actor) }
    let known = (own.isEmpty ? rows : own).flatMap { $0.latency.alternatives.map(\.limit) }.max()
    let usual = isNever ? longestAnswer ?? setting.usualPatience : known ?? setting.usualPatience
    var terms = setting.terms
    terms.rows = 1
    // What takes exactly that long is in time, so a plan, which wants less, gets a little more.
    let limit = (message.within?.value ?? min(usual, Self.longestUsual)) + .microseconds(1)
    let reading = try RowPlan.share(.ninetyEightPercent, limit, "\(id):\(step.number)", terms)
    plans[.step(step.number)] = RowPlan(reading: reading)
  }

  /// Longer than a day nobody waits for what no row speaks about.
  private static let longestUsual = Duration.seconds(86_400)

  /// How long the answers may take that the flow waits for.
  private var longestAnswer: Duration? {
    plans.filter { answers.contains($0.key.step) }.map(\.value.patience).max()
  }

  func pace(span: Duration) -> FlowPlay.Pace {
    var pace = FlowPlay.Pace()
    let hasRows = plans.keys.contains { $0.row != nil }
    let readings = plans.filter { $0.key.row != nil || !hasRows }.values.map(\.strict)
    pace.lanes = lanes
    pace.spacing = length + pace.linger + .seconds(1)
    pace.windows = windows
    let usual = readings.map(\.usualTrials).max() ?? pace.plainRounds
    // What is looked at after two days waits for them; the rounds meanwhile should be few.
    let oldest = readings.map(\.maturity).max() ?? .zero
    let span = max(span, oldest * 4)
    let share = max(1, usual / max(1, setting.casts))
    pace.mean = span * Double(pace.lanes) / Double(share)
    let most = readings.map(\.maximumTrials).max() ?? 0
    pace.rounds = max(pace.plainRounds, most + most / 10)
    if !hasRows { pace.rounds = min(pace.rounds, 60) }
    if let live = setting.terms.waiting { pace.fit(live, readings: hasRows ? readings : []) }
    return pace
  }

  /// As many lanes as there are instances of whoever is told what to do; a broadcast has but one.
  private var lanes: Int {
    if flow.reachesMany { return 1 }
    let targets = cast.parts.filter(\.isTarget)
    let told = targets.filter { exclusive.contains($0.name) }
    let counts = (told.isEmpty ? targets : told).map(\.instances.count)
    return max(1, told.isEmpty ? counts.max() ?? 1 : counts.min() ?? 1)
  }
}
