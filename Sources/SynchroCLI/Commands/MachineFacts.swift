import CSynchroPosix
import Glibc
import SynchroDigest
import SynchroJSON
import SynchroTiming
import SynchroVerdict

/// The program, the machine and its clock, as they were when a run ended.
enum MachineFacts {
  /// The version of the form of `environment.json`.
  private static let format = 1

  /// What `environment.json` says of a run of this program.
  static func document(_ report: RunReport, program: RunFact?) -> [UInt8] {
    let facts = report.header.host + [program, commit, memory] + clock(report)
    let json: JSONValue = [
      "format": .integer(format), "run": .string(report.header.run),
      "tool": .string(report.header.tool),
      "facts": .array(
        facts.compactMap { $0 }.map { ["name": .string($0.name), "value": .string($0.value)] }),
    ]
    return Array((JSONPrinter.pretty(json) + "\n").utf8)
  }

  /// Which program it was, and not only what it calls itself: all of its file is read for it.
  static var program: RunFact? {
    var hash = SHA256()
    let fault = StreamedFile.read("/proc/self/exe") { hash.update($0) }
    return fault == nil ? RunFact("program sha256", hash.finalized().hex) : nil
  }

  private static var commit: RunFact? {
    ProgramHome.current?.commit(FileBytes.read).map { RunFact("commit", $0) }
  }

  private static var memory: RunFact? {
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    guard pages > 0, size > 0 else { return nil }
    return RunFact("memory", "\(pages / (1 << 20 / size)) MiB")
  }

  /// Times in the evidence are as good as the clock they come from.
  private static func clock(_ report: RunReport) -> [RunFact?] {
    let now = SystemTime().wallTime
    let error = syn_clock_error()
    var resolution = timespec()
    clock_getres(CLOCK_REALTIME, &resolution)
    // A clock that was set during the run shows here.
    let wall = report.header.start.duration(to: now).wholeNanoseconds / 1_000_000
    return [
      RunFact("clock at the end", now.description),
      RunFact("clock resolution", "\(resolution.tv_sec * 1_000_000_000 + resolution.tv_nsec) ns"),
      RunFact(
        "clock synchronised", error < 0 ? "not known to the system" : "to within \(error) us"),
      RunFact("from start to end by the clock", "\(wall) ms"),
    ]
  }
}
