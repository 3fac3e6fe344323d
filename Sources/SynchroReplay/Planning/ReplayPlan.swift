import SynchroDigest
public import SynchroScript
public import SynchroText

/// What a run of flow suites will do, known and frozen before the first payload.
public struct ReplayPlan: Sendable {
  /// A flow that is not played, and why.
  public struct Absent: Sendable {
    /// The suite's name, `#` and the flow's.
    public let id: String
    /// The flow.
    public let flow: Flow
    /// The suite file.
    public let source: SourceText
    /// Why it is not played.
    public let reason: FlowPlay.Untried
  }

  /// A row that the suite says nobody can try.
  public struct Untested: Sendable {
    /// The suite's name.
    public let suite: String
    /// The suite file.
    public let source: SourceText
    /// The row with the reason.
    public let row: UntestedRow
  }

  /// What is played, in the order of the suites.
  public private(set) var plays: [FlowPlay] = []
  /// What is not, and why.
  public private(set) var absent: [Absent] = []
  /// What cannot be tried at all.
  public private(set) var untested: [Untested] = []

  /// What the plan depends on.
  public struct Order {
    /// What the target declares, for a flow.
    public var roles: (FlowQuestion) -> TargetRoles
    /// Whether a flow was asked for: its id, and its tags with those of its suite.
    public var isWanted: (_ suite: String, _ flow: String, _ tags: [String]) -> Bool
    /// Whether flows may be played that interrupt supply.
    public var allowsHazards: Bool
    /// Why a flow cannot be played against this target, apart from who plays in it; nil when it can.
    public var obstacle: (FlowQuestion) -> FlowPlay.Untried? = { _ in nil }
    /// Why nobody of the target plays in a flow; nil where it just does not declare the actors.
    public var absence: (FlowQuestion) -> String? = { _ in nil }
    /// How many instances the harness plays of each of its parties.
    public var instances: Int
    /// Whether the casts of a flow share the trials of its rows: whoever plays them judges them by a
    /// ``FlowPool``.
    public var sharesTrials = false
    /// What every play is made with.
    public var setting: FlowPlay.Setting

    /// An order for every flow.
    public init(
      setting: FlowPlay.Setting, instances: Int = 6, allowsHazards: Bool = false,
      isWanted: @escaping (String, String, [String]) -> Bool = { _, _, _ in true },
      roles: @escaping (FlowQuestion) -> TargetRoles
    ) {
      self.roles = roles
      self.isWanted = isWanted
      self.allowsHazards = allowsHazards
      self.instances = instances
      self.setting = setting
    }
  }

  /// Which flow's roles are asked for.
  public struct FlowQuestion {
    /// The parties that the flow names.
    public let actors: [FlowActor]
    /// The flow.
    public let flow: Flow
  }

  /// The plan for some suites.
  public init(_ suites: [SuiteSource], _ order: Order) throws(RowPlanFault) {
    var order = order
    // Every row that is tried somewhere is judged together with all others.
    order.setting.terms.rows = max(1, Self.judges(of: suites, order))
    for suite in suites {
      for flow in suite.suite.flows where Self.isWanted(flow, suite, order) {
        try add(flow, of: suite, order)
      }
      untested += suite.suite.untested.map {
        Untested(suite: suite.suite.name.value, source: suite.source, row: $0)
      }
    }
  }

  /// The SHA-256 of all that is frozen.
  public var digest: String {
    SHA256.digest(plays.map(\.text).joined(separator: "\n\n")).hex
  }

  private static func isWanted(_ flow: Flow, _ suite: SuiteSource, _ order: Order) -> Bool {
    let tags = (flow.tags + suite.suite.tags).map(\.value)
    return order.isWanted(suite.suite.name.value, flow.name.value, tags)
  }

  /// How many verdicts about rows there will be: the risk of a false FAIL is shared among them.
  private static func judges(of suites: [SuiteSource], _ order: Order) -> Int {
    var rows: Set<String> = []
    var count = 0
    for suite in suites {
      for flow in suite.suite.flows where isWanted(flow, suite, order) {
        rows.formUnion(flow.rows)
        guard order.sharesTrials else { continue }
        // Each cast may refute a row by itself, and all of them together.
        let casts = casts(of: question(flow, suite), order).count
        count += flow.rowTrials * (casts > 1 ? casts + 1 : casts)
      }
    }
    return max(rows.count, count)
  }

  private static func question(_ flow: Flow, _ suite: SuiteSource) -> FlowQuestion {
    let names = flow.actorNames
    return FlowQuestion(
      actors: suite.suite.actors.filter { names.contains($0.name.value) }, flow: flow)
  }

  private static func casts(of question: FlowQuestion, _ order: Order) -> [Cast] {
    Cast.all(
      of: question.actors, in: question.flow, roles: order.roles(question), lanes: order.instances)
  }

  private mutating func add(
    _ flow: Flow, of suite: SuiteSource, _ order: Order
  ) throws(RowPlanFault) {
    let id = "\(suite.suite.name.value)#\(flow.name.value)"
    func leave(_ reason: FlowPlay.Untried) {
      absent.append(Absent(id: id, flow: flow, source: suite.source, reason: reason))
    }
    if let hazard = flow.hazard?.value, !order.allowsHazards {
      return leave(.untestable("a hazard that was not allowed: \(hazard)"))
    }
    let question = Self.question(flow, suite)
    let actors = question.actors
    let roles = order.roles(question)
    if actors.contains(where: { $0.whichever != nil }) {
      switch try Self.openPlays(
        of: flow, id: id, actors: actors, suite: suite, roles: roles, order)
      {
      case .success(let found):
        if let obstacle = order.obstacle(question) { return leave(obstacle) }
        plays += found.map { $0.linted(by: suite.suite.linted) }
        return
      case .failure(let reason): return leave(reason.untried)
      }
    }
    let casts = Cast.all(of: actors, in: flow, roles: roles, lanes: order.instances)
    guard !casts.isEmpty else {
      let reason = Cast.absence(of: actors, in: flow, roles: roles)
      return leave(.foreign(order.absence(question) ?? reason ?? "the target plays no party of it"))
    }
    if let obstacle = order.obstacle(question) { return leave(obstacle) }
    var setting = order.setting
    if order.sharesTrials { setting.casts = casts.count }
    for cast in casts {
      let suffix = casts.count > 1 ? "." + Self.slug(cast.targetActors) : ""
      let play = try FlowPlay(
        flow, id: id + suffix, cast: cast, source: suite.source, setting: setting)
      plays.append(play.linted(by: suite.suite.linted))
    }
  }

  /// Actors as part of a name: `2-way-meter-electr`.
  static func slug(_ actors: [String]) -> String {
    let words = actors.joined(separator: " ").lowercased().split { character in
      !(character.isLetter || character.isNumber)
    }
    return words.joined(separator: "-")
  }
}

extension FlowPlay {
  /// The play with the rules that its session is held against.
  fileprivate func linted(by rules: [RequirementReference]) -> FlowPlay {
    var play = self
    play.linted = rules
    return play
  }
}
