extension Profile {
  /// Something that the target must have although the documents let it out.
  public enum Need: Sendable, Equatable {
    /// What these rows speak of: a document, clauses, rows.
    case rows(Claim)
    /// What a suite calls a feature: `RFC 7592`, `the coverage capability`.
    case feature(String)
    /// An act that its operator must carry out on request.
    case hook(String)
    /// A scope that its authorization server must know.
    case scope(String)
    /// A capability that its metadata must name.
    case capability(String)

    /// The need as its profile writes it.
    public var words: String {
      switch self {
      case .rows(let claim): claim.words
      case .feature(let name): "feature " + name
      case .hook(let name): "hook " + name
      case .scope(let name): "scope " + name
      case .capability(let name): "capability " + name
      }
    }
  }
}

extension Profile.Claim {
  /// The claim as its profile writes it.
  public var words: String {
    switch self {
    case .rows(let pattern): pattern.text
    case .document(let document, let clauses):
      ([document] + clauses.map { $0.number + ($0.includesChildren ? "*" : "") })
        .joined(separator: " ")
    }
  }

  /// Whether a row is meant.
  public func matches(_ row: Requirement) -> Bool {
    switch self {
    case .rows(let pattern): pattern.matches(row.id)
    case .document(let document, let clauses):
      document == row.document && (clauses.isEmpty || clauses.contains { $0.matches(row.clause) })
    }
  }
}
