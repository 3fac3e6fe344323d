import SynchroVerdict

/// A requirement that failed beside the one that a defect is meant for.
///
/// A false kill is a requirement that fails although the defect neither breaks it nor breaks what
/// deciding it rests on. Whether it does is read from the run itself. The *roots* are the failed
/// checks of requirements that the defect says it breaks. Another failure is
///
/// - `named` when the defect says that it breaks this requirement, too,
/// - `sameAnswer` when it is the check of a root itself, or its check looked at an answer in which a
///   root saw the defect: one wrong document is wrong in several ways at once,
/// - `consequence` when it comes after a root in the same test, or in a test that needs one with a
///   root: those steps use what the wrong answer gave them,
/// - `dependence` when the files of the suites say that it rests on the requirement of a root,
/// - `collateral` otherwise: either the defect breaks more than it says, or the check looks at more
///   than its requirement, and the matrix lists it by name.
struct SideFailure: Sendable, Equatable {
  /// What it has to do with the defect.
  enum Tie: String, Sendable, Comparable {
    case named
    case sameAnswer = "same answer"
    case consequence
    case dependence
    case collateral

    /// The tightest first.
    static func < (left: Tie, right: Tie) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .named: 0
      case .sameAnswer: 1
      case .consequence: 2
      case .dependence: 3
      case .collateral: 4
      }
    }
  }

  /// The requirement.
  let requirement: String
  /// The first check that failed for it; of a collateral one, the first that no root explains.
  let check: String
  /// The loosest tie of its failures, so that none hides behind another.
  let tie: Tie
  /// Whether it failed; false for what was only warned of.
  let isFailure: Bool
}

/// The failures of one run, and which of them are roots.
struct FailureTies {
  /// One check that failed for one requirement.
  private struct Failure {
    let requirement: String
    let check: String
    let test: String
    /// The check's place in its test.
    let place: Int
    /// The answers that differed from what was wanted.
    let exchanges: Set<Int>
    /// Whether it was more than a warning.
    let isFailure: Bool
  }

  private let aims: Set<String>
  private let named: Set<String>
  private let failures: [Failure]
  private let roots: [Failure]
  /// For each test those that it needs, and what those need.
  private let needs: [String: Set<String>]
  /// For each requirement those that it rests on.
  private let dependences: [String: Set<String>]

  /// Reads the tests of a run with a defect; `needs` are those of the plan, `dependences` those
  /// that are written down.
  init(
    _ mutant: Mutant, _ tests: [TestRecord], needs: [String: Set<String>] = [:],
    dependences: [String: Set<String>] = [:]
  ) {
    var failures: [Failure] = []
    for test in tests {
      for (place, check) in test.checks.enumerated() {
        for decision in check.decisions {
          guard let requirement = decision.requirement,
            decision.verdict.kind == .failed || decision.verdict.kind == .warned
          else { continue }
          let seen = Set(decision.mismatches.compactMap(\.exchange))
          failures.append(
            Failure(
              requirement: requirement, check: check.id, test: test.id, place: place,
              exchanges: seen.isEmpty ? Set(check.exchanges) : seen,
              isFailure: decision.verdict.kind == .failed))
        }
      }
    }
    aims = Set(mutant.aims)
    let named = mutant.named
    self.named = named
    self.failures = failures
    roots = failures.filter { named.contains($0.requirement) }
    self.needs = needs
    self.dependences = dependences
  }

  /// Every requirement that failed or was warned of.
  var witnessed: Set<String> { Set(failures.map(\.requirement)) }

  /// The checks of the requirements that the defect is meant for that noticed it.
  var killers: [String] {
    var seen: Set<String> = []
    return failures.filter { aims.contains($0.requirement) }.map(\.check)
      .filter { seen.insert($0).inserted }
  }

  /// The requirements beside the defect's own, by id.
  var sides: [SideFailure] {
    var sides: [String: SideFailure] = [:]
    for failure in failures where !aims.contains(failure.requirement) {
      let tie = tie(of: failure)
      let known = sides[failure.requirement]
      let isFailure = failure.isFailure || known?.isFailure ?? false
      let isLooser = known.map { $0.tie < tie } ?? true
      sides[failure.requirement] = SideFailure(
        requirement: failure.requirement,
        check: isLooser ? failure.check : known?.check ?? failure.check,
        tie: isLooser ? tie : known?.tie ?? tie, isFailure: isFailure)
    }
    return sides.values.sorted { $0.requirement < $1.requirement }
  }

  private func tie(of failure: Failure) -> SideFailure.Tie {
    if named.contains(failure.requirement) { return .named }
    let isSame = roots.contains { root in
      root.check == failure.check || !root.exchanges.isDisjoint(with: failure.exchanges)
    }
    if isSame {
      return .sameAnswer
    }
    let follows = roots.contains { root in
      root.test == failure.test
        ? root.place < failure.place : needs[failure.test]?.contains(root.test) ?? false
    }
    if follows { return .consequence }
    let rests = dependences[failure.requirement] ?? []
    return roots.contains { rests.contains($0.requirement) } ? .dependence : .collateral
  }
}
