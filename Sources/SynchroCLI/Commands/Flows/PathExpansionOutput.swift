import SynchroFlows
import SynchroJSON
import SynchroSimulation
import SynchroText

/// The paths of an expression, and how each fares against a budget.
struct PathExpansionOutput {
  private let expression: PathExpression
  private let catalogue: PathCatalogue
  private let paths: [FlowPath]
  private let budget: PathBudget?
  private let results: [PathBudgetResult]

  init(
    _ parsed: ParsedPath, _ catalogue: PathCatalogue, budget: PathBudget?, limit: Int
  ) throws(UsageError) {
    guard let expression = parsed.expression else {
      preconditionFailure("only an expression that was understood is expanded")
    }
    self.expression = expression
    self.catalogue = catalogue
    self.budget = budget
    let paths: [FlowPath]
    do throws(PathExpansionError) {
      paths = try expression.paths(limit: limit)
    } catch {
      throw .unusable("\(error)", help: "take choices first, or raise --limit (at most 100000)")
    }
    self.paths = paths
    results = budget.map { budget in paths.map { budget.check(catalogue.links(of: $0)) } } ?? []
  }

  var exitCode: ExitCode {
    let standings = results.flatMap { [$0.latency, $0.reliability] }
    if standings.contains(.broken) { return .failed }
    let isOpen = standings.contains { standing in
      if case .unknown = standing { true } else { false }
    }
    return isOpen ? .unproven : .success
  }

  // MARK: - Table

  func table(_ style: TerminalStyle) -> String {
    guard let budget else { return plainTable(style) }
    var table = TextTable("PATH", "LATENCY SUM", "LATENCY", "RELIABILITY", "RELIABLE")
    for (path, result) in zip(paths, results) {
      table.add(
        path.description,
        Self.bound("<", VirtualTime.words(result.latencySum), result.latency),
        Self.words(result.latency),
        Self.bound(">", Self.percent(result.reliabilityProduct), result.reliability),
        Self.words(result.reliability))
    }
    return table.rendered(style) + "\n" + summary(budget)
  }

  private func plainTable(_ style: TerminalStyle) -> String {
    var table = TextTable("PATH", "LINKS", "OPTION", "PROFILE")
    for path in paths {
      let option = option(path)
      table.add(
        path.description, "\(path.links.count)", option?.number ?? "-", option?.profile ?? "-")
    }
    return table.rendered(style)
      + counted(paths.count, "path", "paths") + " of \(expression)\n"
  }

  /// The option of the worked example that a path is.
  private func option(_ path: FlowPath) -> PathCatalogue.Option? {
    let links = catalogue.links(of: path)
    return catalogue.options.first { option in
      catalogue.links(of: option.decisions) == links || [option.number] == path.links
        || [option.profile] == path.links
    }
  }

  private func summary(_ budget: PathBudget) -> String {
    var lines: [String] = []
    if let bound = budget.latency, let largest = results.map(\.latencySum).max() {
      let verb = largest > bound ? "is less than" : "covers"
      lines.append(
        "the parent's < \(VirtualTime.words(bound)) \(verb) the largest sum of its links, "
          + VirtualTime.words(largest))
    }
    if let share = budget.reliability, let least = results.map(\.reliabilityProduct).min() {
      lines.append(
        "the parent's > \(share) beside the smallest product of its links, \(Self.percent(least))")
      lines.append(PathBudgetResult.assumption)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A bound of the whole path; where links are unknown it is only the known part of one.
  private static func bound(
    _ sign: String, _ words: String, _ standing: PathBudgetResult.Standing
  ) -> String {
    switch standing {
    case .holds, .broken: "\(sign) \(words)"
    case .unknown: "known part \(words)"
    case .notAsked: "-"
    }
  }

  private static func words(_ standing: PathBudgetResult.Standing) -> String {
    switch standing {
    case .holds: "holds"
    case .broken: "BROKEN"
    case .unknown(let links): "unknown: no bound for \(links.joined(separator: ", "))"
    case .notAsked: "-"
    }
  }

  private static func percent(_ share: Double) -> String {
    // Cut, not rounded: a product is never said to be larger than it is.
    Share(millionths: Int(share * 1_000_000)).map(\.description) ?? "?"
  }

  // MARK: - JSON

  var json: String {
    var fields = [
      JSONField("expression", .string(expression.description)),
      JSONField("count", .integer(paths.count)),
      JSONField("paths", .array(paths.enumerated().map { entry($0.element, $0.offset) })),
    ]
    if budget?.reliability != nil {
      fields.append(JSONField("assumption", .string(PathBudgetResult.assumption)))
    }
    return JSONPrinter.pretty(.object(fields)) + "\n"
  }

  private func entry(_ path: FlowPath, _ index: Int) -> JSONValue {
    var fields = [JSONField("links", .array(path.links.map { .string($0) }))]
    if let option = option(path) {
      fields += [
        JSONField("option", .string(option.number)), JSONField("profile", .string(option.profile)),
      ]
    }
    if results.indices.contains(index) {
      let result = results[index]
      let sum = result.latencySum / .milliseconds(1)
      fields += [
        JSONField("latency", .string(Self.words(result.latency))),
        JSONField("latencySumMilliseconds", JSONNumber("\(sum)").map { .number($0) } ?? .null),
        JSONField("reliability", .string(Self.words(result.reliability))),
        JSONField(
          "reliabilityProduct",
          JSONNumber("\(result.reliabilityProduct)").map { .number($0) } ?? .null),
      ]
    }
    return .object(fields)
  }
}
