/// A fault that a control channel can inject. Targets may have others than those named here.
public struct FaultName: RawRepresentable, Sendable, Hashable {
  /// The name as written.
  public let rawValue: String

  /// A fault by its name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The metrology does not answer: reads fail.
  public static let metrologyFail = FaultName(rawValue: "metrology-fail")
  /// Nothing reaches the instance, and nothing leaves it.
  public static let noComms = FaultName(rawValue: "no-comms")
  /// The switch stays where it is.
  public static let switchStuck = FaultName(rawValue: "switch-stuck")
  /// Messages are lost; the amount is the share, 0 to 1.
  public static let drop = FaultName(rawValue: "drop")
  /// Messages are held back; the amount is in milliseconds.
  public static let delay = FaultName(rawValue: "delay")
  /// Messages go out twice.
  public static let duplicate = FaultName(rawValue: "duplicate")
  /// Messages change places.
  public static let reorder = FaultName(rawValue: "reorder")
  /// Bytes of messages change.
  public static let corrupt = FaultName(rawValue: "corrupt")
  /// Every authentication is refused.
  public static let rejectAuthentication = FaultName(rawValue: "reject-auth")
  /// The clock is off; the amount is in microseconds.
  public static let clockSkew = FaultName(rawValue: "clock-skew")
  /// The store takes nothing more.
  public static let storeFull = FaultName(rawValue: "store-full")
  /// Commands are refused as too many.
  public static let busy = FaultName(rawValue: "busy")

  /// The faults that the binding names.
  public static let known: [FaultName] = [
    .metrologyFail, .noComms, .switchStuck, .drop, .delay, .duplicate, .reorder, .corrupt,
    .rejectAuthentication, .clockSkew, .storeFull, .busy,
  ]
}

/// Something that a control channel can let happen. Targets may have others than those named here.
public struct EventName: RawRepresentable, Sendable, Hashable {
  /// The name as written.
  public let rawValue: String

  /// An event by its name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The customer leaves an event.
  public static let userOptOut = EventName(rawValue: "user-opt-out")
  /// The customer overrides a setting.
  public static let userOverride = EventName(rawValue: "user-override")
  /// A scheduled read comes due.
  public static let scheduledRead = EventName(rawValue: "scheduled-read")
  /// Somebody moves the switch by hand.
  public static let switchManual = EventName(rawValue: "switch-manual")
  /// A device wants to join.
  public static let join = EventName(rawValue: "join")
  /// The device notices something; the arguments say what.
  public static let event = EventName(rawValue: "event")
  /// Power fails.
  public static let lastGasp = EventName(rawValue: "last-gasp")
  /// Power is back.
  public static let restoration = EventName(rawValue: "restoration")
  /// The device sends a payload now: `{"payload": NAME, "to": …, "attributes": …}`.
  public static let send = EventName(rawValue: "send")

  /// The events that the binding names.
  public static let known: [EventName] = [
    .userOptOut, .userOverride, .scheduledRead, .switchManual, .join, .event, .lastGasp,
    .restoration, .send,
  ]
}

/// A state that a control channel can tell. Targets may have others than those named here.
public struct StateName: RawRepresentable, Sendable, Hashable {
  /// The name as written.
  public let rawValue: String

  /// A state by its name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The messages that are kept.
  public static let store = StateName(rawValue: "store")
  /// The service switch.
  public static let `switch` = StateName(rawValue: "switch")
  /// The load under control.
  public static let load = StateName(rawValue: "load")
  /// The programs that a customer takes part in.
  public static let program = StateName(rawValue: "program")
  /// The price in force.
  public static let price = StateName(rawValue: "price")
  /// What the customer sees.
  public static let display = StateName(rawValue: "display")
  /// The registers.
  public static let reading = StateName(rawValue: "reading")
  /// The software that runs.
  public static let firmware = StateName(rawValue: "firmware")

  /// The states that the binding names.
  public static let known: [StateName] = [
    .store, .switch, .load, .program, .price, .display, .reading, .firmware,
  ]
}

/// A fault, where it strikes and how long.
public struct FaultInjection: Sendable, Hashable {
  /// When the fault ends by itself.
  public enum Extent: Sendable, Hashable {
    /// Not before it is cleared.
    case untilCleared
    /// After it has struck so many times.
    case count(Int)
    /// After so long.
    case duration(Duration)
  }

  /// Which fault.
  public var fault: FaultName
  /// What it strikes.
  public var match: Match
  /// When it ends.
  public var extent: Extent
  /// How much, for the faults that have an amount.
  public var amount: Double?

  /// An injection by its parts.
  public init(
    _ fault: FaultName, match: Match = .everything, extent: Extent = .untilCleared,
    amount: Double? = nil
  ) {
    self.fault = fault
    self.match = match
    self.extent = extent
    self.amount = amount
  }
}
