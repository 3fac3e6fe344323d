public import SynchroText

/// A place where a specification breaks its own rules.
public struct SpecFinding: Sendable {
  /// What is wrong, at its place in the Markdown; its notes name the clause and the rule.
  public let diagnostic: Diagnostic
  /// The clause it stands in.
  public let clause: SpecClause?
  /// The rule that is broken, in one line.
  public let rule: String?
}
