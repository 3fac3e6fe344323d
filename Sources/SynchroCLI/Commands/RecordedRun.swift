import SynchroCatalog
import SynchroJSON
import SynchroText
import SynchroVerdict

/// A run that is over, from what it left on disk: its results, or the evidence of one that was
/// killed before it could write any.
struct RecordedRun {
  let console: Console
  /// The suites that were kept with the run, by what it says of itself; else those that lie here tell its rows.
  var kept: ((RunReport.Header) throws(UsageError) -> KeptSuites?)?

  /// The report in a file or in the folder of a run; nil after saying why there is none.
  func report(
    at path: String, suites: String?
  ) throws(UsageError) -> RunReport? {
    for candidate in RunPath(path).candidates {
      switch console.read(candidate) {
      case .failure(let fault):
        // What is too large to be read whole may be an archive all the same.
        guard !Self.isArchive(Self.beginning(of: candidate)) else { throw Self.packed(path) }
        if candidate == RunPath(path).word { throw .unusable(fault.message, help: fault.help) }
      case .success(let bytes):
        guard !Self.isArchive(bytes) else { throw Self.packed(path) }
        let name = candidate == "-" ? "<stdin>" : candidate
        let source = SourceText(name: name, bytes: bytes)
        return Self.isEvidence(bytes)
          ? try report(evidence: source, suites: suites) : report(results: source)
      }
    }
    throw .unusable(
      "'\(path)' holds neither results.json nor evidence/exchanges.jsonl",
      help: "name the folder of one run, such as reports/20260101-120000-abcd")
  }

  /// What has to be done with a bundle first.
  private static func packed(_ path: String) -> UsageError {
    .unusable(
      "'\(path)' is a bundle or another tar archive, and has to be unpacked first",
      help: "mkdir run && tar -xf \(path) -C run, then name the folder run; "
        + "'synchroscope judge' takes a bundle as it is")
  }

  /// As much of a file as tells whether it is an archive; nothing of what is no ordinary file.
  private static func beginning(of path: String) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = StreamedFile.read(path, .ordinary, in: 0..<512) { bytes += $0 }
    return bytes
  }

  /// The first entry of a tar file has this word in its header.
  private static func isArchive(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 512 && bytes[257...].starts(with: Array("ustar".utf8))
  }

  /// The first line of an evidence log says what it is.
  private static func isEvidence(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: Array(#"{"evidence":"#.utf8))
  }

  private func report(results source: SourceText) -> RunReport? {
    let files = DocumentFiles(console: console)
    guard let document = files.document(source) else { return nil }
    do throws(RecordError) {
      return try RunReport(json: document.root)
    } catch {
      let renderer = DiagnosticRenderer(style: console.err.style)
      console.err.write(renderer.render(error.diagnostic, in: document.source))
      return nil
    }
  }

  private func report(
    evidence source: SourceText, suites: String?
  ) throws(UsageError) -> RunReport {
    let file: EvidenceFile
    do throws(EvidenceFileError) {
      file = try EvidenceFile(reading: source)
    } catch {
      throw .unusable(
        "'\(source.name)' cannot be used: \(error.message)",
        help: "only the last line of a log may be torn; name another run")
    }
    if let remark = file.remark { console.err.write("note: \(source.name): \(remark)\n") }
    guard let header = file.header else {
      throw .unusable(
        "'\(source.name)' holds no run: it was killed, or its disk full, before its first step",
        help: "run it again")
    }
    let catalogue = try catalogue(suites, header)
    let known = catalogue.map { catalogue in
      RunRows(catalogue, profile: header.profile.flatMap { catalogue.profile($0) })
    }
    guard
      let report = file.report(
        rows: known?.rows ?? [],
        // Part of a plan proves nothing about the claim as a whole.
        claimed: header.selection == nil ? known?.claimed ?? [] : [])
    else {
      preconditionFailure("evidence with a header makes a report")
    }
    return report
  }

  /// The rows that the evidence speaks about; without them its checks are still shown.
  private func catalogue(
    _ named: String?, _ header: RunReport.Header
  ) throws(UsageError) -> Catalogue? {
    if named == nil, let kept = try kept?(header) {
      let catalogue = try CatalogueFiles(console: kept.reader(console)).load(from: kept.directory)
      return try kept.extend(catalogue, unlessOther: nil, console)
    }
    let suites: SuitesDirectory
    do throws(UsageError) {
      suites = try SuitesDirectory.locate(named)
    } catch {
      if named != nil { throw error }
      console.err.write(
        "note: there are no suites here, so no requirement is listed; name them with --suites\n")
      return nil
    }
    return try CatalogueFiles(console: console).load(from: suites)
  }
}
