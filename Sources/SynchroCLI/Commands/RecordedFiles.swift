import SynchroBundle
import SynchroText
import SynchroTiming
import SynchroVerdict

/// The files of a run, in its folder or in a bundle.
struct RecordedFiles {
  /// How the run is called in messages.
  let path: String
  private let bundle: [UInt8]
  /// Where the entries of a bundle lie; nil for a folder.
  private let places: [String: Range<Int>]?
  private let console: Console
  /// A bundle is judged in memory.
  private static let limit = 1 << 30

  /// Opens a folder or a bundle; a bundle that is not as it was written is refused.
  init(_ path: String, _ console: Console) throws(UsageError) {
    let folder = RunPath(path).folder
    self.path = folder ?? path
    self.console = console
    guard folder == nil else {
      bundle = []
      places = nil
      return
    }
    var bytes: [UInt8] = []
    var check = BundleCheck()
    let fault = StreamedFile.read(path) { piece in
      bytes.append(contentsOf: piece)
      check.read(piece)
    } until: {
      check.hasStopped || bytes.count > Self.limit
    }
    guard bytes.count <= Self.limit else {
      throw .unusable(
        "'\(path)' is larger than the limit of \(Self.limit >> 20) MiB",
        help: "unpack it where there is room, and name the folder")
    }
    if let fault { throw .unusable(fault.message, help: fault.help) }
    let verdict = check.finish(now: SystemTime().wallTime, key: nil)
    guard verdict.isIntact else {
      let first = verdict.findings.first { $0.kind.isDamage }
      let words = first.map { "\($0.entry): \($0.sentence)" } ?? "it has no manifest"
      throw .unusable(
        "'\(path)' is no whole bundle: \(VisibleText.escape(words))",
        help: "name the folder of a run, or a bundle that 'synchroscope verify' finds nothing in")
    }
    bundle = bytes
    places = Dictionary(verdict.places.map { ($0.name.text, $0.range) }) { first, _ in first }
  }

  /// The bytes of a file, or why there are none.
  func read(_ name: EntryName) -> Result<[UInt8], ReadFault> {
    guard let places else { return console.read("\(path)/\(name)") }
    guard let place = places[name.text] else {
      return .failure(
        ReadFault(path: "\(path): \(name)", reason: "it is not there", help: "make it again"))
    }
    return .success(Array(bundle[place]))
  }

  /// The suites that were kept with the run, called as in its results; nil when none were.
  func suites(of header: RunReport.Header) throws(UsageError) -> KeptSuites? {
    let kept = try suites()
    return kept.isEmpty ? nil : KeptSuites(kept, of: header)
  }

  /// The files of the suites by their paths below the folder of suites: entries of a bundle, in the
  /// archive that a run writes, or beside the results where a bundle was unpacked.
  private func suites() throws(UsageError) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    if let places {
      for (name, place) in places where name.hasPrefix(RunEntries.suitesFolder) {
        files[String(name.dropFirst(RunEntries.suitesFolder.count))] = Array(bundle[place])
      }
    } else if case .success(let archive) = read(RunEntries.suites) {
      do throws(ArchiveFault) {
        for (name, bytes) in try ArchiveReader.entries(of: archive) { files[name.text] = bytes }
      } catch {
        throw .unusable(
          "'\(path)/\(RunEntries.suites)' is no archive of ours: \(error.message)",
          help: "name the suites with --suite")
      }
    } else {
      let folder = SuitesDirectory(path: "\(path)/" + RunEntries.suitesFolder.dropLast())
      for file in try folder.files(SuiteFiles.extensions) {
        files[String(file.dropFirst(folder.path.count + 1))] = try console.source(file).bytes
      }
    }
    return files
  }
}
