import SynchroCatalog
import SynchroMocks
import SynchroVerdict

/// For each defect of the reference server: whether the suites notice it, and by which check.
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
    /// The checks that found it under its own requirement.
    let killers: [String]
    /// The other requirements that failed with it and that it does not claim to break.
    let others: [String]
    /// The exit code of its run.
    let exit: Int32

    var isKilled: Bool { outcome == .killed }
  }

  /// The right server's runs, before and after; true when nothing failed in any of them.
  let isCleanPassing: Bool
  /// What failed or stayed unproven on the right server.
  let cleanTroubles: [String]
  /// One row for each defect.
  let rows: [Row]
  /// Automatically decided requirements that the suites check and that no defect made fail.
  let unwitnessed: [String]

  /// Whether every defect was noticed and the right server passed.
  var isComplete: Bool { isCleanPassing && rows.allSatisfy(\.isKilled) }
}

extension KillMatrix.Row {
  /// Reads a run of a server with one defect.
  ///
  /// A row that may only warn, since it breaks a SHOULD or its clause has several readings, is
  /// killed by a warning.
  init(_ defect: CDSDefect, _ report: RunReport, mayOnlyWarn: Bool) {
    let aim = defect.primaryRequirement
    var killers: [String] = []
    var others: Set<String> = []
    var hasFailed = false
    for check in report.tests.flatMap(\.checks) {
      for decision in check.decisions {
        guard decision.verdict == .failed || decision.verdict == .warned else { continue }
        if decision.requirement == aim {
          killers.append(check.id)
        } else if let other = decision.requirement, decision.verdict == .failed {
          if !defect.requirements.contains(other) { others.insert(other) }
          hasFailed = true
        }
      }
    }
    let record = report.requirements.first { $0.id == aim }
    let isKilled =
      record?.verdict == .failed && !defect.isWarning
      || record?.verdict == .warned && (defect.isWarning || mayOnlyWarn)
    self.defect = defect.id
    requirement = aim
    self.killers = killers
    self.others = others.sorted()
    exit = report.exit.rawValue
    outcome =
      isKilled
      ? .killed
      : hasFailed ? .killedElsewhere(Self.words(for: record)) : .survived(Self.words(for: record))
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
