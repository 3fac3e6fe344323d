import SynchroText

/// Ids are rows of the catalogue, and rows that a statement of this sort can decide.
enum RequirementRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var judge = RequirementJudge(suite, set.vocabulary)
    StepWalk.visit(suite) { judge.judge($0) }
    return judge.findings
  }
}

private struct RequirementJudge {
  private let suite: Suite
  private let vocabulary: SuiteVocabulary
  private(set) var findings: [Diagnostic] = []
  /// A cell is told once, however many checks use it.
  private var toldCells: Set<SourceRange> = []

  init(_ suite: Suite, _ vocabulary: SuiteVocabulary) {
    self.suite = suite
    self.vocabulary = vocabulary
  }

  mutating func judge(_ visit: StepVisit) {
    var seen: [String: SourceRange] = [:]
    for reference in visit.step.ownRequirements {
      switch reference.target {
      case .id(let id):
        if let first = seen[id] {
          findings.append(
            Diagnostic(
              code: "duplicate-requirement", "the line names '\(id)' twice",
              at: .init(reference.range), related: [.init(first, "first here")],
              help: ["leave one of them out"]))
        } else {
          judge(Ranged(id, at: reference.range), at: visit.step)
        }
        seen[id] = seen[id] ?? reference.range
      case .reference(let target): judge(target, at: visit)
      }
    }
  }

  private mutating func judge(_ reference: Reference, at visit: StepVisit) {
    guard let cells = RequirementCell.cells(of: reference, at: visit, in: suite) else {
      // An unknown table or column is told where names are checked.
      guard visit.rows[reference.name.value] == nil || reference.path.count != 1 else { return }
      findings.append(
        Diagnostic(
          code: "requirement-not-constant", "ids come from a table's row and nothing else",
          at: .init(reference.range), expected: "${row.column} in a 'for each row in table NAME'",
          received: "${\(reference.spelling)}",
          help: ["write the id itself, or put the ids into a table"]))
      return
    }
    for cell in cells {
      guard let id = cell.id else {
        if toldCells.insert(cell.cell.range).inserted {
          findings.append(
            Diagnostic(
              code: "cell-no-requirement", "the cell is used as an id and is none",
              at: .init(cell.cell.range), related: [.init(reference.range, "used here")],
              expected: "the id of a row of the catalogue"))
        }
        continue
      }
      let before = findings.count
      judge(id, at: visit.step)
      guard findings.count > before else { continue }
      if toldCells.insert(id.range).inserted {
        findings[before].related.append(.init(reference.range, "used here"))
      } else {
        findings.removeSubrange(before...)
      }
    }
  }

  private mutating func judge(_ id: Ranged<String>, at step: Step) {
    guard let row = vocabulary.requirements[id.value] else {
      findings.append(
        .unknown(
          "unknown-requirement", "requirement", id, among: vocabulary.requirements.keys,
          orElse: "'synchroscope list requirements' shows the ids"))
      return
    }
    if let finding = Self.misfit(id, row, step) { findings.append(finding) }
  }

  /// What is wrong with deciding a row by this step.
  private static func misfit(
    _ id: Ranged<String>, _ row: SuiteVocabulary.KnownRequirement, _ step: Step
  ) -> Diagnostic? {
    // A person may look at anything.
    if case .review = step.kind { return nil }
    var mode = CheckStep.Mode.must
    if case .check(let check) = step.kind { mode = check.mode }

    if row.party != .server {
      return Diagnostic(
        code: "not-for-servers", "'\(id.value)' does not bind the server under test",
        at: .init(id.range, "binds the \(row.party.rawValue)"),
        help: ["name the server's row of the same clause, or ask a person: review \"…\""])
    }
    switch mode {
    case .permits:
      guard row.level != .may else { return nil }
      return Diagnostic(
        code: "permits-obligation", "'\(id.value)' is no permission",
        at: .init(id.range, "is \(row.level.rawValue)"),
        help: ["leave out 'permits': an unmet check then counts by the row's level"])
    case .must, .should:
      if row.level == .may {
        return Diagnostic(
          code: "permission-as-obligation",
          "'\(id.value)' is a permission, which nobody can fail to use", at: .init(id.range),
          help: ["write 'permits CHECK [\(id.value)]': met, the permission was used"])
      }
      if case .should = mode, row.level == .should || row.level == .shouldNot {
        return Diagnostic(
          .note, code: "needless-should", "'\(id.value)' is \(row.level.rawValue) already",
          at: .init(id.range), help: ["'should' changes nothing here and can be left out"])
      }
      if case .must = mode, row.isAmbiguous, row.level == .must || row.level == .mustNot {
        return Diagnostic(
          .note, code: "ambiguous-requirement",
          "the clause of '\(id.value)' has more than one reading", at: .init(id.range),
          help: [
            "write 'should' where another reading allows what this check refuses;"
              + " the register of ambiguities lists them"
          ])
      }
      return nil
    case .assume: return nil
    }
  }
}
