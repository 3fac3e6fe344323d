import SynchroCatalog
import SynchroReport
import SynchroRunner
import SynchroScript
import SynchroText
import SynchroVerdict

/// The file that says what is known to be otherwise, as `run` and `report` take it.
struct BaselineFile {
  static let option = Option(
    "baseline", .file(),
    help: "what is known to be otherwise; the exit code says whether the run came out so")

  let console: Console

  /// The baseline that was named, if any; an error after saying what is wrong with it.
  func read(_ arguments: ParsedArguments) throws(UsageError) -> Baseline? {
    guard let path = arguments[Self.option] else { return nil }
    let source = try console.source(path)
    let (baseline, findings) = Baseline.read(source)
    let renderer = DiagnosticRenderer(style: console.err.style)
    for finding in findings { console.err.write(renderer.render(finding, in: source)) }
    guard findings.isEmpty else {
      throw .unusable(
        "the baseline '\(path)' cannot be used", help: "mend the file as shown above")
    }
    return baseline
  }

  /// The names in the suites at hand and in what a run has kept besides; nil when there are none to look at.
  func names(_ suites: String?, and kept: KeptSuites?) async throws(UsageError) -> Baseline.Names? {
    let folder: SuitesDirectory
    do throws(UsageError) {
      folder = try SuitesDirectory.locate(suites)
    } catch {
      if suites != nil { throw error }
      return nil
    }
    return Baseline.Names(
      try await SuiteFiles(console: console).library(from: folder, besides: kept))
  }

  /// Shows how a run compares: behind the report for people, on the error stream where standard
  /// output is for programs.
  func show(_ outcome: BaselineOutcome, besideProgramOutput isForPrograms: Bool) {
    let output = isForPrograms ? console.err : console.out
    output.write(BaselineReport(style: output.style).render(outcome))
  }
}

extension Baseline.Names {
  /// Every test and row of a library.
  init(_ library: SuiteLibrary) {
    self.init(
      tests: Set(
        library.sources.flatMap { source in
          source.suite.tests.map { "\(source.suite.name.value)#\($0.name.value)" }
        }), requirements: Set(library.catalogue.requirements.map(\.id)))
  }
}
