internal import SynchroVerdict

/// What the parts of a page look up, and the numbers that their anchors are made of.
///
/// Anchors are numbers of places in the report and never names: a name may hold anything.
struct PageIndex: Sendable {
  let report: RunReport
  let summary: RunReport.Summary
  /// What there is to look at, what matters most first.
  let findings: [FoldedCase]
  /// The findings that nothing was learnt from, by the test that they come from.
  let causes: [Cause]
  private let rows: [String: Int]
  private let tests: [String: Int]
  private let exchanges: [Int: Int]
  private let documents: [String: RunReport.Document]
  private let findingOfRow: [String: Int]
  private let clauses: [String: String]
  /// Rows by document and section, as places in the report.
  let rowGroups: [(key: ClauseGroup.Key, rows: [Int])]
  private let groupNumbers: [ClauseGroup.Key: Int]

  /// The exchanges in which failures were seen.
  let broken: Set<Int>
  private let hooks: [String: [HookRun]]

  /// Findings in a row that come from one test.
  struct Cause: Sendable {
    /// The test; nil for findings with reasons of their own.
    let test: String?
    /// Places of findings.
    let findings: Range<Int>
    /// How many decisions they leave unproven.
    let decisions: Int
  }

  /// So many findings are shown with everything; the rest take a line each.
  static let fullFindings = 400

  init(_ report: RunReport) {
    self.report = report
    summary = report.summary
    broken = report.exchangesOfFailures
    hooks = Dictionary(grouping: report.hooks, by: \.test)
    rows = Self.places(of: report.requirements.map(\.id))
    tests = Self.places(of: report.tests.map(\.id))
    exchanges = Self.places(of: report.exchanges.map(\.number))
    let known = report.header.documents
    documents = Dictionary(known.map { ($0.id, $0) }) { first, _ in first }
    clauses = Dictionary(
      known.flatMap { document in document.sections.map { (document.id + " " + $0.name, $0.value) }
      }
    ) { first, _ in first }
    let places = Dictionary(grouping: report.requirements.indices) {
      ClauseGroup.Key(report.requirements[$0])
    }
    rowGroups = places.sorted { $0.key < $1.key }.map { (key: $0.key, rows: $0.value) }
    groupNumbers = Dictionary(
      rowGroups.enumerated().map { ($1.key, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    let all = FoldedCase.all(of: ReportGroup.all(of: report).lazy.flatMap(\.cases))
    (findings, causes) = Self.ordered(all, RootCauses(report))
    var findingOfRow: [String: Int] = [:]
    for (place, finding) in findings.enumerated() {
      for item in [finding.first] + finding.others {
        guard let row = item.requirement?.id, findingOfRow[row] == nil else { continue }
        findingOfRow[row] = place
      }
    }
    self.findingOfRow = findingOfRow
  }

  private static func places<Name: Hashable>(of names: [Name]) -> [Name: Int] {
    Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  // MARK: - Findings

  /// What speaks against the target, then what says nothing about it, then what is unproven: the
  /// test that keeps most from being proven before the others.
  private static func ordered(
    _ findings: [FoldedCase], _ roots: RootCauses
  ) -> ([FoldedCase], [Cause]) {
    var roots = roots
    var decided = findings.filter { rank(of: $0.first.verdict.kind) < unlearnt }
    decided = decided.enumerated().sorted { left, right in
      let leftRank = rank(of: left.element.first.verdict.kind)
      let rightRank = rank(of: right.element.first.verdict.kind)
      return leftRank == rightRank ? left.offset < right.offset : leftRank < rightRank
    }.map(\.element)
    var groups: [String: [FoldedCase]] = [:]
    for finding in findings where rank(of: finding.first.verdict.kind) >= unlearnt {
      let root = finding.first.verdict.reason.flatMap { roots.root(of: $0) }
      groups[root ?? "", default: []].append(finding)
    }
    let sized = groups.map { (root: $0.key, size: size(of: $0.value), findings: $0.value) }
    var causes: [Cause] = []
    for group in sized.sorted(by: { ($1.size, $0.root) < ($0.size, $1.root) }) {
      let start = decided.count
      decided += group.findings.enumerated().sorted { left, right in
        (right.element.others.count, left.offset) < (left.element.others.count, right.offset)
      }.map(\.element)
      causes.append(
        Cause(
          test: group.root.isEmpty ? nil : group.root, findings: start..<decided.count,
          decisions: group.size))
    }
    return (decided, causes)
  }

  private static func size(of findings: [FoldedCase]) -> Int {
    findings.reduce(0) { $0 + 1 + $1.others.count }
  }

  /// The rank of the first kind of which nothing was learnt.
  private static let unlearnt = 4

  private static func rank(of kind: Verdict.Kind) -> Int {
    switch kind {
    case .failed: 0
    case .harnessFault, .setupFault: 1
    case .warned: 2
    case .review: 3
    case .inconclusive: 4
    case .untestable: 5
    case .passed, .notApplicable: 6
    }
  }

  /// The first finding that speaks of a row, from 0.
  func finding(ofRow id: String) -> Int? { findingOfRow[id] }

  // MARK: - Places

  /// The place of a row, from 0.
  func row(_ id: String) -> Int? { rows[id] }

  /// The place of a test, from 0.
  func test(_ id: String) -> Int? { tests[id] }

  /// The test with an id.
  func record(ofTest id: String) -> TestRecord? { tests[id].map { report.tests[$0] } }

  /// What the operator was asked for in a test.
  func hooks(ofTest id: String) -> [HookRun] { hooks[id] ?? [] }

  /// Whether this is the exchange that its number means: edited results may hold several.
  func isFirst(_ place: Int, withNumber number: Int) -> Bool { exchanges[number] == place }

  /// The exchange with a number.
  func exchange(_ number: Int) -> ExchangeSummary? {
    exchanges[number].map { report.exchanges[$0] }
  }

  /// The number of a group of rows, from 1.
  func groupNumber(of key: ClauseGroup.Key) -> Int { groupNumbers[key] ?? 1 }

  // MARK: - Documents

  /// What is known of a document.
  func document(_ id: String) -> RunReport.Document? { documents[id] }

  /// The heading of a clause.
  func heading(of clause: String, in document: String) -> String? {
    clauses[document + " " + clause]
  }

  /// Where the clause of a row can be read.
  func address(of row: RequirementRecord) -> String? {
    documents[row.document]?.address(clause: row.clause, anchor: row.anchor)
  }
}
