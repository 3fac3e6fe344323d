import SynchroFlows
public import SynchroScript
public import SynchroText

/// One flow as it will be played with one cast: what is tried, how often, and by which plans.
public struct FlowPlay: Sendable {
  /// The suite's name, `#` and the flow's; with several casts also who the target is.
  public let id: String
  /// The flow.
  public let flow: Flow
  /// Who plays whom.
  public let cast: Cast
  /// The suite file.
  public let source: SourceText
  /// What is tried, by step and row.
  public let plans: [TrialSubject: RowPlan]
  /// What the plans of each step demand.
  let terms: [Int: StepTerms]
  /// What the flow names but cannot try with this cast, and why.
  public let untried: [TrialSubject: Untried]
  /// The actors that receive each payload by the tables: some go to several at once.
  let receivers: [String: Set<String>]
  /// What payloads are for, by their names.
  let kinds: [String: PayloadKind]
  /// The rows that lines are about where they name none.
  let implied: ImpliedRows
  /// When rounds begin.
  var pace: Pace
  /// What was chosen from what the target declares, in a flow that is about the binding.
  var declared: DeclaredTarget?
  /// The rules that its session is held against; none for most.
  var linted: [RequirementReference] = []
  /// What every random choice of the flow is drawn from.
  public let seed: UInt64
  /// How many casts of the flow share the trials of its rows; the casts stand one after the other.
  public let casts: Int
  /// How long a round waits because the suite says so.
  public let pauses: Duration

  /// Why a row is not tried.
  public enum Untried: Sendable, Equatable {
    /// Nobody on the target's side takes part.
    case foreign(String)
    /// It cannot be tried.
    case untestable(String)
  }

  /// How the rounds of a flow follow each other.
  struct Pace: Sendable, Equatable {
    var lanes = 1
    /// The least time between two rounds of a lane: what a round may take.
    var spacing = Duration.seconds(60)
    /// The usual time between two rounds of a lane.
    var mean = Duration.seconds(600)
    var spread = RoundSchedule.Spread.poisson
    /// The hours of the day in which rounds begin; none for all.
    var windows: [ClockWindow] = []
    /// No more rounds than this.
    var rounds = 1000
    /// So many rounds for what no row speaks about.
    var plainRounds = 10
    /// How long a round looks for what must not come, after its last step.
    var linger = Duration.seconds(10)
    /// Whether a lane has its next round only when the one before is over.
    var isHeld = false
    /// By how much the times that the suite lets pass are shortened.
    var compression = 1
    /// How long rounds are begun, counted from the start of the run; nil for as many as there are.
    var span: Duration?
    /// How long whoever is ordered to do something has to answer.
    var orderPatience = FlowPlayer.orderPatience
    /// How long it is looked for what must not come, at most; a check that wants longer stays open.
    var longestLook: Duration?
    /// How long what was begun may go on after that.
    var drain = Duration.seconds(65)
    /// Whether more rounds are played although everything is decided.
    var goesOn = false
  }

  /// Whether a round needs the devices for itself: it tells them what to do, or forbids what it also
  /// awaits.
  var isExclusive: Bool {
    var awaited: Set<String> = []
    var forbidden: Set<String> = []
    for step in flow.steps + flow.always {
      switch step.kind {
      case .control, .state, .again, .advance, .either: return true
      case .message(let message): awaited.insert(message.route)
      case .never(let message): if message.answers == nil { forbidden.insert(message.route) }
      case .keep, .refused: continue
      }
    }
    return !awaited.isDisjoint(with: forbidden)
  }

  /// The requirements that a line of the flow decides, or fails where it names none.
  public var requirements: Set<String> {
    let named = CheckSite.all(in: flow).flatMap { $0.rows + $0.ids }
    return Set(named).union(implied.steps.values.joined())
  }

  /// What the plans of a step demand.
  func terms(ofStep step: Int) -> StepTerms { StepTerms.of(step, in: terms) }
}

extension MessageStep {
  /// What goes from whom to whom.
  fileprivate var route: String { "\(payload.value) \(from.value) \(to.value)" }

  /// The rows that it is a trial of.
  var rows: [String] {
    requirements.compactMap { reference in
      if case .id(let id) = reference.target { return id }
      return nil
    }
  }
}

extension FlowStep {
  /// The step as written, without its ids, on one line.
  func words(in source: SourceText) -> String {
    var text = source.text(of: head)
    if case .message(let message) = kind, let first = message.requirements.first,
      first.range.start > head.start, first.range.start <= head.end
    {
      text = source.text(of: SourceRange(head.start, first.range.start - 1))
    }
    return text.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ")
  }

  /// What results call the step: where its line begins in the file.
  var number: Int { head.start }
}
