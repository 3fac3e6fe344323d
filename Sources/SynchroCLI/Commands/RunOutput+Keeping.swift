import SynchroBundle
import SynchroCatalog
import SynchroDigest
import SynchroJSON
import SynchroRunner
import SynchroScript
import SynchroText
import SynchroVerdict

/// What a bundle needs of a run and only the run knows.
extension RunOutput {
  /// Keeps the suites of a run and its profile with all that belongs to their families, as they are now:
  /// nobody may find them changed when the run is judged again.
  /// `own` are those that lie outside of the folder, and `profile` is one that does, as they were read: of these it
  /// keeps nothing but themselves.
  func keepSuites(
    _ folder: SuitesDirectory, and own: [SuiteSource], profile: OwnProfile.File? = nil,
    of header: RunReport.Header, _ console: Console
  ) {
    let names = header.suites.map(\.name) + [header.profile].compactMap { $0 }
    let families = Set(names.map(SuiteVocabulary.family))
    var entries: [(name: EntryName, bytes: [UInt8])] = []
    let others =
      own.map { (KeptSuites.entry(ofOwn: $0.suite.name.value), $0.source) }
      + [profile].compactMap(\.self).map {
        (KeptSuites.entry(ofOwnProfile: $0.profile.name), $0.source)
      }
    for (name, source) in others {
      guard let name, name.isFileOfSuites else {
        return note("the suites cannot be kept: '\(source.name)' has a name that no archive takes")
      }
      entries.append((name, source.bytes))
    }
    let paths: [String]
    do throws(UsageError) {
      paths = try folder.files(SuiteFiles.extensions)
    } catch {
      return note("the suites cannot be kept: \(error.message)")
    }
    for path in paths {
      let below = path.dropFirst(folder.path.count).drop { $0 == "/" }
      let isOfFamily = families.contains(SuiteVocabulary.family(of: String(below)))
      // A suite or a profile of somebody's own may name any row, edition and hook that there is.
      let isOfCatalogue = CatalogueFiles.extensions.contains(Self.ending(of: path))
      let isOfRun = header.suites.contains { $0.file == path }
      guard isOfFamily || isOfRun || !others.isEmpty && isOfCatalogue else { continue }
      guard let name = EntryName(String(below)), name.isFileOfSuites else {
        note("the suites cannot be kept: '\(path)' has a name that no archive takes")
        return
      }
      switch console.read(path) {
      case .failure(let fault): return note("the suites cannot be kept: \(fault.message)")
      case .success(let bytes): entries.append((name, bytes))
      }
    }
    keep(ArchiveWriter.archive(entries), as: RunEntries.suites)
  }

  private static func ending(of path: String) -> String {
    String(path.reversed().prefix { $0 != "." }.reversed())
  }

  /// Keeps what the run goes by: the target with what it has said of itself.
  func keepTarget(_ target: TargetFile, _ secrets: ResolvedSecrets) {
    let declaration = TargetDeclaration(of: target, secrets: secrets)
    do throws(RedactionError) {
      let json = declaration.json(redactedBy: try secrets.ledger.redactor())
      keep(Array((JSONPrinter.pretty(json) + "\n").utf8), as: RunEntries.target)
    } catch {
      note("the target is not declared, because that might show a secret: \(error)")
    }
  }

  /// Keeps what the machine and its clock were like; answers why it could not.
  func keepEnvironment(_ report: RunReport) async -> String? {
    let facts = MachineFacts.document(report, program: await program.value)
    return WholeFile.write(facts, to: "\(folder)/\(RunEntries.environment)")
  }

  /// Writes a file of the run as a whole; what stands in the way is said with the report.
  private func keep(_ bytes: [UInt8], as name: EntryName) {
    if let fault = WholeFile.write(bytes, to: "\(folder)/\(name)") { note(fault) }
  }
}

extension EntryName {
  /// Whether it can stand below the folder of suites in a bundle.
  var isFileOfSuites: Bool { EntryName(RunEntries.suitesFolder + text) != nil }
}
