internal import SynchroText
internal import SynchroTiming

extension Baseline {
  /// The names that entries may use although a run does not speak of them.
  public struct Names: Sendable {
    /// The ids of all tests there are.
    public var tests: Set<String>
    /// The ids of all rows there are.
    public var requirements: Set<String>

    /// Names.
    public init(tests: Set<String>, requirements: Set<String>) {
      self.tests = tests
      self.requirements = requirements
    }
  }

  /// Compares a run with what was expected of it. The day of the run counts for entries that end, so
  /// that the same results are always judged the same.
  ///
  /// Without `names`, what a partial run does not speak of is taken for something that it did not
  /// look at.
  public func outcome(of report: RunReport, names: Names? = nil) -> BaselineOutcome {
    var judge = BaselineJudge(report: report, names: names)
    for entry in entries { judge.judge(entry) }
    return BaselineOutcome(
      file: file, sha256: sha256, asExpected: judge.asExpected,
      surprises: judge.surprises(), flaws: judge.flaws, notLookedAt: judge.notLookedAt)
  }
}

/// One run against the entries of a baseline.
private struct BaselineJudge {
  let report: RunReport
  let names: Baseline.Names?
  let deviations: [Deviation]
  private let places: [Deviation.Key: [Int]]
  private let decided: [String: [String: Verdict.Kind]]
  private let tests: Set<String>
  private let rows: Set<String>
  private var isCovered: [Bool]
  var asExpected: [String] = []
  var flaws: [BaselineOutcome.Flaw] = []
  var notLookedAt: [String] = []

  init(report: RunReport, names: Baseline.Names?) {
    self.report = report
    self.names = names
    let deviations = Deviation.all(of: report)
    self.deviations = deviations
    isCovered = Array(repeating: false, count: deviations.count)
    var places: [Deviation.Key: [Int]] = [:]
    for (place, deviation) in deviations.enumerated() {
      for key in deviation.keys { places[key, default: []].append(place) }
    }
    self.places = places
    var decided: [String: [String: Verdict.Kind]] = [:]
    for check in report.tests.lazy.flatMap(\.checks) {
      for decision in check.decisions {
        decided[check.id, default: [:]][decision.requirement ?? ""] = decision.verdict.kind
      }
    }
    self.decided = decided
    tests = Set(report.tests.map(\.id))
    rows = Set(report.requirements.map(\.id)).union(decided.values.lazy.flatMap(\.keys))
  }

  mutating func judge(_ entry: Baseline.Entry) {
    let candidates = (places[Deviation.Key(entry.subject)] ?? []).filter {
      deviations[$0].verdict.kind == entry.verdict
    }
    let found = candidates.filter { place in
      entry.message.map { deviations[place].says($0) } ?? true
    }
    for place in found { isCovered[place] = true }
    if !found.isEmpty {
      guard let end = entry.end, end <= report.header.start else {
        return asExpected.append(entry.place)
      }
      return add(.expired, entry, "the last day on which it held is over")
    }
    if let message = entry.message, !candidates.isEmpty {
      return add(
        .noLonger, entry,
        "it came out \(entry.verdict.table.word), but nothing in it says "
          + "'\(VisibleText.excerpt(message))'")
    }
    switch entry.subject {
    case .check(let id, let requirement): missCheck(id, requirement, entry)
    case .test(let id): missTest(id, entry)
    case .requirement(let id): missRow(id, entry)
    }
  }

  // MARK: - What did not happen

  private mutating func missCheck(_ id: String, _ row: String?, _ entry: Baseline.Entry) {
    let test = CheckRecord.test(of: id)
    guard tests.contains(test) else { return missTest(test, entry) }
    guard let verdicts = decided[id] else {
      return add(
        .unknown, entry, "the test has no such check", near: id,
        decided.keys.lazy.filter { $0.hasPrefix(test + ":") })
    }
    guard let row else {
      let words = Set(verdicts.values.map(\.table.word)).sorted().joined(separator: ", ")
      return add(.noLonger, entry, "the check came out \(words)")
    }
    guard let verdict = verdicts[row] else {
      return add(
        .unknown, entry, "the check does not decide that row", near: row,
        verdicts.keys.filter { !$0.isEmpty })
    }
    add(.noLonger, entry, "the check came out \(verdict.table.word) for the row")
  }

  private mutating func missTest(_ id: String, _ entry: Baseline.Entry) {
    if let test = report.tests.first(where: { $0.id == id }) {
      return add(.noLonger, entry, "the test came out \(test.verdict.kind.table.word)")
    }
    let isKnown = names?.tests.contains(id) ?? report.isPartial
    if isKnown { return notLookedAt.append(entry.place) }
    add(.unknown, entry, "there is no such test", near: id, names?.tests ?? tests)
  }

  private mutating func missRow(_ id: String, _ entry: Baseline.Entry) {
    if let row = report.requirements.first(where: { $0.id == id }) {
      return add(
        .noLonger, entry, "the row came out \(row.verdict?.kind.table.word ?? "undecided")")
    }
    if rows.contains(id) { return add(.noLonger, entry, "no check came out so for the row") }
    let isKnown = names?.requirements.contains(id) ?? report.isPartial
    if isKnown { return notLookedAt.append(entry.place) }
    add(.unknown, entry, "there is no such row", near: id, names?.requirements ?? rows)
  }

  private mutating func add(
    _ kind: BaselineOutcome.Flaw.Kind, _ entry: Baseline.Entry, _ sentence: String
  ) {
    flaws.append(
      .init(
        kind: kind, entry: VisibleText.excerpt(entry.subject.words), place: entry.place,
        sentence: sentence))
  }

  private mutating func add(
    _ kind: BaselineOutcome.Flaw.Kind, _ entry: Baseline.Entry, _ sentence: String,
    near name: String, _ known: some Sequence<String>
  ) {
    // Looking for near names takes long; nobody reads the fiftieth.
    let near = flaws.count < 50 ? NearestName.find(name, among: known.sorted()) : nil
    add(kind, entry, sentence + (near.map { "; did you mean '\(VisibleText.excerpt($0))'?" } ?? ""))
  }

  // MARK: - What happened besides

  /// Everything that no entry covers. What is unproven counts unless the run was told to allow it.
  func surprises() -> [BaselineOutcome.Surprise] {
    var surprises: [BaselineOutcome.Surprise] = []
    for (place, deviation) in deviations.enumerated() where !isCovered[place] {
      if report.header.allowsUnproven, deviation.verdict.kind.leavesUnproven { continue }
      surprises.append(deviation.surprise)
    }
    for sentence in report.interruptions {
      surprises.append(
        .init(id: "run", requirement: nil, verdict: .inconclusive(because: sentence), message: nil))
    }
    if report.summary.decisions[.passed] == 0 {
      surprises.append(
        .init(
          id: "run", requirement: nil,
          verdict: .untestable(prerequisite: "nothing passed, and nothing seen is no pass"),
          message: nil))
    }
    return surprises
  }
}
