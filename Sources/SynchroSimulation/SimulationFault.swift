public import SynchroFlows

/// Why a scenario cannot be simulated although each of its parts can be read.
public enum SimulationFault: Error, Sendable, Equatable {
  /// A flow passes a link that is not described.
  case unknownLink(String, flow: Int, advice: String?)
  /// A flow belongs to a class of devices that is not described.
  case unknownClass(String, flow: Int, advice: String?)
  /// A flow is triggered by an outage that is not described.
  case unknownOutage(String, flow: Int, advice: String?)
  /// Shares of the classes add up to so many millionths.
  case surplusShares(Int)
  /// About so many payloads are too many to wait for.
  case tooManyPayloads(Double, limit: Double)
  /// So many devices take too long to ask, even if they send little.
  case tooManyDevices(Int, limit: Int)
  /// A link that lets payloads wait, but has no rate that makes them.
  case queueWithoutRate(String)
  /// Two links, classes, flows or outages have the same name.
  case repeated(String)
  /// A number is beyond what is simulated.
  case beyond(String, Int, ClosedRange<Int>)
  /// A payload takes more than a day on a link, or a full queue more than a year.
  case tooSlow(String, flow: String, isQueue: Bool)
  /// More than nothing, or more than all, is demanded of a flow.
  case emptyDemand(Share, flow: Int)
  /// A probability of loss is none.
  case noProbability(String)
}

extension SimulationFault: CustomStringConvertible {
  /// What is wrong, in one sentence.
  public var description: String {
    switch self {
    case .unknownLink(let name, _, _): "there is no link '\(name)'"
    case .unknownClass(let name, _, _): "there is no class of devices '\(name)'"
    case .unknownOutage(let name, _, _): "there is no outage '\(name)'"
    case .surplusShares(let sum):
      "the shares of the classes add up to \(Double(sum) / 10_000) %, which is more than all"
    case .tooManyPayloads(let count, let limit):
      "the scenario has about \(Self.rounded(count)) payloads, and the limit is \(Self.rounded(limit))"
    case .tooManyDevices(let count, let limit):
      "the fleet has \(count) devices, and the limit with these flows is \(limit)"
    case .queueWithoutRate(let name): "link '\(name)' has a queue and no rate"
    case .repeated(let name): "'\(name)' stands twice"
    case .beyond(let name, let number, let range):
      "\(name) is \(number), which is not from \(range.lowerBound) to \(range.upperBound)"
    case .tooSlow(let name, let flow, false):
      "a payload of '\(flow)' is sent for more than a day on link '\(name)'"
    case .tooSlow(let name, let flow, true):
      "a full queue of '\(flow)' needs more than a year on link '\(name)'"
    case .emptyDemand(let share, _): "more than \(share) is no demand that can be judged"
    case .noProbability(let name): "the loss of link '\(name)' is not from 0 to 1"
    }
  }

  /// What to do about it.
  public var help: String {
    switch self {
    case .unknownLink(_, _, let advice), .unknownClass(_, _, let advice),
      .unknownOutage(_, _, let advice):
      advice ?? "describe it"
    case .surplusShares: "make them at most 100 % together"
    case .tooManyPayloads, .tooManyDevices:
      "simulate a smaller fleet: collectors do not influence each other, so a part shows the same"
    case .queueWithoutRate: "add \"bitsPerSecond\", or make the queue \"none\""
    case .repeated: "give each its own name"
    case .beyond(_, _, let range): "choose a number from \(range.lowerBound) to \(range.upperBound)"
    case .tooSlow(_, _, let isQueue):
      isQueue ? "make \"queueLimit\" smaller or the rate higher" : "make the rate higher"
    case .emptyDemand: "write a share between 0 % and 100 %, or leave it out"
    case .noProbability: "write 0.001 for one payload in a thousand"
    }
  }

  private static func rounded(_ count: Double) -> String {
    guard count < 9e15 else { return "\(count)" }
    return String(Int64(count.rounded()))
  }
}
