/// What the process tells its caller. Every command keeps to these meanings.
public enum ExitCode: Int32, Sendable, CaseIterable {
  /// Everything that was checked is proven.
  case success = 0
  /// At least one thing was observed to be wrong.
  case failed = 1
  /// The command cannot be carried out as it was given: bad arguments, a file that cannot be read.
  case usage = 2
  /// The target is unreachable or not set up for this; nothing was learnt about it.
  case setupFault = 3
  /// Nothing failed, but something that was checked or claimed is unproven.
  case unproven = 4
  /// Our bug, or our machine.
  case harnessFault = 5

  /// The meaning in a few words, for the help text.
  var meaning: String {
    switch self {
    case .success: "everything that was checked is proven"
    case .failed: "something was observed to be wrong"
    case .usage: "bad usage, or input that cannot be read"
    case .setupFault: "the target is unreachable or not set up; nothing was learnt"
    case .unproven: "nothing failed, but something that was checked or claimed is unproven"
    case .harnessFault: "a fault of this program or this machine"
    }
  }
}
