import SynchroPXB
import SynchroReplay
import SynchroRunner
import SynchroStatistics

/// The options of `run` that only devices have.
enum LiveOptions {
  static let time = Option(
    "time", ValueKind<DeviceTarget.Time>.time,
    help: "how time passes at a device; real unless given here or in its target file")
  static let hazards = Option(
    "hazards", ValueKind<DeviceTarget.Hazards>.hazards,
    help:
      "the instances whose supply may be interrupted, or 'all' that the device lists; none unless given"
  )
  static let trials = Option(
    "trials", .number("N", in: 1...10_000_000),
    help: "payloads of each row of a device; as many as its claim takes unless given")
  static let rate = Option(
    "rate", .number("N", in: 1...1_000_000),
    help: "begin N rounds of a flow a second, whatever comes of those before")
  static let instances = Option(
    "instances", .number("N", in: 1...1_000_000),
    help: "play the first N instances of each actor of a device only")
  static let span = Option(
    "for", .duration("TIME"),
    help: "play each flow for this time; without it until its rows have enough, 30s at most")

  static let resumes = Flag(
    "resume", help: "go on with the last run of this command that was killed or stopped")

  static let specs = [
    time.spec, hazards.spec, trials.spec, rate.spec, instances.spec, span.spec,
  ]

  /// Refuses what has no meaning for a target that is no device.
  static func refuse(_ arguments: ParsedArguments, for target: String) throws(UsageError) {
    let given: [(String, Bool)] = [
      ("--time", arguments[time] != nil), ("--hazards", arguments[hazards] != nil),
      ("--trials", arguments[trials] != nil), ("--rate", arguments[rate] != nil),
      ("--instances", arguments[instances] != nil), ("--for", arguments[span] != nil),
      ("--resume", arguments[resumes]),
    ]
    guard let first = given.first(where: \.1) else { return }
    throw .unusable(
      "'\(first.0)' has no meaning for \(target)",
      help:
        "it is for devices that are reached over the exchange binding, such as 'exec:python3 device.py'"
    )
  }

  /// The device with what the command line says besides its file.
  static func applied(_ arguments: ParsedArguments, to device: DeviceTarget) -> DeviceTarget {
    var device = device
    if let chosen = arguments[time] { device.time = chosen }
    if let chosen = arguments[hazards] { device.hazards = chosen }
    return device
  }

  /// How rounds follow each other; nil on a virtual clock, where nobody waits.
  static func pace(
    _ arguments: ParsedArguments, _ device: DeviceTarget, _ capability: Capability
  ) -> LivePace? {
    var pace = LivePace()
    switch device.time {
    case .virtual: return nil
    case .real: break
    case .compressed(let factor): pace.compression = factor
    }
    pace.rate = arguments[rate].map(Double.init)
    // Of a round the harness sends a payload, and a receipt for the answer to it.
    pace.bearable = capability.limits.rate.map { Double(max(1, $0)) / 2 }
    pace.trials = arguments[trials]
    pace.asksPeople = device.asksPeople || capability.control.verbs.contains("prompt")
    if let time = arguments[span] {
      pace.span = time
      pace.goesOn = arguments[trials] == nil
    }
    return pace
  }
}

extension ValueKind<DeviceTarget.Time> {
  /// `real`, `virtual`, `compressed:60`.
  static let time = ValueKind(
    "MODE", completion: .words(["real", "virtual", "compressed:60"]),
    wanted: "'real', 'virtual' or 'compressed:N'"
  ) { TargetSyntax.time($0) }
}

extension ValueKind<DeviceTarget.Hazards> {
  /// `m1,m2`, `all`, `none`.
  static let hazards = ValueKind(
    "INSTANCES", wanted: "instances separated by commas, 'all' or 'none'"
  ) { TargetSyntax.hazards($0) }
}

extension DeviceTarget {
  /// How time passes, as reports say it.
  var timeWords: String {
    switch time {
    case .real: "real"
    case .compressed(let factor): "compressed: what suites wait for takes 1/\(factor) of its time"
    case .virtual: "virtual, on the device's own clock: says nothing of radio, flash or load"
    }
  }

  /// How time passes, as the binding has it.
  var mode: Capability.Clock.Mode {
    switch time {
    case .real, .compressed: .real
    case .virtual: .virtual
    }
  }

  /// How time passes, as verdicts say it.
  var timeMode: TimeMode {
    switch time {
    case .real: .real
    case .compressed: .compressed
    case .virtual: .virtual
    }
  }

  /// Whose supply may be interrupted.
  var allowance: HazardAllowance {
    switch hazards {
    case .none: .none
    case .all: .all
    case .only(let instances): .only(Set(instances))
    }
  }
}
