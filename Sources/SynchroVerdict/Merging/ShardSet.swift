internal import SynchroText

/// The shards of one run: all of them, each once, and of nothing else.
struct ShardSet {
  /// By the number of their shard.
  let ordered: [RunMerge.Source]

  init(_ sources: [RunMerge.Source]) throws(RunMerge.Fault) {
    guard let first = sources.first else {
      throw .init(message: "there is no run to merge", help: "name the runs of all shards")
    }
    for source in sources where source.shard == nil {
      let isWhole = source.report.header.parts.isEmpty
      throw .init(
        message: "'\(source.path)' is no shard: "
          + (isWhole ? "it ran without --shard" : "it has been merged already"),
        help: "name the runs that '--shard I/N' made")
    }
    for source in sources.dropFirst() { try Self.compare(first, source) }
    ordered = try Self.complete(sources)
  }

  private static func complete(
    _ sources: [RunMerge.Source]
  ) throws(RunMerge.Fault) -> [RunMerge.Source] {
    var places: [Int: RunMerge.Source] = [:]
    var count = 0
    for source in sources {
      guard let shard = source.shard else { continue }
      count = shard.count
      guard let other = places.updateValue(source, forKey: shard.index) else { continue }
      throw .init(
        message: "shard \(shard) is given twice: '\(other.path)' and '\(source.path)'",
        help: "name one run of each shard")
    }
    let missing = (1...max(1, count)).filter { places[$0] == nil }
    guard missing.isEmpty else {
      let names = missing.prefix(20).map { "\($0)/\(count)" }.joined(separator: ", ")
      let rest = missing.count > 20 ? " and \(missing.count - 20) more" : ""
      throw .init(
        message: missing.count == 1
          ? "shard \(names) is missing" : "shards \(names)\(rest) are missing",
        help: "run them with the same --seed, and name all \(count) runs")
    }
    return (1...max(1, count)).compactMap { places[$0] }
  }

  /// What must be alike for two shards to be parts of one run.
  private static func compare(
    _ first: RunMerge.Source, _ other: RunMerge.Source
  ) throws(RunMerge.Fault) {
    let (a, b) = (first.report.header, other.report.header)
    let pairs: [(name: String, first: String, other: String, help: String)] = [
      (
        "number of shards", count(first), count(other), "name the runs of one '--shard I/N' series"
      ),
      ("tool", a.tool, b.tool, "run all shards with one version of the program"),
      ("target", a.target, b.target, "run all shards against one target"),
      ("facts about the target", facts(a), facts(b), "run all shards against one target"),
      (
        "profile", a.profile ?? "none", b.profile ?? "none",
        "run all shards with the same --profile"
      ),
      ("edition", a.edition ?? "none", b.edition ?? "none", "run all shards with one profile"),
      ("seed", "\(a.seed)", "\(b.seed)", "give all shards the same --seed"),
      ("tests asked for", asked(a), asked(b), "give all shards the same --only and --tag"),
      (
        "view of what is unproven", unproven(a), unproven(b),
        "give all shards --allow-unproven, or none"
      ),
    ]
    for pair in pairs where pair.first != pair.other {
      throw .init(
        message: "the runs differ in their \(pair.name): "
          + "'\(first.path)' has \(VisibleText.excerpt(pair.first)), "
          + "'\(other.path)' has \(VisibleText.excerpt(pair.other))", help: pair.help)
    }
    // Where a machine keeps its suites is its own business.
    guard a.suites.map(\.identity) != b.suites.map(\.identity) else { return }
    let names = Set(a.suites.map(\.name)).symmetricDifference(b.suites.map(\.name)).sorted()
    let edited = a.suites.first { suite in
      b.suites.contains { $0.name == suite.name && $0.sha256 != suite.sha256 }
    }
    let what =
      names.first.map { "'\(VisibleText.excerpt($0))' is in one of them only" }
      ?? edited.map { "'\(VisibleText.excerpt($0.name))' is not the same file" }
      ?? "they are in another order"
    throw .init(
      message: "the runs '\(first.path)' and '\(other.path)' are of different suites: \(what)",
      help: "run all shards with the same suites")
  }

  private static func count(_ source: RunMerge.Source) -> String {
    source.shard.map { "\($0.count)" } ?? "none"
  }

  private static func facts(_ header: RunReport.Header) -> String {
    header.targetFacts.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
  }

  private static func asked(_ header: RunReport.Header) -> String {
    guard let selection = header.selection else { return "all" }
    return RunReport.Selection(only: selection.only, tags: selection.tags)?.words ?? "all"
  }

  private static func unproven(_ header: RunReport.Header) -> String {
    header.allowsUnproven ? "that it is acceptable" : "that it is not acceptable"
  }
}

extension RunReport.SuiteFile {
  /// What makes it the same suite wherever it lies.
  fileprivate var identity: [String] { [name, sha256] }
}
