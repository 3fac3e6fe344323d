import SynchroHTTP
import SynchroJSON
import SynchroText
import SynchroTiming

extension OperatorAction {
  /// The time that the server lives in.
  static let clockActions: [OperatorAction] = [
    OperatorAction(.get, "/clock", "tells the server's time") { context, _ throws(CDSProblem) in
      Self.time(of: context.service.clock)
    },
    OperatorAction(
      .post, "/clock",
      "puts the clock forward; the server must have been started with a virtual one",
      members: "advance: seconds, or a text such as \"90m\" or \"30d\""
    ) { context, _ throws(CDSProblem) in
      let step = try Self.duration(context.body.value("advance"))
      guard context.service.clock.kind != .real else {
        throw CDSProblem(
          .conflict, "the clock is the machine's; start the server with '--clock virtual'")
      }
      guard context.service.clock.advance(by: step) else {
        throw CDSProblem(.badRequest, "'advance' must be from 0 to a hundred years")
      }
      return Self.time(of: context.service.clock)
    },
  ]

  private static func time(of clock: CDSClock) -> JSONValue {
    ["now": CDSCall.datetime(clock.now), "clock": .string(clock.kind.rawValue)]
  }

  private static func duration(_ value: JSONValue?) throws(CDSProblem) -> Duration {
    switch value {
    case .number(let number)?:
      if let seconds = number.int, (0...4_000_000_000).contains(seconds) {
        return .seconds(seconds)
      }
    case .string(let text)?:
      // Days are the unit of grants and retention; the command line's spelling ends at hours.
      if text.hasSuffix("d"), let days = Int(text.dropLast()), (0...40_000).contains(days) {
        return .seconds(days * 86_400)
      }
      if let duration = Duration(spelling: text) { return duration }
    default: break
    }
    throw CDSProblem(
      .badRequest, "'advance' must be a number of seconds or a text such as \"90m\" or \"30d\"")
  }
}
