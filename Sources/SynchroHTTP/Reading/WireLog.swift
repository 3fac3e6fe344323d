/// Collects findings, and remembers the one at which reading stops.
struct WireLog: Sendable {
  /// How many findings of one message are kept; a stream of faults must not fill the memory. The
  /// one that stops reading is always kept.
  static let maximumFindings = 64
  /// How many findings are kept until somebody takes them; a connection that nobody judges must not
  /// fill the memory either.
  static let maximumUntaken = 256

  let policy: HTTPDeviationPolicy
  private(set) var findings: [WireFinding] = []
  private(set) var hasFailed = false
  private var fatal: WireFinding?
  /// Findings of this message, taken or not.
  private var count = 0

  init(policy: HTTPDeviationPolicy) {
    self.policy = policy
  }

  /// Notes a fault after which the message can still be read in one way only.
  mutating func deviation(_ fault: WireFault, at offset: Int) {
    note(WireFinding(fault, at: offset, severity: .deviation))
  }

  /// Notes a fault after which nobody can say how to go on.
  mutating func unrecoverable(_ fault: WireFault, at offset: Int) {
    note(WireFinding(fault, at: offset, severity: .unrecoverable))
  }

  /// Notes a fault whose gravity depends on whether the framing hangs on it.
  mutating func note(_ fault: WireFault, at offset: Int, isFatal: Bool) {
    note(WireFinding(fault, at: offset, severity: isFatal ? .unrecoverable : .deviation))
  }

  /// Why reading stopped.
  var failure: WireFinding {
    guard let fatal else { preconditionFailure("asked for only after a failure") }
    return fatal
  }

  /// Begins to count for the next message.
  mutating func endMessage() {
    count = 0
  }

  mutating func take() -> [WireFinding] {
    let taken = findings
    findings = []
    return taken
  }

  private mutating func note(_ finding: WireFinding) {
    guard !hasFailed else { return }
    let stops =
      finding.severity == .unrecoverable || (policy == .refuse && finding.isRefusedByServer)
    let hasRoom = count < Self.maximumFindings && findings.count < Self.maximumUntaken
    if stops || hasRoom { findings.append(finding) }
    count += 1
    if stops {
      hasFailed = true
      fatal = finding
    }
  }
}
