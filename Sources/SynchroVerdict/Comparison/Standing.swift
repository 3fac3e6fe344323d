extension RunComparison {
  /// What a run says of something that another may not know at all.
  public enum Standing: Sendable, Equatable {
    /// The run does not speak of it.
    case absent
    /// No check of the run decided it.
    case undecided(because: String)
    /// It came out so.
    case decided(Verdict)

    /// The verdict, when there is one.
    public var verdict: Verdict? {
      if case .decided(let verdict) = self { return verdict }
      return nil
    }

    /// `failed`, `undecided`, `not looked at`.
    public var word: String {
      switch self {
      case .absent: "not looked at"
      case .undecided: "undecided"
      case .decided(let verdict): verdict.kind.table.word
      }
    }

    /// Why, where an observation does not explain it.
    public var reason: String? {
      switch self {
      case .absent: nil
      case .undecided(let reason): reason
      case .decided(let verdict): verdict.reason
      }
    }
  }

  /// Which way something went.
  public enum Direction: String, Sendable, CaseIterable {
    /// Something is broken or unproven that was not.
    case worse
    /// Something is mended or proven that was not.
    case better
    /// Neither: it is new, gone, or otherwise at the same rank.
    case other

    /// Which way a row went; nil when it stayed where it was.
    ///
    /// A proof that is no longer made is lost: nothing seen is no pass.
    init?(ofRow before: Standing, to after: Standing) {
      switch (before, after) {
      case (.decided(let old), .decided(let new)):
        guard let direction = Self.between(old.kind, new.kind) else { return nil }
        self = direction
      case (.decided(let old), .absent), (.decided(let old), .undecided):
        self = old.kind == .passed || old.kind == .warned ? .worse : .other
      case (.absent, .decided(let new)), (.undecided, .decided(let new)):
        self = new.kind.table.isAgainstTarget ? .worse : .other
      case (.absent, .undecided), (.undecided, .absent): self = .other
      case (.absent, .absent), (.undecided, .undecided): return nil
      }
    }

    /// Which way a check or a test went; nil when it stayed where it was. Those that are gone say
    /// nothing by themselves: suites change, and what counts are the rows.
    init?(ofCheck before: Verdict?, to after: Verdict?) {
      switch (before, after) {
      case (let old?, let new?):
        guard let direction = Self.between(old.kind, new.kind) else { return nil }
        self = direction
      case (nil, let new?): self = new.kind.table.isAgainstTarget ? .worse : .other
      case (_?, nil): self = .other
      case (nil, nil): return nil
      }
    }

    private static func between(_ old: Verdict.Kind, _ new: Verdict.Kind) -> Direction? {
      guard old != new else { return nil }
      let kinds = [old, new]
      // What does not apply is as good as what is met, and says less.
      if kinds.contains(.passed), kinds.contains(.notApplicable) { return .other }
      return RollUp.rank(of: new) < RollUp.rank(of: old) ? .worse : .better
    }
  }
}
