/// What the plans of a step demand together: asked for with every payload, so worked out once.
struct StepTerms: Sendable {
  /// What the step is a trial of.
  let subjects: [TrialSubject]
  /// How long its payload is waited for.
  let patience: Duration
  /// How soon it has to be consumed.
  let limit: Duration
  /// How large the harness makes its body; nil where the document leaves that open.
  let size: ClosedRange<Int>?
  /// How many octets its body may have.
  let largest: Int?

  /// A step without a plan is waited for a minute.
  init(_ plans: [(subject: TrialSubject, plan: RowPlan)] = []) {
    let sorted = plans.sorted { ($0.subject.row ?? "") < ($1.subject.row ?? "") }
    subjects = sorted.map(\.subject)
    patience = sorted.map(\.plan.patience).max() ?? .seconds(60)
    limit = sorted.map(\.plan.limit).min() ?? .seconds(60)
    size = sorted.first?.plan.size
    largest = sorted.compactMap(\.plan.size?.upperBound).min()
  }

  private static let none = StepTerms()

  /// The terms of every step that has a plan.
  static func all(_ plans: [TrialSubject: RowPlan]) -> [Int: StepTerms] {
    Dictionary(grouping: plans, by: \.key.step)
      .mapValues { StepTerms($0.map { (subject: $0.key, plan: $0.value) }) }
  }

  /// Those of one step.
  static func of(_ step: Int, in terms: [Int: StepTerms]) -> StepTerms { terms[step] ?? none }
}
