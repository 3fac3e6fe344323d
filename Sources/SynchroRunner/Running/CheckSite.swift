import SynchroScript
import SynchroText
import SynchroVerdict

/// Where a step stands in a test: its place in each list of steps that leads to it. A fragment's
/// steps hang below the call, so one that is called twice is two places.
typealias StepPath = [Int]

/// A step that decides something, known before the test begins: each has a record in the end.
struct CheckSite {
  /// Where it stands.
  let path: StepPath
  /// The check as written, without its ids.
  let text: String
  /// The same in the file.
  let place: CheckRecord.Place
  /// Every row that it can decide; empty when it decides none.
  let requirements: [String]
  /// The ids of its line as written, some of which the row of a table may fill in.
  let references: [RequirementReference]
  /// The rows that its object formats decide.
  let carried: [String]
  /// How the check counts; nil for what is no check line.
  let mode: CheckStep.Mode?
  /// Whether a check that was not reached is worth a record; one that only prepares is not.
  let isHelper: Bool
}

/// Finds the check sites of a test, those in the fragments that it calls included.
struct CheckSites {
  let suite: Suite
  let source: SourceText
  /// The ids that an object format carries.
  let carried: (String) -> [String]
  private(set) var sites: [CheckSite] = []

  /// Fragments that call each other in a circle end here.
  static let maximumCallDepth = 16
  /// What a clean-up's paths begin with.
  static let always = -1

  init(
    test: Test, suite: Suite, source: SourceText, carried: @escaping (String) -> [String]
  ) {
    self.suite = suite
    self.source = source
    self.carried = carried
    walk(test.steps, at: [], rows: [:], isHelper: false, depth: 0)
    walk(test.always, at: [Self.always], rows: [:], isHelper: true, depth: 0)
  }

  private mutating func walk(
    _ steps: [Step], at base: StepPath, rows: [String: DataTable], isHelper: Bool, depth: Int
  ) {
    for (index, step) in steps.enumerated() {
      let path = base + [index]
      switch step.kind {
      case .gate(let gate):
        add(step, path, gate.requirements, rows: rows, isHelper: isHelper)
      case .check(let check):
        if case .assume = check.mode { continue }
        let formats = check.condition.claims.flatMap(\.decidingFormats)
        add(
          step, path, check.requirements, carried: formats.flatMap(carried), rows: rows,
          isHelper: isHelper)
      case .review(_, let requirements):
        add(step, path, requirements, rows: rows, isHelper: isHelper)
      case .when(let when):
        walk(when.steps ?? [], at: path + [0], rows: rows, isHelper: isHelper, depth: depth)
        walk(when.otherwise ?? [], at: path + [1], rows: rows, isHelper: isHelper, depth: depth)
      case .forEach(let loop):
        var rows = rows
        rows[loop.name.value] = nil
        if case .table(let name) = loop.source {
          rows[loop.name.value] = suite.tables.first { $0.name.value == name.value }
        }
        walk(loop.steps, at: path, rows: rows, isHelper: isHelper, depth: depth)
      case .pages(let pages):
        add(step, path, pages.requirements, rows: rows, isHelper: isHelper)
        walk(pages.steps, at: path, rows: rows, isHelper: isHelper, depth: depth)
      case .eventually(_, _, let steps):
        walk(steps, at: path, rows: rows, isHelper: isHelper, depth: depth)
      case .control(_, let steps):
        walk(steps, at: path, rows: rows, isHelper: true, depth: depth)
      case .call(let call):
        guard depth < Self.maximumCallDepth,
          let fragment = suite.fragments.first(where: { $0.name.value == call.fragment.value })
        else { continue }
        walk(fragment.steps, at: path, rows: [:], isHelper: true, depth: depth + 1)
      case .request, .keep, .collect, .give, .operate, .controlledBy, .leaves, .pause: continue
      }
    }
  }

  private mutating func add(
    _ step: Step, _ path: StepPath, _ references: [RequirementReference], carried: [String] = [],
    rows: [String: DataTable], isHelper: Bool
  ) {
    var mode: CheckStep.Mode?
    if case .check(let check) = step.kind { mode = check.mode }
    var ids: [String] = []
    for reference in references {
      switch reference.target {
      case .id(let id): ids.append(id)
      case .reference(let reference): ids += cells(of: reference, rows: rows)
      }
    }
    var seen: Set<String> = []
    sites.append(
      CheckSite(
        path: path, text: Self.text(of: step, before: references.first?.range, in: source),
        place: CheckRecord.Place(
          Self.claim(of: step, before: references.first?.range, in: source), of: source),
        requirements: (ids + carried).filter { seen.insert($0).inserted },
        references: references, carried: carried, mode: mode,
        isHelper: isHelper && ids.isEmpty && carried.isEmpty))
  }

  /// Every value of the column that `${row.requirement}` names.
  private func cells(of reference: Reference, rows: [String: DataTable]) -> [String] {
    guard let table = rows[reference.name.value], case .member(let column)? = reference.path.first,
      let index = table.columns.firstIndex(where: { $0.value == column })
    else { return [] }
    return table.rows.compactMap { row in
      guard index < row.count, case .string(let text) = row[index].kind else { return nil }
      return text.constant
    }
  }

  /// The first line, without the ids.
  static func text(of step: Step, before ids: SourceRange?, in source: SourceText) -> String {
    source.text(of: claim(of: step, before: ids, in: source))
      .split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\r\n" }).joined(separator: " ")
  }

  /// What a step claims: its head up to the bracket that opens the ids, spaces left out.
  static func claim(of step: Step, before ids: SourceRange?, in source: SourceText) -> SourceRange {
    let start = step.head.start
    // A head ends with its line, which may be before the ids.
    var end = step.head.end
    if let ids, ids.start <= end {
      end = ids.start
      while end > start, source.bytes[end - 1] != UInt8(ascii: "[") { end -= 1 }
      end = max(start, end - 1)
    }
    while end > start, [0x20, 0x0A, 0x0D].contains(source.bytes[end - 1]) { end -= 1 }
    return SourceRange(start, end)
  }
}
