import SynchroFlows
import SynchroStatistics

/// A share that is to be shown, where it comes from and how fast payloads come.
struct SampleClaim: Sendable {
  /// The row that demands it and its limit; nil when it was given as it is.
  let source: String?
  let share: Proportion
  /// The age at which a payload counts; nil for a plain share.
  let age: Duration?
  let pace: SamplePace

  /// Every share that a row demands, equal ones with equal limits once. Who sends to whom does not
  /// matter: where nothing says which alternatives belong together, each share stands for itself.
  static func all(of row: FlowRow, _ resolved: FlowResolution, pace: SamplePace) -> [SampleClaim] {
    var claims: [SampleClaim] = []
    func add(_ bound: ReliabilityBound, _ latency: LatencyBound?) {
      for criterion in bound.criteria {
        guard let share = criterion.share.flatMap({ Proportion($0) })
        else { continue }
        var own = pace
        own.limit = pace.limit ?? latency?.limit
        let age = criterion.window.flatMap(Self.age)
        let limit = latency.map { " (\(FlowWords.short($0)))" } ?? ""
        let isKnown = claims.contains {
          $0.share == share && $0.age == age && $0.pace.limit == own.limit
        }
        guard !isKnown else { continue }
        claims.append(SampleClaim(source: row.id + limit, share: share, age: age, pace: own))
      }
    }
    for variant in resolved.variants { add(variant.reliability, variant.latency) }
    if resolved.variants.isEmpty {
      let latencies = row.latency.alternatives
      for bound in row.reliability.alternatives {
        add(bound, latencies.count == 1 ? latencies.first : nil)
      }
    }
    return claims
  }

  /// The end of a window: what is captured "every 4-6 hr" is judged at six.
  private static func age(of window: ReliabilityBound.Window) -> Duration? {
    window.unit.seconds.map { .seconds($0 * window.count.upperBound) }
  }
}

/// How fast payloads come.
struct SamplePace: Sendable {
  /// How many a day, when that is known.
  let perDay: Double?
  /// How long one may take, when that is known.
  var limit: Duration?
  /// How many may be on their way together.
  let atOnce: Int

  /// How long so many payloads take, in words; empty when nothing is known.
  func words(for payloads: Int) -> [String] {
    var words: [String] = []
    if let seconds = slowest(payloads) {
      words.append("\(Self.time(seconds)) when each takes its whole limit, \(atOnce) at a time")
    }
    if let perDay {
      words.append("\(Self.time(Double(payloads) / perDay * 86_400)) at \(perDay.trimmed) a day")
    }
    return words
  }

  /// How long so many payloads take at most, in seconds.
  func slowest(_ payloads: Int) -> Double? {
    limit.map { limit in
      let seconds = Double(limit.components.seconds) + Double(limit.components.attoseconds) * 1e-18
      return (Double(payloads) / Double(atOnce)).rounded(.up) * seconds
    }
  }

  /// `37 min`, `2.5 h`, `6.2 days`: two digits are enough to plan with.
  static func time(_ seconds: Double) -> String {
    for (name, size) in [("years", 31_557_600.0), ("days", 86_400), ("h", 3600), ("min", 60)]
    where seconds >= (name == "years" || name == "days" ? 2 : 1) * size {
      return (seconds / size).short + " " + name
    }
    return seconds.short + " s"
  }
}

extension Double {
  /// Without a point when it is whole.
  fileprivate var trimmed: String {
    self == rounded() && abs(self) < 1e15 ? "\(Int(self))" : "\(self)"
  }

  /// One decimal below ten and none above.
  fileprivate var short: String {
    guard self < 9.95 else { return self < 1e15 ? "\(Int(rounded()))" : "\(self)" }
    let tenths = Int((self * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
