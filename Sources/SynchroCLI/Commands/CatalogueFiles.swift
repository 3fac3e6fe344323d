import SynchroCatalog
import SynchroText

/// Reads the catalogue below a folder of suites; what is wrong with it goes to the error stream.
struct CatalogueFiles {
  /// What the files of a catalogue are called.
  static let extensions: Set = [
    "requirements", "edition", "register", "profile", "hooks", "notes",
  ]

  let console: Console

  /// The catalogue; an error after saying what is wrong with its files.
  func load(from suites: SuitesDirectory) throws(UsageError) -> Catalogue {
    let paths = try suites.files(Self.extensions)
    guard !paths.isEmpty else {
      throw .unusable(
        "there are no requirements below '\(suites.path)'",
        help: "name the folder that holds the suites: --suites DIR")
    }
    if suites.isPreferred {
      let here = try? SuitesDirectory(path: SuitesDirectory.here).files(Self.extensions)
      if here?.isEmpty == false {
        console.err.write(
          "note: these are the suites of \(suites.path); for those of this folder add --suites Suites\n"
        )
      }
    }
    var sources: [SourceText] = []
    for path in paths { sources.append(try console.source(path)) }
    let (catalogue, findings) = Catalogue.load(sources)
    let renderer = DiagnosticRenderer(style: console.err.style)
    for finding in findings {
      console.err.write(renderer.render(finding.diagnostic, in: finding.source))
    }
    if findings.contains(where: { $0.diagnostic.severity == .error }) {
      throw .unusable(
        "the requirements below '\(suites.path)' cannot be used",
        help: "mend the files as shown above")
    }
    return catalogue
  }
}
