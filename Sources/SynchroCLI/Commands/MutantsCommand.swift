import SynchroCatalog
import SynchroDevices
import SynchroJSON
import SynchroMocks
import SynchroRunner
import SynchroScript
import SynchroText

/// `synchroscope mutants`: whether the suites notice every defect of the reference server.
enum MutantsCommand {
  enum OutputForm: String, CaseIterable, Sendable {
    case table
    case markdown
    case json
  }

  /// What the random values of every run are drawn from, so that a defect is found in the same way each time.
  static let seed: UInt64 = 1
  static let defects = Option(
    "defect", .text("ID"), help: "only this defect", isRepeatable: true)
  static let jobs = Option(
    "jobs", short: "j", ValueKind<Int>.number("N", in: 1...16),
    help: "runs at a time; 2 unless given")
  static let format = Option(
    "format", ValueKind<OutputForm>.choice("FORM"), help: "how to print the matrix")
  static let isExhaustive = Flag(
    "all-tests", help: "try every test on every defect; takes much longer")
  private static let words = Operand(
    .text("SUITE"), count: 0...Int.max,
    help: "suites, the beginning of their names, or a profile; cds/discovery unless given")

  static let spec = CommandSpec(
    "mutants", summary: "Show which defects of the reference server or devices the suites notice",
    discussion: """
      The suites run against the right reference server, then against one server for each defect that
      breaks a requirement they check, then against the right one again. A defect is killed when its own
      requirement fails; one that breaks a SHOULD, when it is warned of. Each defect meets the tests that
      decide its requirement and what those need. Other requirements that fail with it are collateral
      unless the defect names them or they rest on what it broke. A defect whose requirement no suite
      checks counts as not found when the profile claims the requirement, else for nothing.

      Suites of flows are played in virtual time against reference devices with one defect each: the
      flows that try a requirement of the defect, until that has failed. A defect is killed when a check
      of a requirement that it names fails, and holds with right devices in as many rounds.

      Why a defect is not found is written as 'survivor DEFECT' with 'because: …' into a file *.notes
      below the suites. The exit code is 0 when the right server passes, at least 98 % of the defects
      are killed, each of the others is explained and none that is killed; else 1.
      """,
    parameters: [
      SuitesDirectory.option.spec, defects.spec, isExhaustive.spec, jobs.spec, format.spec,
      words.spec,
    ],
    examples: [
      .init("synchroscope mutants cds/discovery", "the whole matrix"),
      .init("synchroscope mutants cds/discovery --defect metadata-version-wrong", "one defect"),
      .init("synchroscope mutants cds/full --format markdown", "what docs/kill-matrix.md holds"),
      .init("synchroscope mutants sg-network smart-appliance der-exchange", "defects of devices"),
    ]
  ) { arguments, console throws(UsageError) in
    let suites = try SuitesDirectory.locate(arguments[SuitesDirectory.option])
    let library = try await SuiteFiles(console: console).library(from: suites)
    let names = arguments.all(words).isEmpty ? ["cds/discovery"] : arguments.all(words)
    let selection: SuiteSelection
    let plan: RunPlan
    do throws(SuiteSelection.Fault) {
      selection = try SuiteSelection(names, in: library)
    } catch {
      throw .unusable(error.message, help: error.help)
    }
    try checkNotes(library.catalogue, below: suites, console)
    let flows = selection.suites.filter(\.suite.isFlowSuite)
    guard flows.isEmpty || flows.count == selection.suites.count else {
      throw mixed(selection.suites)
    }
    if !flows.isEmpty {
      return try await device(selection, library, suites, names, arguments, console)
    }
    var options = RunPlan.Options()
    options.seed = seed
    // Tests side by side would meet a server of moods in another order each time.
    options.jobs = 1
    do throws(RunPlan.Fault) {
      plan = try RunPlan(
        suites: selection.suites.map(\.suite), requested: selection.requested, options: options)
    } catch {
      throw .unusable(error.message, help: error.help)
    }
    let chosen = try chosenDefects(arguments, library, plan, selection.profile)
    let matrix: KillMatrix
    do throws(MutantRuns.Fault) {
      let runs = try MutantRuns(
        library: library, plan: plan, profile: selection.profile, seed: referenceSeed(),
        isExhaustive: arguments[isExhaustive])
      let isLive = console.err.style == .colour
      let isChoice = !arguments.all(defects).isEmpty
      matrix = try await runs.matrix(
        of: chosen.checked, isChoice: isChoice, jobs: arguments[jobs] ?? 2
      ) { done in
        if isLive { console.err.write("\r\(done) of \(chosen.checked.count) defects") }
      }
      if isLive { console.err.write("\r\u{1B}[K") }
    } catch {
      console.err.write("error: \(error.message)\n")
      return .harnessFault
    }
    let listing = KillListing(matrix: matrix, unchecked: chosen.unchecked.map { Mutant($0) })
    return show(listing, as: arguments[format] ?? .table, console) {
      KillDocument(
        matrix: matrix, library: library, profile: selection.profile,
        command: names.joined(separator: " "))
    }
  }

