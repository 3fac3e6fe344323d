extension Verdict {
  /// A verdict without its reason: what is counted and ordered.
  public enum Kind: String, Sendable, CaseIterable {
    case passed
    case failed
    case warned
    case notApplicable
    case untestable
    case inconclusive
    case review
    case setupFault
    case harnessFault
  }

  /// Which of the nine it is.
  public var kind: Kind {
    switch self {
    case .passed: .passed
    case .failed: .failed
    case .warned: .warned
    case .notApplicable: .notApplicable
    case .untestable: .untestable
    case .inconclusive: .inconclusive
    case .review: .review
    case .setupFault: .setupFault
    case .harnessFault: .harnessFault
    }
  }

  /// Why, in a sentence; nil for the three that an observation explains.
  public var reason: String? {
    switch self {
    case .passed, .failed, .warned: nil
    case .notApplicable(let reason), .untestable(let reason), .inconclusive(let reason),
      .review(let reason), .setupFault(let reason), .harnessFault(let reason):
      reason
    }
  }

  /// A verdict by its parts; nil when a reason is missing or is one too many.
  public init?(_ kind: Kind, reason: String?) {
    switch (kind, reason) {
    case (.passed, nil): self = .passed
    case (.failed, nil): self = .failed
    case (.warned, nil): self = .warned
    case (.notApplicable, let reason?): self = .notApplicable(feature: reason)
    case (.untestable, let reason?): self = .untestable(prerequisite: reason)
    case (.inconclusive, let reason?): self = .inconclusive(because: reason)
    case (.review, let reason?): self = .review(question: reason)
    case (.setupFault, let reason?): self = .setupFault(reason)
    case (.harnessFault, let reason?): self = .harnessFault(reason)
    case (.passed, _?), (.failed, _?), (.warned, _?), (.notApplicable, nil), (.untestable, nil),
      (.inconclusive, nil), (.review, nil), (.setupFault, nil), (.harnessFault, nil):
      return nil
    }
  }
}
