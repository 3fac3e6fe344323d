import Glibc
import SynchroDigest
import SynchroJSON
import SynchroReport
import SynchroVerdict

/// Makes every report of a large run, and tells how long that takes and how large they are.
enum ReportBench {
  /// With a folder, leaves the reports and the evidence there, as a run does.
  static func run(folder: String?) throws {
    let synthetic = SyntheticRun()
    let report = synthetic.report()
    print(
      "\(report.summary.checks) checks, \(report.exchanges.count) exchanges,"
        + " \(report.requirements.count) rows")
    let page = HTMLReport(report)
    let wanted = page.wantedExchanges
    let excerpts = Dictionary(
      report.exchanges.filter { wanted.contains($0.number) }.map { summary in
        let record = synthetic.record(summary)
        return (
          summary.number, ExchangeExcerpt(request: record.request, response: record.response)
        )
      }, uniquingKeysWith: { first, _ in first })
    let files = [
      measured("index.html") {
        HTMLReport(report).render(excerpts, evidence: "evidence/exchanges.jsonl")
      },
      measured("junit.xml") { Array(JUnitReport.render(report).utf8) },
      measured("results.json") { Array((JSONPrinter.pretty(report.json) + "\n").utf8) },
    ]
    guard let folder else { return }
    try makeFolder(folder + "/evidence")
    for (name, bytes) in files { try write(bytes, to: "\(folder)/\(name)") }
    let log = try EvidenceLog(
      path: folder + "/evidence/exchanges.jsonl", run: report.header.run, secrets: SecretLedger())
    for summary in report.exchanges { try log.append(.exchange(synthetic.record(summary))) }
    log.close()
    print("written to \(folder)")
  }

  /// Makes a file five times, and prints the median and the size.
  private static func measured(
    _ name: String, _ make: () -> [UInt8]
  ) -> (name: String, bytes: [UInt8]) {
    var times = Samples(name, "s")
    var bytes: [UInt8] = []
    for _ in 0..<5 {
      times.add(ContinuousClock().measure { bytes = make() } / .seconds(1))
    }
    print(times.line + ", \(Samples.short(Double(bytes.count) / 1e6)) MB")
    return (name, bytes)
  }

  // MARK: - Files

  /// A file or folder that could not be made.
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  private static func makeFolder(_ path: String) throws {
    var made = ""
    for piece in path.split(separator: "/", omittingEmptySubsequences: false) {
      made += piece + "/"
      guard mkdir(made, 0o755) == 0 || errno == EEXIST || made == "/" else {
        throw Fault(description: "\(made): \(String(cString: strerror(errno)))")
      }
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "w") else {
      throw Fault(description: "\(path): \(String(cString: strerror(errno)))")
    }
    let count = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, count == bytes.count else {
      throw Fault(description: "\(path) cannot be written")
    }
  }
}
