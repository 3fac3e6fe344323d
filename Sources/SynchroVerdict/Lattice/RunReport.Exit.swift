extension RunReport {
  /// What the process tells its caller about a run. The numbers are those of the command line.
  public enum Exit: Int32, Sendable, CaseIterable {
    /// Everything that was checked is proven.
    case success = 0
    /// Something was observed to be wrong.
    case failed = 1
    /// The target is unreachable or not set up; nothing was learnt.
    case setupFault = 3
    /// Nothing failed, but something that was checked or claimed is unproven.
    case unproven = 4
    /// Our bug or our machine.
    case harnessFault = 5

    /// The meaning in a sentence.
    public var meaning: String {
      switch self {
      case .success: "everything that was checked is proven"
      case .failed: "something was observed to be wrong"
      case .setupFault: "the target is unreachable or not set up; nothing was learnt"
      case .unproven: "nothing failed, but something that was checked or claimed is unproven"
      case .harnessFault: "a fault of this program or this machine"
      }
    }
  }

  /// The one place that derives it.
  ///
  /// A run in which nothing passed, or that was cut short, has proven too little to be a success,
  /// even when what is unproven was declared acceptable.
  public var exit: Exit {
    let summary = summary
    let (tests, decisions) = (summary.tests, summary.decisions)
    if tests[.failed] > 0 { return .failed }
    if tests[.harnessFault] > 0 || doctor.contains(where: { $0.severity == .fault && $0.isOurs }) {
      return .harnessFault
    }
    if tests[.setupFault] > 0 || doctor.contains(where: { $0.severity == .fault }) {
      return .setupFault
    }
    if decisions[.passed] == 0 || !interruptions.isEmpty { return .unproven }
    let isUnproven = tests.unproven > 0 || summary.claimed.unproven > 0
    if isUnproven && !header.allowsUnproven { return .unproven }
    return .success
  }
}
