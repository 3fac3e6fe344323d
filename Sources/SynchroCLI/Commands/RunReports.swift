import SynchroDigest
import SynchroJSON
import SynchroReport
import SynchroVerdict

/// The reports in the folder of a run, each made from its results and its evidence.
enum RunReports {
  /// The page that a person opens first.
  static let page = "index.html"
  private static let evidence = "evidence/exchanges.jsonl"

  /// Writes the reports, each as a whole; answers why one could not be written.
  ///
  /// What is shown of the evidence is searched once more for the secrets of a run: one may have come to
  /// light after a line was written.
  static func write(
    _ report: RunReport, to folder: String, hiding secrets: GrowingRedactor = GrowingRedactor()
  ) async -> String? {
    // About half of the work each, if nothing else is done meanwhile.
    async let forPrograms = [
      write("junit.xml", in: folder, Array(JUnitReport.render(report).utf8)),
      write(
        "summary.json", in: folder,
        Array((JSONPrinter.pretty(RunEntry(report).document) + "\n").utf8)),
    ]
    let faults = [
      write("results.json", in: folder, Array((JSONPrinter.pretty(report.json) + "\n").utf8)),
      write(page, in: folder, html(report, folder, secrets)),
    ]
    return await (faults + forPrograms).lazy.compactMap { $0 }.first
  }

  private static func write(_ name: String, in folder: String, _ bytes: [UInt8]) -> String? {
    WholeFile.write(bytes, to: "\(folder)/\(name)")
  }

  private static func html(
    _ report: RunReport, _ folder: String, _ secrets: GrowingRedactor
  ) -> [UInt8] {
    let page = HTMLReport(report)
    switch EvidenceExcerpts.read(page.wantedExchanges, from: "\(folder)/\(evidence)") {
    case .success(let excerpts):
      return page.render(excerpts.mapValues { $0.redacted(by: secrets) }, evidence: evidence)
    // The page says so wherever bytes would stand.
    case .failure: return page.render([:], evidence: nil)
    }
  }
}
