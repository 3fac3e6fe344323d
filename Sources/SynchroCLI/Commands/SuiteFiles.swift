import SynchroCatalog
import SynchroRunner
import SynchroScript
import SynchroText

/// Reads the suites, schemas and requirements below a folder.
struct SuiteFiles {
  /// What all that belongs to suites is called.
  static let extensions = CatalogueFiles.extensions.union(["suite", "json"])

  let console: Console

  /// Everything below a folder of suites, and the suite files elsewhere that words name.
  func library(
    from suites: SuitesDirectory, and words: SuiteWords = SuiteWords()
  ) async throws(UsageError) -> SuiteLibrary {
    // The tables of flows are large, and read beside the rest.
    async let flows = flows(below: suites)
    let catalogue = try CatalogueFiles(console: console).load(from: suites)
    return try library(
      suites: try suites.files(["suite"]) + words.own, schemas: try suites.files(["json"]),
      catalogue: catalogue,
      flows: await flows.get())
  }

  /// Everything below a folder of suites, and the suite files that a run from elsewhere has kept.
  func library(
    from suites: SuitesDirectory, besides kept: KeptSuites?
  ) async throws(UsageError) -> SuiteLibrary {
    guard let kept else { return try await library(from: suites) }
    return try await SuiteFiles(console: kept.ownReader(console))
      .library(from: suites, and: kept.own(beside: suites))
  }

  private func flows(
    below suites: SuitesDirectory
  ) async -> Result<[String: FlowVocabulary], UsageError> {
    Result { () throws(UsageError) in try FlowFiles(console: console).vocabularies(below: suites) }
  }

  /// A library of some suite files, with the schemas of a folder.
  func library(
    suites: [String], schemas: [String], catalogue: Catalogue,
    flows: [String: FlowVocabulary] = [:]
  ) throws(UsageError) -> SuiteLibrary {
    var families: [String: [SourceText]] = [:]
    for path in schemas {
      let parts = path.split(separator: "/").map(String.init)
      // FAMILY/schemas/NAME.schema.json
      guard parts.count >= 3, parts[parts.count - 2] == "schemas" else { continue }
      families[parts[parts.count - 3], default: []].append(try console.source(path))
    }
    var sources: [SourceText] = []
    for path in suites { sources.append(try console.source(path)) }
    return SuiteLibrary(
      suites: sources, schemas: families, catalogue: catalogue, flows: flows)
  }

  /// The suites that words ask for; nil when they cannot be used, which has been told then.
  func selection(
    _ words: SuiteWords, in library: SuiteLibrary
  ) async throws(UsageError) -> SuiteSelection? {
    // Of a file that cannot be read there is no suite, and one with a name that is taken is not found by it.
    guard await isSound(files: Set(words.own), in: library) else { return nil }
    let selection: SuiteSelection
    do throws(SuiteSelection.Fault) {
      selection = try SuiteSelection(words.names(in: library), in: library)
    } catch {
      throw .unusable(error.message, help: error.help)
    }
    return await isSound(selection.suites, in: library) ? selection : nil
  }

  /// Whether suites can be used; if not, says why. A schema that is broken breaks them all.
  func isSound(_ suites: [SuiteSource], in library: SuiteLibrary) async -> Bool {
    await isSound(files: Set(suites.map { $0.source.name }), in: library)
  }

  private func isSound(files: Set<String>, in library: SuiteLibrary) async -> Bool {
    guard !files.isEmpty else { return true }
    return !show(
      await library.check(files: files).filter {
        $0.isError && (files.contains($0.source.name) || $0.source.name.hasSuffix(".json"))
      })
  }

  /// Prints findings; true when one of them is an error.
  func show(_ findings: some Sequence<SuiteLibrary.Finding>) -> Bool {
    let renderer = DiagnosticRenderer(style: console.err.style)
    var isBroken = false
    for finding in findings {
      console.err.write(renderer.render(finding.diagnostic, in: finding.source))
      if finding.isError { isBroken = true }
    }
    return isBroken
  }
}
