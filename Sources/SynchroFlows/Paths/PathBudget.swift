/// What one link may take and lose: the bounds of a child row.
public struct LinkBudget: Sendable, Equatable {
  /// Its payloads take less than this, the processing of its two actors included.
  public let latency: Duration?
  /// Nodes of the network between its actors, and what each may take on top.
  public let nodes: Int
  /// What each of these nodes may take.
  public let nodeProcessing: Duration
  /// More than this share of its payloads arrives.
  public let reliability: Share?

  /// Bounds of a link; nil where none is known.
  public init(
    latency: Duration?, nodes: Int = 0, nodeProcessing: Duration = .zero, reliability: Share? = nil
  ) {
    self.latency = latency
    self.nodes = nodes
    self.nodeProcessing = nodeProcessing
    self.reliability = reliability
  }

  /// The bound with the nodes.
  var total: Duration? { latency.map { $0 + nodeProcessing * nodes } }
}

/// The bounds of a parent row and of the links below it (section 4.18).
///
/// All bounds are strict. When every link takes less than its bound, a path takes less than their
/// sum, so a parent that equals the largest sum still holds; a smaller one is not covered.
public struct PathBudget: Sendable, Equatable {
  /// The parent row demands less than this.
  public let latency: Duration?
  /// The parent row demands more than this.
  public let reliability: Share?
  /// Processing of the originator before the first link, where its bound leaves it out.
  public let sender: Duration
  /// Processing of the consumer behind the last link, where its bound leaves it out.
  public let consumer: Duration
  /// Bounds by the references of the links.
  public let links: [String: LinkBudget]

  /// A parent and its children.
  public init(
    latency: Duration?, reliability: Share? = nil, sender: Duration = .zero,
    consumer: Duration = .zero, links: [String: LinkBudget]
  ) {
    self.latency = latency
    self.reliability = reliability
    self.sender = sender
    self.consumer = consumer
    self.links = links
  }

  /// How one path fares against the bounds.
  public func check(_ path: FlowPath) -> PathBudgetResult {
    let children = path.links.map { links[$0] }
    let unknown = zip(path.links, children).filter { $0.1?.latency == nil }.map(\.0)
    let unrated = zip(path.links, children).filter { $0.1?.reliability == nil }.map(\.0)
    let sum = children.reduce(sender + consumer) { $0 + ($1?.total ?? .zero) }
    return PathBudgetResult(
      path: path, latency: judged(sum, unknown), latencySum: sum,
      reliability: judged(children.compactMap { $0?.reliability }, unrated),
      reliabilityProduct: children.reduce(1) { $0 * ($1?.reliability?.fraction ?? 1) })
  }

  private func judged(_ sum: Duration, _ unknown: [String]) -> PathBudgetResult.Standing {
    guard let latency else { return .notAsked }
    // A sum that is too large already stays so, whatever the unknown links take.
    if sum > latency { return .broken }
    return unknown.isEmpty ? .holds : .unknown(unknown)
  }

  private func judged(_ shares: [Share], _ unrated: [String]) -> PathBudgetResult.Standing {
    guard let reliability else { return .notAsked }
    if !ShareProduct(shares).isAtLeast(reliability) { return .broken }
    return unrated.isEmpty ? .holds : .unknown(unrated)
  }
}

/// A path held against a budget.
public struct PathBudgetResult: Sendable, Equatable {
  /// What follows for one bound.
  public enum Standing: Sendable, Equatable {
    /// The children keep the parent's bound.
    case holds
    /// The children may all be kept and the parent's bound broken.
    case broken
    /// These links have no bound, so nothing follows.
    case unknown([String])
    /// The parent has no such bound.
    case notAsked
  }

  /// The path.
  public let path: FlowPath
  /// Whether the latencies fit.
  public let latency: Standing
  /// The sum of the bounds that are known, processing of the ends included.
  public let latencySum: Duration
  /// Whether the reliabilities fit.
  public let reliability: Standing
  /// The product of those that are known. It assumes that links lose payloads independently.
  public let reliabilityProduct: Double

  /// What every reliability along a path rests on.
  public static let assumption =
    "links lose payloads independently of each other; bounds are strict: each link delivers more "
    + "than its share, so the path delivers more than the product"
}
