import Glibc
import SynchroBundle
import SynchroDigest
import SynchroText
import SynchroVerdict

/// The folder of a run that is to become a bundle: every file looked at, and refused unless all of it
/// is the whole evidence of one run without a secret in it.
struct BundleFolder {
  /// An entry of the bundle and where its bytes come from.
  struct Item {
    enum Source {
      case file(String)
      case bytes([UInt8])
    }

    let entry: Manifest.Entry
    let source: Source
  }

  let report: RunReport
  /// What goes into the bundle, in any order.
  let items: [Item]
  /// Files of the folder that do not belong to a bundle.
  let surplus: [String]

  /// More are no suites of ours.
  private static let suitesLimit = 256 << 20

  /// Reads a folder; nil after saying what is wrong with its results.
  init?(_ folder: String, _ console: Console) throws(UsageError) {
    guard SuitesDirectory.isFolder(folder) else {
      throw .unusable(
        "'\(folder)' is no folder", help: "name the folder of one run, such as reports/RUN")
    }
    let results = "\(folder)/\(RunEntries.results)"
    guard access(results, F_OK) == 0 else {
      if access("\(folder)/\(RunEntries.evidence)", F_OK) == 0 {
        throw .unusable(
          "the run in '\(folder)' is cut short: it ended before it could write its results",
          help:
            "'synchroscope report \(folder)' shows what it had found; part of a run proves nothing "
            + "about the whole: " + BundleRefusal.again)
      }
      throw .unusable(
        "'\(folder)' holds no results.json: this is no run",
        help: "name the folder of one run, such as reports/RUN")
    }
    guard
      let report = try RecordedRun(console: console).report(at: results, suites: nil)
    else { return nil }
    self.report = report
    guard !report.header.isOfFlows else {
      throw .unusable(
        "the run in '\(folder)' is one of flows, and a bundle holds what can be judged again: "
          + "exchanges with a server",
        help: "hand the folder on as it is, or its \(RunReports.page)")
    }
    var outline = EvidenceOutline()
    var items = [try Self.item(RunEntries.results, in: folder)]
    items.append(
      try Self.item(RunEntries.evidence, in: folder) {
        outline.read($0.bindMemory(to: UInt8.self))
      })
    if let refusal = BundleRefusal.ofPart(report, outline.facts()) { throw UsageError(refusal) }
    let proof = try Self.proof(in: folder, console)
    if let refusal = BundleRefusal.ofSearch(proof, run: report.header.run) {
      throw UsageError(refusal)
    }
    let reports = RunEntries.reports.filter { access("\(folder)/\($0)", F_OK) == 0 }
    for name in RunEntries.others + reports { items.append(try Self.item(name, in: folder)) }
    let suites = try Self.suites(in: folder, proof)
    if let refusal = Self.refusal(of: items, proof) ?? Self.refusal(ofSuites: suites, report) {
      throw UsageError(refusal)
    }
    self.items = items + suites
    let taken = Set(items.map(\.entry.name) + [RunEntries.suites])
    surplus = proof.files.map(\.name).filter { !taken.contains($0) }.map(\.text)
  }

  // MARK: - Files

  private static func proof(
    in folder: String, _ console: Console
  ) throws(UsageError) -> RedactionProof {
    let path = "\(folder)/\(RunEntries.redaction)"
    guard case .success(let bytes) = console.read(path) else {
      throw .unusable(
        "'\(folder)' was not searched for secrets: there is no redaction.json",
        help: "a run writes it at its end, while it knows its secrets; "
          + BundleRefusal.again)
    }
    guard let proof = RedactionProof(reading: bytes) else {
      throw .unusable(
        "'\(path)' is not as a run writes it", help: "restore it, or " + BundleRefusal.again)
    }
    return proof
  }

  private static func item(
    _ name: EntryName, in folder: String, _ look: (UnsafeRawBufferPointer) -> Void = { _ in }
  ) throws(UsageError) -> Item {
    let path = "\(folder)/\(name)"
    var hash = SHA256()
    var size = 0
    let fault = StreamedFile.read(path, .ordinary) { bytes in
      hash.update(bytes)
      size += bytes.count
      look(bytes)
    }
    if let fault {
      throw .unusable(
        "the run is not whole: \(fault.message)",
        help: "a run writes the file itself; " + BundleRefusal.again)
    }
    guard size <= ArchiveWriter.maximumSize else {
      throw .unusable(
        "'\(path)' has \(size) bytes, and an entry has less than 8 GiB",
        help: "run fewer suites at a time")
    }
    return Item(
      entry: .init(name, size: size, sha256: hash.finalized()), source: .file(path))
  }

  /// The files of the suites as the run has kept them.
  private static func suites(
    in folder: String, _ proof: RedactionProof
  ) throws(UsageError) -> [Item] {
    let path = "\(folder)/\(RunEntries.suites)"
    var archive: [UInt8] = []
    let kept = try item(RunEntries.suites, in: folder) { bytes in
      if archive.count <= suitesLimit { archive += bytes }
    }
    if let refusal = BundleRefusal.ofFile(kept.entry, named: RunEntries.suites, proof) {
      throw UsageError(refusal)
    }
    let files: [(name: EntryName, bytes: [UInt8])]
    do throws(ArchiveFault) {
      files = try ArchiveReader.entries(of: archive)
    } catch {
      throw .unusable(
        "'\(path)' is not as a run writes it: \(error.message)",
        help: "restore it, or " + BundleRefusal.again)
    }
    return files.compactMap { file in
      // Whoever wrote the archive has made sure of the names.
      EntryName(RunEntries.suitesFolder + file.name.text).map { name in
        Item(
          entry: .init(name, size: file.bytes.count, sha256: SHA256.digest(file.bytes)),
          source: .bytes(file.bytes))
      }
    }
  }

  // MARK: - Refusals

  private static func refusal(of items: [Item], _ proof: RedactionProof) -> BundleRefusal? {
    items.lazy.filter { $0.entry.name != RunEntries.redaction }
      .compactMap { BundleRefusal.ofFile($0.entry, named: $0.entry.name, proof) }.first
  }

  /// Every suite that the results name must be there as it was.
  private static func refusal(ofSuites items: [Item], _ report: RunReport) -> BundleRefusal? {
    let digests = Set(items.map(\.entry.sha256.hex))
    guard let lost = report.header.suites.first(where: { !digests.contains($0.sha256) }) else {
      return nil
    }
    return BundleRefusal(
      "the suite '\(lost.name)' is not among those that the run has kept: it was changed while the "
        + "run began",
      help: BundleRefusal.again)
  }
}

extension UsageError {
  init(_ refusal: BundleRefusal) {
    self = .unusable(refusal.message, help: refusal.help)
  }
}
