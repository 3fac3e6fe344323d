public import SynchroPXB

/// How a world of devices is set up; everything has a default.
public struct DeviceSettings: Sendable {
  /// The part of a bound that an answer takes: from the lower to the upper end, evenly.
  public var reactionShare: ClosedRange<Double> = 0.01...0.05
  /// The longest that an answer takes, whatever its bound is.
  public var longestReaction: Duration = .seconds(60)
  /// How long a device takes to read a message.
  public var processing: ClosedRange<Duration> = .milliseconds(1)...(.milliseconds(5))
  /// How long a switch or a valve takes to move.
  public var switching: Duration = .seconds(5)
  /// How long a gateway takes to pass a message on.
  public var forwarding: ClosedRange<Duration> = .milliseconds(5)...(.milliseconds(40))
  /// How long a gateway or a sender waits for a receipt before it reports that there is none.
  public var patience: Duration = .seconds(2)
  /// How long messages are kept.
  public var storeHours = 24
  /// What the clock is called in messages.
  public var clockName = "dut"
  /// How the clock runs: real follows whoever drives the world; virtual moves only on command.
  public var clockMode: Capability.Clock.Mode = .real
  /// The longest a device waits before it reports power restored, so that not all do at once.
  public var restorationSpread: Duration = .seconds(10)

  /// The parties that the devices speak to without having heard from them; a selection names them
  /// too, and then these are forgotten.
  public var peers: [DeviceCast] = []

  /// The defaults.
  public init() {}
}

/// An actor and the instances of it that a world plays.
public struct DeviceCast: Sendable, Equatable {
  /// The actor as the catalogue spells it.
  public var actor: String
  /// The instances.
  public var instances: [String]

  /// An actor and its instances.
  public init(_ actor: String, _ instances: [String]) {
    self.actor = actor
    self.instances = instances
  }

  /// An actor and so many instances: `m1`, `m2`, …
  public init(_ actor: String, count: Int, prefix: String) {
    self.init(actor, (0..<max(0, count)).map { "\(prefix)\($0 + 1)" })
  }
}
