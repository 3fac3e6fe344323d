import Glibc
import SynchroCatalog
import SynchroRunner
import SynchroScript
import SynchroText

/// A profile that is named on the command line: by its name, or by a file of somebody's own that
/// lies outside of the suites.
struct OwnProfile {
  /// The profile of a file, and the file as it was read.
  struct File {
    let profile: Profile
    let source: SourceText
  }

  let console: Console

  /// A library with the profile of a file in its catalogue; the library as it was, and no profile,
  /// when `word` is a name or nothing.
  func extend(
    _ library: SuiteLibrary, by word: String?
  ) throws(UsageError) -> (SuiteLibrary, File?) {
    guard let word, library.catalogue.profile(word) == nil, Self.isFile(word) else {
      return (library, nil)
    }
    let features = Set(library.featureGuards.map(\.feature))
    let (catalogue, file) = try read(word, beside: library.catalogue, features: features)
    return (library.with(catalogue), file)
  }

  /// A catalogue with the profile of a file that a run has kept. The features that it requires were
  /// compared with all suites when it was run, and not all of them were kept.
  func extend(_ catalogue: Catalogue, byKept path: String) throws(UsageError) -> Catalogue {
    try read(path, beside: catalogue, features: nil).0
  }

  /// The profile with a name, or that of a file, and the catalogue with it.
  func find(
    _ word: String, in library: SuiteLibrary
  ) throws(UsageError) -> (catalogue: Catalogue, profile: Profile) {
    let (library, own) = try extend(library, by: word)
    if let profile = own?.profile ?? library.catalogue.profile(word) {
      return (library.catalogue, profile)
    }
    let near = NearestName.advice(for: word, among: library.catalogue.profiles.map(\.name))
    throw .unusable(
      "there is no profile and no file '\(word)'", help: near ?? "there are no profiles at all")
  }

  /// A name that no suite folder knows may be a file whatever it is called; `hub.profile` is meant
  /// as one even when it is not there.
  private static func isFile(_ word: String) -> Bool {
    word == "-" || word.hasSuffix(".profile") || access(word, F_OK) == 0
  }

  private func read(
    _ path: String, beside catalogue: Catalogue, features: Set<String>?
  ) throws(UsageError) -> (Catalogue, File) {
    let source = try console.source(path)
    let file = catalogue.reading(profile: source, features: features)
    let renderer = DiagnosticRenderer(style: console.err.style)
    for finding in file.diagnostics {
      console.err.write(renderer.render(finding.diagnostic, in: finding.source))
    }
    guard let profile = file.profile else {
      throw .unusable("'\(source.name)' cannot be used", help: "mend the file as shown above")
    }
    return (file.catalogue, File(profile: profile, source: source))
  }
}
