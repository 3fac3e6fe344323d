import SynchroCatalog
import SynchroRunner
import SynchroScript
import SynchroText
import SynchroVerdict

/// By what a recorded run is judged again: suites, tests and profile.
struct JudgementSetting {
  /// The suites that are carried out.
  let suites: [SuiteSource]
  /// The tests of them.
  let plan: RunPlan
  /// What the target is held to.
  let profile: Profile?
  /// What the new report says of itself.
  let header: RunReport.Header
  /// What is otherwise than in the run.
  private(set) var remarks: [String] = []
  /// Whether suites and profile are those of the run, byte for byte.
  let isSame: Bool

  /// Finds in a library what a run was made with; `profile` takes the place of the run's. With
  /// `isOther`, what belongs to the suites may have changed although they have not.
  init(
    _ record: JudgedRun.Record, _ library: SuiteLibrary, profile named: String?, isOther: Bool
  ) throws(UsageError) {
    var header = record.report.header
    profile = try Self.profile(named, header, in: library.catalogue)
    let then = Dictionary(header.suites.map { ($0.name, $0.sha256) }) { first, _ in first }
    let selection = try Self.selection(header, library)
    suites = selection.suites
    let now = selection.suites.map { RunReport.SuiteFile($0) }
    let changed = Set(now.filter { then[$0.name] != $0.sha256 }.map(\.name))
    let gone = Set(then.keys).subtracting(now.map(\.name))
    isSame =
      !isOther && changed.isEmpty && gone.isEmpty && profile?.name == header.profile

    var options = RunPlan.Options()
    options.only = (header.selection?.only ?? []).map { TestPattern($0) }
    options.tags = header.selection?.tags ?? []
    options.shard = header.selection?.shard
    options.seed = header.seed
    let recorded = Set(record.report.tests.map(\.id))
    do throws(RunPlan.Fault) {
      let whole = try RunPlan(
        suites: suites.map(\.suite), requested: selection.requested, options: options)
      // What an unchanged suite has besides was left out for a reason that the record does not tell.
      plan = whole.keeping { entry in
        recorded.contains(entry.id.description) || changed.contains(entry.id.suite)
      }
    } catch {
      throw .unusable(error.message, help: error.help)
    }

    header.suites = now
    header.profile = profile?.name
    header.edition = profile?.edition
    header.documents = RunReport.Document.all(in: library.catalogue, edition: profile?.edition)
    self.header = header
    if !changed.isEmpty {
      remarks.append("judged by other suites than the run's: " + Self.list(changed))
    }
    if !gone.isEmpty { remarks.append("suites of the run that are not here: " + Self.list(gone)) }
  }

  private static func list(_ names: Set<String>) -> String {
    let sorted = names.sorted()
    let more = sorted.count > 5 ? " and \(sorted.count - 5) more" : ""
    return sorted.prefix(5).map(VisibleText.escape).joined(separator: ", ") + more
  }

  private static func profile(
    _ named: String?, _ header: RunReport.Header, in catalogue: Catalogue
  ) throws(UsageError) -> Profile? {
    guard let name = named ?? header.profile else { return nil }
    guard named != nil || catalogue.profile(name) != nil else {
      throw .unusable(
        "the run was held to the profile '\(VisibleText.escape(name))', which is not here",
        help: "name its file, or another profile: --profile NAME|FILE")
    }
    return try catalogue.profile(called: name)
  }

  /// What the words of the recorded command line mean now; where they mean nothing, the suites that
  /// they meant then.
  private static func selection(
    _ header: RunReport.Header, _ library: SuiteLibrary
  ) throws(UsageError) -> SuiteSelection {
    let files = Dictionary(header.suites.map { ($0.file, $0.name) }) { first, _ in first }
    if let words = RunCommand.words(of: header.arguments),
      let selection = try? SuiteSelection(words.map { files[$0] ?? $0 }, in: library)
    {
      return selection
    }
    let names = header.suites.map(\.name).filter { library[$0] != nil }
    guard !names.isEmpty else {
      throw .unusable(
        "none of the run's suites is here", help: "name the folder that holds them with --suite")
    }
    do throws(SuiteSelection.Fault) {
      return try SuiteSelection(names, in: library)
    } catch {
      throw .unusable(error.message, help: error.help)
    }
  }
}
