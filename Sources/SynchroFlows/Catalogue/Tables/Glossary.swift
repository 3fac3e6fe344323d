/// The words of the document: acronyms, terms, and what it says about measuring latency.
public struct Glossary: Sendable, Equatable {
  /// A short form and what it stands for.
  public struct Acronym: Sendable, Equatable {
    /// The short form.
    public let name: String
    /// The long one.
    public let expansion: String
    /// The line of the source.
    public let line: Int
  }

  /// A term and what it means, in our words.
  public struct Definition: Sendable, Equatable {
    /// The term.
    public let term: String
    /// What it means.
    public let meaning: String
    /// The line of the source.
    public let line: Int
  }

  /// A rule of section 4.18 about latency, in our words.
  public struct LatencyRule: Sendable, Equatable {
    /// Its number.
    public let number: Int
    /// What it says.
    public let rule: String
    /// The line of the source.
    public let line: Int
  }

  /// The short forms.
  public let acronyms: [Acronym]
  /// The terms.
  public let definitions: [Definition]
  /// How latency is to be read.
  public let latencyRules: [LatencyRule]
}
