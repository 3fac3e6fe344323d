/// How one requirement, check or test fared against the target.
public enum Verdict: Sendable, Equatable {
  /// Observed and met.
  case passed
  /// A MUST was observed broken.
  case failed
  /// A SHOULD was observed broken.
  case warned
  /// The specification allows leaving it out, and the target does not declare it.
  case notApplicable(feature: String)
  /// An earlier step failed or an input is missing, so nothing was learnt.
  case untestable(prerequisite: String)
  /// Observed, but too little or too unclear to decide.
  case inconclusive(because: String)
  /// A person must look.
  case review(question: String)
  /// The target cannot be reached, or the configuration is wrong.
  case setupFault(String)
  /// Our bug or our machine.
  case harnessFault(String)
}
