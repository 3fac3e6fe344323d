public import SynchroText

/// The communication paths of section 4.19 and the deployment profiles of 4.20.3, as data.
public struct PathCatalogue: Sendable {
  /// One printed expression.
  public struct Expression: Sendable {
    /// Our name for it: `data_flow_ref`.
    public let name: String
    /// The first line of the document's text it stands on.
    public let line: Int
    /// As printed, misprints included, on one line.
    public let printed: String
    /// What it describes.
    public let about: String
    /// What was understood.
    public let parsed: ParsedPath
  }

  /// The same expression printed again, otherwise.
  public struct OtherPrinting: Sendable {
    /// The line it stands on.
    public let line: Int
    /// As printed.
    public let printed: String
    /// The name of the expression it repeats.
    public let of: String
    /// What was understood.
    public let parsed: ParsedPath
  }

  /// The two actors that a reference joins.
  public struct Link: Sendable {
    /// The reference: `1Cba`.
    public let label: String
    /// Towards the operations side.
    public let from: String
    /// Towards the premises.
    public let to: String
  }

  /// A decision index and the links it stands for.
  public struct Decision: Sendable {
    /// The index: `2b`.
    public let label: String
    /// The links, in order.
    public let path: FlowPath
    /// What it chooses, in the words of the profile tables.
    public let meaning: String
    /// Whether the document states it; the others are what is left.
    public let isStated: Bool
  }

  /// One of the six path options of the worked example.
  public struct Option: Sendable {
    /// The number of the graphic option.
    public let number: String
    /// The decisions it takes.
    public let decisions: FlowPath
    /// The deployment profile it corresponds to.
    public let profile: String
    /// Whether the document states the row; the others follow from the profile tables.
    public let isStated: Bool
  }

  /// Every expression, in the order of the document.
  public let expressions: [Expression]
  /// Places where one of them is printed again.
  public let otherPrintings: [OtherPrinting]
  /// What the references join.
  public let links: [Link]
  /// What the decision indexes stand for.
  public let decisions: [Decision]
  /// The options of the worked example.
  public let options: [Option]
  /// The tables of deployment profiles.
  public let profiles: [DeploymentProfile]

  /// An expression by its name.
  public func expression(_ name: String) -> Expression? { expressions.first { $0.name == name } }

  /// Replaces decision indexes by the links they stand for.
  public func links(of path: FlowPath) -> FlowPath {
    FlowPath(
      path.links.flatMap { label in
        decisions.first { $0.label == label }?.path.links ?? [label]
      })
  }

  /// Every word that an expression may be made of.
  public var knownLabels: [String] {
    var labels = links.map(\.label) + decisions.map(\.label) + options.map(\.number)
    labels += profiles.map(\.reference)
    labels += expressions.flatMap { $0.parsed.expression?.labels.map(\.text) ?? [] }
    var seen: Set<String> = []
    return labels.filter { seen.insert($0).inserted }
  }

  /// Labels of an expression that stand nowhere in the document, with the nearest that does.
  public func remarks(on parsed: ParsedPath) -> [Diagnostic] {
    let known = knownLabels
    let unknown = (parsed.expression?.labels ?? []).filter { !known.contains($0.text) }
    return unknown.prefix(20).map { label in
      let near = NearestName.find(label.text, among: known)
      return Diagnostic(
        .warning, code: "path-unknown-label", "the document has no link '\(label.text)'",
        at: .init(label.range),
        help: [near.map { "did you mean '\($0)'?" } ?? "it is taken as a link of your own"])
    }
  }
}
