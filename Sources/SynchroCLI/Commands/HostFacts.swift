import Glibc
import SynchroVerdict

/// The machine that the tool runs on.
enum HostFacts {
  static var all: [RunFact] {
    var names = utsname()
    guard uname(&names) == 0 else { return [] }
    func text<T>(_ field: T) -> String {
      withUnsafeBytes(of: field) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
    }
    return [
      .init("operating system", text(names.sysname) + " " + text(names.release)),
      .init("machine", text(names.machine)),
      .init("processors", String(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))),
    ]
  }
}
