/// A named claim: which suites run, which rows they must prove, and what is demanded beyond them.
public struct Profile: Sendable, Equatable {
  /// Rows that a profile claims.
  public enum Claim: Sendable, Equatable {
    /// A document, whole or the clauses named.
    case document(String, clauses: [ClausePattern])
    /// One row, or those whose ids fit.
    case rows(RowPattern)
  }

  /// The name on the command line: `cds/discovery`.
  public var name: String
  /// What it is, in a few words.
  public var title: String
  /// The edition whose rows it means.
  public var edition: String
  /// Profiles whose suites, rows and demands it takes over.
  public var includes: [String]
  /// Suites by name, or every suite below a folder: `cds/discovery/*`.
  public var suites: [String]
  /// The rows it claims.
  public var claims: [Claim]
  /// Rows of the claimed clauses that it leaves out.
  public var exceptions: [RowPattern]
  /// Rows demanded more strictly than the document does.
  public var raises: [String: Requirement.Level]
  /// Rows of which every SHOULD is demanded as a MUST.
  public var raisedPatterns: [RowPattern] = []
  /// What the target must have although the documents let it out; the rows named are claimed.
  public var needs: [Need] = []
  /// Limits tighter than the usual ones.
  public var limits: [ProfileLimit: Duration]

  /// A profile; what it says is checked against a catalogue when files are loaded.
  public init(
    name: String, title: String, edition: String, includes: [String] = [], suites: [String] = [],
    claims: [Claim] = [], exceptions: [RowPattern] = [], raises: [String: Requirement.Level] = [:],
    limits: [ProfileLimit: Duration] = [:]
  ) {
    self.name = name
    self.title = title
    self.edition = edition
    self.includes = includes
    self.suites = suites
    self.claims = claims
    self.exceptions = exceptions
    self.raises = raises
    self.limits = limits
  }

  /// Whether the profile itself, its includes aside, runs a suite.
  public func names(suite: String) -> Bool {
    suites.contains { pattern in
      pattern.hasSuffix("/*") ? suite.hasPrefix(pattern.dropLast()) : suite == pattern
    }
  }

  /// Whether the profile itself, its includes aside, claims a row.
  public func claims(_ row: Requirement) -> Bool {
    let isMeant = claims.contains { $0.matches(row) } || requires(row)
    return isMeant && !exceptions.contains { $0.matches(row.id) }
  }

  /// Whether the profile itself, its includes aside, demands that what a row speaks of is there.
  public func requires(_ row: Requirement) -> Bool {
    needs.contains { need in
      guard case .rows(let claim) = need else { return false }
      return claim.matches(row)
    }
  }
}

/// A clause by number, alone or with what stands below it: `3.2`, `5*`.
public struct ClausePattern: Sendable, Equatable {
  /// The number.
  public let number: String
  /// Whether its sub-clauses are meant too.
  public let includesChildren: Bool

  /// Reads `3.2` or `3.2*`; nil when it is neither.
  public init?(_ text: some StringProtocol) {
    let number = text.hasSuffix("*") ? String(text.dropLast()) : String(text)
    guard ClauseNumber.isValid(number) else { return nil }
    self.number = number
    includesChildren = text.hasSuffix("*")
  }

  /// Whether a clause is meant.
  public func matches(_ clause: String) -> Bool {
    clause == number || includesChildren && clause.hasPrefix(number + ".")
  }
}
