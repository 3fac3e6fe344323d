import SynchroText

/// Collects every place at which the tests of one suite decide a requirement.
struct RequirementUses {
  private let suite: Suite
  private let formats: ObjectFormats
  private(set) var uses: [RequirementUse] = []

  init(of suite: Suite, vocabulary: SuiteVocabulary) {
    self.suite = suite
    formats = vocabulary.objectFormats(of: suite.name.value)
    for test in suite.tests {
      var collector = UseCollector(suite, formats, test.name.value)
      StepWalk.visit(test) { collector.collect($0, fragment: nil) }
      uses += collector.uses
    }
    for flow in suite.flows { uses += Self.uses(in: flow, of: suite.name.value) }
    for flow in suite.flows.prefix(1) {
      // Every session is held against them; the first flow stands for all.
      uses += suite.linted.compactMap { reference in
        reference.id.map {
          RequirementUse(
            id: $0, suite: suite.name.value, test: flow.name.value, place: .check,
            range: reference.range)
        }
      }
    }
  }

  private static func uses(in flow: Flow, of suite: String) -> [RequirementUse] {
    flow.allSteps.flatMap { step in
      let trials = (step.message?.requirements ?? []).map { (RequirementUse.Place.trial, $0) }
      let checks = step.checks.flatMap { check in
        check.ownRequirements.map { (RequirementUse.Place.check, $0) }
      }
      let own = step.requirements.map { (RequirementUse.Place.check, $0) }
      return (trials + own + checks).compactMap { place, reference in
        reference.id.map {
          RequirementUse(
            id: $0, suite: suite, test: flow.name.value, place: place, range: reference.range)
        }
      }
    }
  }
}

private struct UseCollector {
  private let suite: Suite
  private let formats: ObjectFormats
  private let test: String
  private(set) var uses: [RequirementUse] = []
  /// A fragment that a test calls twice is listed once.
  private var called: Set<String> = []

  init(_ suite: Suite, _ formats: ObjectFormats, _ test: String) {
    self.suite = suite
    self.formats = formats
    self.test = test
  }

  mutating func collect(_ visit: StepVisit, fragment: String?) {
    // What is only controlled or cleaned up is not decided.
    guard !visit.surroundings.contains(.always),
      !visit.surroundings.contains(.block(.control))
    else { return }
    if case .call(let call) = visit.step.kind { collect(call) }
    guard let place = place(of: visit.step) else { return }
    for reference in visit.step.ownRequirements {
      switch reference.target {
      case .id(let id): add(id, place, reference.range, fragment)
      case .reference(let target):
        for cell in RequirementCell.cells(of: target, at: visit, in: suite) ?? [] {
          guard let id = cell.id else { continue }
          add(id.value, place, id.range, fragment, table: cell.table.name.value)
        }
      }
    }
    guard case .check = visit.step.kind else { return }
    for claim in visit.step.ownClaims {
      for format in claim.decidingFormats {
        for carried in formats.requirements(of: format) {
          add(carried.id, .schema(carried), claim.range, fragment)
        }
      }
    }
  }

  private mutating func collect(_ call: CallStep) {
    guard called.insert(call.fragment.value).inserted,
      let fragment = suite.fragments.first(where: { $0.name.value == call.fragment.value })
    else { return }
    var visits: [StepVisit] = []
    StepWalk.visit(fragment) { visits.append($0) }
    for visit in visits { collect(visit, fragment: fragment.name.value) }
  }

  private mutating func add(
    _ id: String, _ place: RequirementUse.Place, _ range: SourceRange, _ fragment: String?,
    table: String? = nil
  ) {
    uses.append(
      RequirementUse(
        id: id, suite: suite.name.value, test: test, fragment: fragment, place: place,
        range: range, table: table))
  }

  /// Nil for what decides nothing.
  private func place(of step: Step) -> RequirementUse.Place? {
    switch step.kind {
    case .gate: .gate
    case .check(let check):
      switch check.mode {
      case .must: .check
      case .should: .should
      case .permits: .permission
      case .assume: nil
      }
    case .pages: .pages
    case .review: .review
    default: nil
    }
  }
}
