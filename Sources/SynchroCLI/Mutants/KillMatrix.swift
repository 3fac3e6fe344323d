import SynchroCatalog
import SynchroMocks
import SynchroVerdict

/// For each defect of the reference server, or of reference devices: whether the suites notice it, and
/// by which check.
struct KillMatrix: Sendable {
  /// What became of one defect.
  struct Row: Sendable, Equatable {
    /// How a defect can end.
    enum Outcome: Sendable, Equatable {
      /// A check that names the defect's requirement found it.
      case killed
      /// Only checks of other requirements found it; this is what its own one came to.
      case killedElsewhere(String)
      /// No check found it; this is what its requirement came to.
      case survived(String)
    }

    /// The defect's name.
    let defect: String
    /// The requirement that it is meant to break.
    let requirement: String
    /// Whether it was noticed.
    let outcome: Outcome
    /// The checks that found it under its own requirement, in the order of the plan.
    let killers: [String]
    /// The other requirements that failed with it.
    let sides: [SideFailure]
    /// Every requirement that failed or was warned of, its own included.
    let witnessed: Set<String>
    /// The exit code of its run.
    let exit: Int32
    /// The requirements that it names and that did not fail.
    var missed: [String] = []

    var isKilled: Bool { outcome == .killed }
    /// The requirements that it breaks without saying so.
    var collateral: [SideFailure] { sides.filter { $0.tie == .collateral } }
    /// What its requirement came to; nil for one that is killed.
    var words: String? {
      switch outcome {
      case .killed: nil
      case .killedElsewhere(let words), .survived(let words): words
      }
    }
  }

  /// Of a hundred defects so many are to be found, whatever is written about the rest.
  static let wantedRate = 98

  /// Whether nothing failed on the right server, before and after.
  let isCleanPassing: Bool
  /// What failed or stayed unproven on the right server.
  let cleanTroubles: [String]
  /// One row for each defect.
  let rows: [Row]
  /// Automatically decided requirements that the suites check and that no defect made fail.
  let unwitnessed: [String]
  /// Whether the defects were asked for by name; then their number says nothing.
  var isChoice = false
  /// Why defects are not found, by defect.
  var notes: [String: SurvivorNote] = [:]

  /// How many defects a check of their own requirement found.
  var killed: Int { rows.count(where: \.isKilled) }
  /// Whether enough were.
  var isRateReached: Bool { isChoice || killed * 100 >= rows.count * Self.wantedRate }
  /// The defects that were not found.
  var survivors: [Row] { rows.filter { !$0.isKilled } }
  /// Those about which nothing is written.
  var unexplained: [Row] { survivors.filter { notes[$0.defect] == nil } }
  /// Notes about defects that are found after all.
  var outdated: [SurvivorNote] { rows.filter(\.isKilled).compactMap { notes[$0.defect] } }

  /// Whether the right server passed, enough defects were found and the others are explained.
  var isComplete: Bool {
    isCleanPassing && isRateReached && unexplained.isEmpty && outdated.isEmpty
  }
}

extension KillMatrix.Row {
  /// Reads a run of a server with one defect; `needs` are the tests that each test of the plan
  /// needs, `dependences` the requirements that each requirement rests on.
  ///
  /// A row that may only warn, since it breaks a SHOULD or its clause has several readings, is
  /// killed by a warning.
  init(
    _ defect: CDSDefect, _ report: RunReport, mayOnlyWarn: Bool, needs: [String: Set<String>],
    dependences: [String: Set<String>]
  ) {
    let aim = defect.primaryRequirement
    let ties = FailureTies(
      Mutant(defect), report.tests, needs: needs, dependences: dependences)
    let record = report.requirements.first { $0.id == aim }
    let isKilled =
      record?.verdict?.kind == .failed && !defect.isWarning
      || record?.verdict?.kind == .warned && (defect.isWarning || mayOnlyWarn)
    let hasFailed = ties.sides.contains(where: \.isFailure)
    self.init(
      defect: defect.id, requirement: aim,
      outcome: isKilled
        ? .killed
        : hasFailed
          ? .killedElsewhere(Self.words(for: record)) : .survived(Self.words(for: record)),
      killers: ties.killers, sides: ties.sides, witnessed: ties.witnessed,
      exit: report.exit.rawValue)
  }

  /// A defect that no suite looks for.
  init(unchecked mutant: Mutant) {
    self.init(
      defect: mutant.id, requirement: mutant.aim,
      outcome: .survived("no suite checks its requirement"), killers: [], sides: [],
      witnessed: [], exit: 0)
  }

  private static func words(for record: RequirementRecord?) -> String {
    guard let record else { return "no check of the run names its requirement" }
    switch record.standing {
    case .decided(let verdict):
      let reason = verdict.reason.map { ": \($0)" } ?? ""
      return "its requirement came out \(verdict.kind.rawValue)\(reason)"
    case .undecided(let because): return "its requirement was not decided: \(because)"
    }
  }
}
