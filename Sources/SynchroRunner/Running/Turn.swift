import SynchroVerdict

/// The last request of a test and what came of it, redirects and repeated attempts included.
struct Turn {
  /// What checks see.
  var observation: Observation
  /// Why the last exchange did not complete.
  var fault: ExchangeSummary.Fault?
  /// Why the answer says nothing although there is one: the target was too busy to the end.
  var busy: String?

  /// Whether a page could be read.
  var isReadablePage: Bool {
    guard fault == nil, busy == nil, let response = observation.response else { return false }
    guard (200..<300).contains(response.status) else { return false }
    return response.body.document != nil
  }

  /// Why a page could not be read, and whether a limit of ours is the cause.
  var whyUnreadable: (reason: String, isOurs: Bool) {
    if let fault { return (fault.sentence, fault.blame != .target) }
    if let busy { return (busy, true) }
    guard let response = observation.response else { return ("there is no response", false) }
    guard (200..<300).contains(response.status) else {
      return ("status \(response.status)", false)
    }
    if case .notJSON(let reason, let isLimit) = response.body.reading {
      return ("the body is no JSON: \(reason)", isLimit)
    }
    return ("the body cannot be read", false)
  }
}
