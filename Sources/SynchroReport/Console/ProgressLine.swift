internal import SynchroText
public import SynchroVerdict

/// What a terminal shows while a run goes on: one line, made anew from every event.
public struct ProgressLine: Sendable, Equatable {
  private var planned = 0
  private var ended = 0
  private var failed = 0
  private var unproven = 0
  private var faults = 0
  private var exchanges = 0
  /// Tests under way, the one that began last at the end.
  private var running: [String] = []

  /// Nothing has happened yet.
  public init() {}

  /// Takes an event into account.
  public mutating func apply(_ event: RunEvent) {
    switch event {
    case .runStarted(_, let tests): planned = tests
    case .doctor, .check, .hook: break
    case .testStarted(let id, _): running.append(id)
    case .exchange: exchanges += 1
    case .testEnded(let record):
      ended += 1
      switch record.verdict.kind {
      case .passed, .warned, .notApplicable: break
      case .failed: failed += 1
      case .untestable, .inconclusive, .review: unproven += 1
      case .setupFault, .harnessFault: faults += 1
      }
      running.removeAll { $0 == record.id }
    case .runEnded: running = []
    }
  }

  /// The line, no longer than `width` characters, without a line end.
  public func text(width: Int) -> String {
    var line = "\(ended)/\(planned) tests"
    if failed > 0 { line += ", \(failed) failed" }
    if unproven > 0 { line += ", \(unproven) unproven" }
    if faults > 0 { line += ", \(faults) \(faults == 1 ? "fault" : "faults")" }
    line += ", \(exchanges) \(exchanges == 1 ? "exchange" : "exchanges")"
    if let test = running.last { line += ": " + VisibleText.escape(test) }
    guard line.unicodeScalars.count > width else { return line }
    guard width > 0 else { return "" }
    var cut = String.UnicodeScalarView()
    cut.append(contentsOf: line.unicodeScalars.prefix(width - 1))
    return String(cut) + "…"
  }
}
