import SynchroJSON
import SynchroPXB

/// Who can bring about what a flow needs, the likeliest first: the device's control channel, a command
/// of the target file, a person at the device, a person at the console.
struct StimulusLadder: Sendable {
  /// One of them.
  enum Rung: Sendable, Hashable {
    case device
    case command(String)
    case devicePrompt
    case console
  }

  /// The names of the commands that there are.
  var commands: Set<String> = []
  /// Whether somebody sits at the console.
  var hasPerson = false
  /// What the device's control channel declares.
  var support = Capability.ControlSupport()

  /// Who is tried for an order, in this order; the device, to say no, when there is nobody.
  func rungs(for verb: ControlVerb) -> [Rung] {
    if case .clock = verb { return [.device] }
    var rungs: [Rung] = []
    if support.declares(verb) { rungs.append(.device) }
    if let name = Self.names(of: verb).first(where: commands.contains) {
      rungs.append(.command(name))
    }
    if !Self.isQuestion(verb) {
      if support.verbs.contains("prompt") { rungs.append(.devicePrompt) }
      if hasPerson { rungs.append(.console) }
    }
    return rungs.isEmpty ? [.device] : rungs
  }

  /// Nobody can tell a state by saying that it is done.
  private static func isQuestion(_ verb: ControlVerb) -> Bool {
    if case .state = verb { true } else { false }
  }

  /// The names of commands for an order, the longest first.
  static func names(of verb: ControlVerb) -> [String] {
    switch verb {
    case .inject(let fault): ["inject-\(fault.fault.rawValue)", "inject"]
    case .clear(let fault?, _): ["clear-\(fault.rawValue)", "clear"]
    case .trigger(let event, _, _): ["trigger-\(event.rawValue)", "trigger"]
    case .state(let state, _): ["state-\(state.rawValue)", "state"]
    case .link(let order, _): ["link-\(order.rawValue)", "link"]
    case .power(let order, _): ["power-\(order.rawValue)", "power"]
    default: [verb.name]
    }
  }

  /// What a command is told.
  static func arguments(of verb: ControlVerb) -> [String: String] {
    switch verb {
    case .inject(let fault):
      arguments(fault.match).merging(["fault": fault.fault.rawValue]) { $1 }
    case .clear(let fault, let match):
      arguments(match).merging(["fault": fault?.rawValue ?? ""]) { $1 }
    case .trigger(let event, let instance, let arguments):
      [
        "event": event.rawValue, "inst": instance ?? "",
        "args": JSONPrinter.compact(arguments),
      ]
    case .state(let state, let instance): ["key": state.rawValue, "inst": instance ?? ""]
    case .link(let order, let match), .power(let order, let match):
      arguments(match).merging(["op": order.rawValue]) { $1 }
    default: [:]
    }
  }

  private static func arguments(_ match: Match) -> [String: String] {
    ["inst": match.instance ?? "", "payload": match.payload ?? ""]
  }

  /// What a person is asked for.
  static func words(of verb: ControlVerb) -> String {
    let told = arguments(of: verb)
    let place = (told["inst"] ?? "").isEmpty ? "the device" : told["inst"] ?? ""
    switch verb {
    case .inject(let fault): return "Make this go wrong at \(place): \(fault.fault.rawValue)"
    case .clear(let fault, _):
      return "Let this go right again at \(place): \(fault?.rawValue ?? "everything")"
    case .trigger(let event, _, _):
      return "Let this happen at \(place): \(event.rawValue) \(told["args"] ?? "")"
    case .link(let order, _): return "Take the link of \(place) \(order.rawValue)"
    case .power(let order, _): return "Take the power of \(place) \(order.rawValue)"
    default: return "Do '\(verb.name)' at \(place)"
    }
  }
}
