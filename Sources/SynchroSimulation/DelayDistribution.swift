import Glibc
import SynchroTiming

/// How long something takes, as a random number.
public enum DelayDistribution: Sendable, Equatable {
  /// Always as long.
  case constant(Duration)
  /// Anything between two bounds, alike.
  case uniform(Duration, Duration)
  /// A minimum, and a rest with this mean that is often short and rarely long.
  case exponential(minimum: Duration, mean: Duration)
  /// Half of them below the median; the logarithm is normal with this deviation.
  case logNormal(median: Duration, deviation: Double)

  /// No time at all.
  public static let zero = DelayDistribution.constant(.zero)

  /// The mean in nanoseconds.
  var mean: Double {
    switch self {
    case .constant(let time): Double(time.wholeNanoseconds)
    case .uniform(let low, let high): Double(low.wholeNanoseconds + high.wholeNanoseconds) / 2
    case .exponential(let minimum, let mean):
      Double(minimum.wholeNanoseconds + mean.wholeNanoseconds)
    case .logNormal(let median, let deviation):
      Double(median.wholeNanoseconds) * exp(deviation * deviation / 2)
    }
  }

  /// The form that is drawn from millions of times.
  var sampler: DelaySampler {
    switch self {
    case .constant(let time): .constant(time.wholeNanoseconds)
    case .uniform(let low, let high):
      .uniform(low.wholeNanoseconds, Double(high.wholeNanoseconds - low.wholeNanoseconds))
    case .exponential(let minimum, let mean):
      .exponential(minimum.wholeNanoseconds, Double(mean.wholeNanoseconds))
    case .logNormal(let median, let deviation):
      .logNormal(Double(median.wholeNanoseconds), deviation)
    }
  }
}

/// A delay in nanoseconds.
enum DelaySampler {
  case constant(Int64)
  case uniform(Int64, Double)
  case exponential(Int64, Double)
  case logNormal(Double, Double)

  /// Nothing takes longer than a month; a tail that reaches further is cut there.
  static let longest: Double = 30 * 86_400e9

  /// The delay that belongs to two words of a stream, at `counter` and behind it.
  @inline(__always)
  func draw(_ random: CounterRandom, _ counter: UInt64) -> Int64 {
    switch self {
    case .constant(let time): return time
    case .uniform(let low, let width): return low + Int64(random.unit(counter) * width)
    case .exponential(let minimum, let mean):
      return minimum + Int64(min(-log(random.unit(counter)) * mean, Self.longest))
    case .logNormal(let median, let deviation):
      let radius = (-2 * log(random.unit(counter))).squareRoot()
      let normal = radius * cos(2 * .pi * random.unit(counter + 1))
      return Int64(min(median * exp(deviation * normal), Self.longest))
    }
  }
}
