internal import SynchroVerdict

/// What the parts of a page look up, and the numbers that their anchors are made of.
///
/// Anchors are numbers of places in the report and never names: a name may hold anything.
struct PageIndex: Sendable {
  let report: RunReport
  let summary: RunReport.Summary
  /// What there is to look at, what matters most first.
  let findings: [FoldedCase]
  private let rows: [String: Int]
  private let tests: [String: Int]
  private let exchanges: [Int: Int]
  private let documents: [String: RunReport.Document]
  private let findingOfRow: [String: Int]
  private let clauses: [String: String]
  /// Rows by document and section, as places in the report.
  let rowGroups: [(key: ClauseGroup.Key, rows: [Int])]
  private let groupNumbers: [ClauseGroup.Key: Int]

  /// So many findings are shown with everything; the rest take a line each.
  static let fullFindings = 400

  init(_ report: RunReport) {
    self.report = report
    summary = report.summary
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
    findings = Self.ordered(FoldedCase.all(of: ReportGroup.all(of: report).lazy.flatMap(\.cases)))
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
  /// reason that concerns most before the others.
  private static func ordered(_ findings: [FoldedCase]) -> [FoldedCase] {
    let ranked = findings.enumerated().sorted { left, right in
      let leftRank = rank(of: left.element.first.verdict.kind)
      let rightRank = rank(of: right.element.first.verdict.kind)
      if leftRank != rightRank { return leftRank < rightRank }
      if left.element.first.table.leavesUnproven,
        left.element.others.count != right.element.others.count
      {
        return left.element.others.count > right.element.others.count
      }
      return left.offset < right.offset
    }
    return ranked.map(\.element)
  }

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
