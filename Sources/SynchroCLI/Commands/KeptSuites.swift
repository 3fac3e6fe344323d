import SynchroBundle
import SynchroCatalog
import SynchroVerdict

/// The suites that a run has kept, with all that belongs to them.
struct KeptSuites {
  /// Where the files stand among them that did not lie in the folder of suites. No family is called so.
  static let ownFolder = "_own/"

  /// The folder of suites, below the path that it had.
  let directory: SuitesDirectory
  private let own: [(name: String, path: String)]
  /// What the profile of the run is called, when its file did not lie in the folder of suites.
  private let ownProfile: String?
  private let files: [String: [UInt8]]

  /// What a suite file from outside of the folder is called; nil for a name that no archive takes.
  static func entry(ofOwn suite: String) -> EntryName? { EntryName(ownFolder + suite + ".suite") }

  /// What the file of a profile from outside of the folder is called; nil for a name that no archive takes.
  static func entry(ofOwnProfile profile: String) -> EntryName? {
    EntryName(ownFolder + profile + ".profile")
  }

  /// The files of a run by their paths below the folder of suites, each called as the run has called it.
  init(_ kept: [String: [UInt8]], of header: RunReport.Header) {
    let suites = header.suites
    let isOwn = { (suite: RunReport.SuiteFile) in
      Self.entry(ofOwn: suite.name).map { kept[$0.text] != nil } ?? false
    }
    let folder = Self.folder(of: suites.filter { !isOwn($0) })
    own = suites.filter(isOwn).map { ($0.name, $0.file) }
    let below = kept.filter { !$0.key.hasPrefix(Self.ownFolder) }
    directory = SuitesDirectory(path: folder, archived: below.keys.map { folder + "/" + $0 })
    var files: [String: [UInt8]] = [:]
    for (name, bytes) in below { files[folder + "/" + name] = bytes }
    for (name, path) in own { files[path] = Self.entry(ofOwn: name).flatMap { kept[$0.text] } }
    ownProfile = header.profile.flatMap { name in
      Self.entry(ofOwnProfile: name).flatMap { kept[$0.text] } == nil ? nil : name
    }
    if let entry = ownProfile.flatMap(Self.entry(ofOwnProfile:)) {
      files[folder + "/" + entry.text] = kept[entry.text]
    }
    self.files = files
  }

  /// The suites that the run at a path has kept; nil when it has none, or is no folder.
  static func beside(
    _ path: String, of header: RunReport.Header, _ console: Console
  ) throws(UsageError) -> KeptSuites? {
    guard let folder = RunPath(path).folder else { return nil }
    return try RecordedFiles(folder, console).suites(of: header)
  }

  /// Where the suites of a run were.
  private static func folder(of suites: [RunReport.SuiteFile]) -> String {
    for suite in suites where suite.file.hasSuffix("/\(suite.name).suite") {
      let folder = suite.file.dropLast(suite.name.count + "/.suite".count)
      if !folder.isEmpty { return String(folder) }
    }
    return "Suites"
  }

  /// The suite files from outside of the folder, but for those whose place a file of this folder takes.
  func own(beside suites: SuitesDirectory) throws(UsageError) -> SuiteWords {
    let taken = Set(
      try suites.files(["suite"]).map { String($0.dropFirst(suites.path.count).drop { $0 == "/" }) }
    )
    return SuiteWords(own: own.filter { !taken.contains($0.name + ".suite") }.map(\.path))
  }

  /// A catalogue with the profile from outside of the folder, unless `word` asks for another one or there is one of
  /// this name already.
  func extend(
    _ catalogue: Catalogue, unlessOther word: String?, _ console: Console
  ) throws(UsageError) -> Catalogue {
    guard let ownProfile, word == nil || word == ownProfile,
      catalogue.profile(ownProfile) == nil, let entry = Self.entry(ofOwnProfile: ownProfile)
    else { return catalogue }
    return try OwnProfile(console: reader(console))
      .extend(catalogue, byKept: directory.path + "/" + entry.text)
  }

  /// Reads what was kept and nothing else.
  func reader(_ console: Console) -> Console {
    Console(out: console.out, err: console.err) { [files] path in
      files[path].map { .success($0) }
        ?? .failure(ReadFault(path: path, reason: "the run did not keep it", help: "run it again"))
    }
  }

  /// Reads the suite files from outside of the folder as they were kept, and everything else where it lies.
  func ownReader(_ console: Console) -> Console {
    let kept = files.filter { file in own.contains { $0.path == file.key } }
    return Console(out: console.out, err: console.err) { path in
      kept[path].map { .success($0) } ?? console.read(path)
    }
  }
}
