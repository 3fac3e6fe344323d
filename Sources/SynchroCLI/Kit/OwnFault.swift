import Glibc
import SynchroSystem

/// A fault of this program or its machine, as it is printed with what to do about it.
func ownFault(_ error: SystemError) -> String {
  "error: our own side failed: \(error)\n" + (error.advice.map { "  help: \($0)\n" } ?? "")
}

extension SystemError {
  /// What to do about it; nil when the system's words say all there is.
  fileprivate var advice: String? {
    switch code {
    case EMFILE, ENFILE: "let the program open more files: ulimit -n 256"
    case ENOMEM: "give the program more memory: ulimit -v"
    case EAGAIN where call == .thread: "let the program have more threads: ulimit -u"
    default: nil
    }
  }
}
