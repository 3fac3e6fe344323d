/// One way from end to end: the links in their order.
public struct FlowPath: Sendable, Hashable, CustomStringConvertible {
  /// The references of the links, in order.
  public let links: [String]

  /// A path over links.
  public init(_ links: [String]) {
    self.links = links
  }

  /// The path as the document writes one.
  public var description: String { links.joined(separator: " + ") }
}

/// Why an expression is not expanded.
public enum PathExpansionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// So many paths were allowed, and the expression has so many; nil is more than a 64-bit number.
  case tooManyPaths(UInt64?, limit: Int)
  /// All its paths together have so many links.
  case tooManyLinks(limit: Int)

  /// What is wrong, in one sentence.
  public var description: String {
    switch self {
    case .tooManyPaths(let count, let limit):
      let number = count.map(String.init) ?? "more than \(UInt64.max)"
      return "the expression has \(number) paths, and the limit is \(limit)"
    case .tooManyLinks(let limit):
      return "the paths of the expression have more than \(limit) links together"
    }
  }
}

extension PathExpression {
  /// More paths than this are refused unless somebody asks for more.
  public static let standardPathLimit = 10_000
  /// Links of all paths together, a bound for memory.
  static let linkLimit = 1_000_000

  /// How many paths there are; nil when a 64-bit number cannot say.
  public var pathCount: UInt64? { size.map(\.paths) }

  /// Every path, choices on the left changing last, as the document lists them.
  public func paths(
    limit: Int = standardPathLimit
  ) throws(PathExpansionError) -> [FlowPath] {
    guard let size, size.paths <= UInt64(clamping: limit) else {
      throw .tooManyPaths(pathCount, limit: limit)
    }
    guard size.links <= UInt64(Self.linkLimit) else { throw .tooManyLinks(limit: Self.linkLimit) }
    return expanded.map(FlowPath.init)
  }

  /// Alternatives that are there twice, such as `1Ab or 1Ab`.
  public var repeatedAlternatives: [PathExpression] {
    switch self {
    case .link: return []
    case .sequence(let parts): return parts.flatMap(\.repeatedAlternatives)
    case .choice(let parts):
      var seen: Set<String> = []
      let again = parts.filter { !seen.insert($0.description).inserted }
      return again + parts.flatMap(\.repeatedAlternatives)
    }
  }

  private struct Size {
    var paths: UInt64
    /// The links of all of them together.
    var links: UInt64
  }

  private var size: Size? {
    switch self {
    case .link: return Size(paths: 1, links: 1)
    case .choice(let parts):
      var total = Size(paths: 0, links: 0)
      for part in parts {
        guard let size = part.size, let sum = Self.sum(total, size) else { return nil }
        total = sum
      }
      return total
    case .sequence(let parts):
      var total = Size(paths: 1, links: 0)
      for part in parts {
        guard let size = part.size, let product = Self.product(total, size) else { return nil }
        total = product
      }
      return total
    }
  }

  private static func sum(_ left: Size, _ right: Size) -> Size? {
    let paths = left.paths.addingReportingOverflow(right.paths)
    let links = left.links.addingReportingOverflow(right.links)
    guard !paths.overflow else { return nil }
    // Too many links are refused in any case; only the number of paths is told.
    return Size(paths: paths.partialValue, links: links.overflow ? .max : links.partialValue)
  }

  private static func product(_ left: Size, _ right: Size) -> Size? {
    let paths = left.paths.multipliedReportingOverflow(by: right.paths)
    guard !paths.overflow else { return nil }
    let first = left.links.multipliedReportingOverflow(by: right.paths)
    let second = left.paths.multipliedReportingOverflow(by: right.links)
    let links = first.partialValue.addingReportingOverflow(second.partialValue)
    let isBeyond = first.overflow || second.overflow || links.overflow
    return Size(paths: paths.partialValue, links: isBeyond ? .max : links.partialValue)
  }

  private var expanded: [[String]] {
    switch self {
    case .link(let label): [[label.text]]
    case .choice(let parts): parts.flatMap(\.expanded)
    case .sequence(let parts):
      parts.reduce([[]]) { heads, part in
        let tails = part.expanded
        return heads.flatMap { head in tails.map { head + $0 } }
      }
    }
  }
}
