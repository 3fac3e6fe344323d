import SynchroStatistics

/// How rounds follow each other where somebody waits for them: in the time of the world.
///
/// Without a rate every instance has one round after another, some a second; with one, rounds begin at
/// that rate whatever comes of those before.
public struct LivePace: Sendable, Equatable {
  /// Rounds a second without a rate of their own; a target that declares less is asked less.
  public static let usualRate = 20.0
  /// How long a flow is played unless somebody says otherwise.
  public static let usualSpan = Duration.seconds(30)

  /// Rounds a second over all instances; nil for one after another on each instance.
  public var rate: Double?
  /// The most rounds a second that the target bears by its own account.
  public var bearable: Double?
  /// How long rounds are begun.
  public var span = LivePace.usualSpan
  /// No more rounds than this; nil for as many as the rows need without a failure.
  public var trials: Int?
  /// Whether rounds are begun for the whole time although the rows have enough.
  public var goesOn = false
  /// Whether people are asked to do things, who need their time.
  public var asksPeople = false
  /// How long a round looks for what must not come, after its last step.
  public var linger = Duration.seconds(1)
  /// By how much the times that a suite lets pass are shortened.
  public var compression = 1

  /// The usual pace: as many rounds as the rows need, for half a minute at most.
  public init() {}

  /// Rounds a second.
  var roundsPerSecond: Double { rate ?? min(Self.usualRate, bearable ?? Self.usualRate) }
}

extension FlowPlay.Pace {
  /// Fits the rounds into the time that somebody waits.
  mutating func fit(_ live: LivePace, readings: [RowReading]) {
    spacing = .zero
    linger = live.linger
    mean = .seconds(Double(lanes) / max(live.roundsPerSecond, 0.000_001))
    spread = .poisson
    // Hours of the day are not waited for.
    windows = []
    isHeld = live.rate == nil
    compression = max(1, live.compression)
    if live.asksPeople { orderPatience = .seconds(300) }
    span = live.span
    longestLook = live.span
    goesOn = live.goesOn
    let needed = readings.compactMap(\.terms.trials).max() ?? plainRounds
    rounds = live.goesOn ? .max : live.trials ?? needed
    plainRounds = min(plainRounds, rounds)
  }
}
