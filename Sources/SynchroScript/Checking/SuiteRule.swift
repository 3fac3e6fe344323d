import SynchroText

/// One thing that the checker looks for in a suite.
protocol SuiteRule: Sendable {
  /// What is found in one suite of a set, in any order.
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic]
}

/// The checker's rules.
enum SuiteRules {
  static let all: [any SuiteRule.Type] = [
    HeadRule.self, DuplicateNameRule.self, TableRule.self, NeedsRule.self, NeedCycleRule.self,
    FragmentRule.self, CallRule.self, NameRule.self, UnusedNameRule.self, RequirementRule.self,
    MissingRequirementRule.self, MisplacedRequirementRule.self, FormatRule.self,
    SubjectRule.self, ResponseRule.self, UnreachableRule.self, StatusRule.self, HeaderRule.self,
    LimitRule.self, SortPathRule.self, ControlRule.self, OrderedRule.self, EmptyTestRule.self,
    OptionRule.self, HookRule.self, FlowSuiteRule.self, FlowPartyRule.self, FlowRowRule.self,
    FlowAnswerRule.self, FlowFaultRule.self, FlowNameRule.self, FlowCheckRule.self,
  ]
}