  static func show(
    _ listing: KillListing, as form: OutputForm, _ console: Console,
    document: () -> KillDocument
  ) -> ExitCode {
    switch form {
    case .table: console.out.write(listing.table(console.out.style))
    case .json: console.out.write(listing.json)
    case .markdown:
      console.out.write(document().markdown)
      console.err.write(listing.complaints(console.err.style))
    }
    return listing.matrix.isComplete ? .success : .failed
  }

  private static func referenceSeed() throws(MutantRuns.Fault) -> CDSSeed {
    do throws(SeedError) {
      return try CDSSeed.reference()
    } catch {
      throw MutantRuns.Fault(message: "the reference data cannot be read")
    }
  }

  private static func mixed(_ suites: [SuiteSource]) -> UsageError {
    let flow = suites.first(where: \.suite.isFlowSuite)?.suite.name.value ?? ""
    let other = suites.first { !$0.suite.isFlowSuite }?.suite.name.value ?? ""
    return .unusable(
      "'\(flow)' is played against reference devices, and '\(other)' runs against a server",
      help: "give suites of one kind at a time")
  }

  /// A note about a defect that was renamed would explain nothing.
  private static func checkNotes(
    _ catalogue: Catalogue, below suites: SuitesDirectory, _ console: Console
  ) throws(UsageError) {
    let others = catalogue.survivors.filter { CDSDefect.named($0.defect) == nil }
    guard !others.isEmpty else { return }
    let devices = try DeviceFiles(console: console).defects(below: suites).map(\.id)
    for note in others where !devices.contains(note.defect) {
      throw .unusable(
        "\(note.place) explains '\(note.defect)', and there is no such defect",
        help: NearestName.find(note.defect, among: CDSDefect.all.map(\.id) + devices)
          .map { "did you mean '\($0)'?" } ?? "take the note out")
    }
  }

  /// The named defects, or all that break a row which the plan's suites check or the profile claims;
  /// apart from them those whose row no suite checks at all.
  private static func chosenDefects(
    _ arguments: ParsedArguments, _ library: SuiteLibrary, _ plan: RunPlan, _ profile: Profile?
  ) throws(UsageError) -> (checked: [CDSDefect], unchecked: [CDSDefect]) {
    let names = arguments.all(defects)
    let all = names.isEmpty ? CDSDefect.all : try named(names)
    let planned = Set(plan.entries.map(\.id.suite))
    let checked = Set(library.uses.map(\.id))
    let here = Set(library.uses.filter { planned.contains($0.suite) }.map(\.id))
    // A claimed row that no suite checks is a gap of the claim.
    let claimed = Set(
      profile.map { library.catalogue.requirements(in: $0).map(\.id) } ?? []
    ).subtracting(checked)
    // A defect that is asked for and that other suites would find is a survivor of these.
    let wanted = (names.isEmpty ? here : checked).union(claimed)
    return (
      all.filter { wanted.contains($0.primaryRequirement) },
      all.filter { !checked.union(claimed).contains($0.primaryRequirement) }
    )
  }

  private static func named(_ names: [String]) throws(UsageError) -> [CDSDefect] {
    var chosen: [CDSDefect] = []
    for name in names {
      guard let defect = CDSDefect.named(name) else {
        throw .unusable(
          "there is no defect '\(name)'",
          help: NearestName.find(name, among: CDSDefect.all.map(\.id))
            .map { "did you mean '\($0)'?" } ?? "'synchroscope list defects' shows them all")
      }
      chosen.append(defect)
    }
    return chosen
  }
}
