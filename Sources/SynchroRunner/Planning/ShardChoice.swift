import SynchroText
public import SynchroVerdict

/// Which shard is to be run here: what the command line says, else what the engine says that started
/// this program on one of several machines.
public struct ShardChoice: Sendable, Equatable {
  /// What the command line says.
  public enum Wish: Sendable, Equatable {
    /// This shard.
    case shard(Shard)
    /// All tests, whatever the engine says.
    case all
    /// One of so many; which one, the engine says.
    case automatic(count: Int)

    /// `2/5`, `none` or `auto/5`.
    public init?(_ text: String) {
      if text == "none" {
        self = .all
      } else if text.hasPrefix("auto/") {
        guard let count = Int(text.dropFirst(5)), Shard(index: 1, count: count) != nil else {
          return nil
        }
        self = .automatic(count: count)
      } else {
        guard let shard = Shard(text) else { return nil }
        self = .shard(shard)
      }
    }
  }

  /// Why nobody can say which shard it is.
  public struct Fault: Error, Sendable, Equatable {
    /// What is wrong, in one sentence.
    public let message: String
    /// What to do about it.
    public let help = "say it: --shard 2/5, or run all tests: --shard none"
  }

  /// The shard; nil for all tests.
  public let shard: Shard?
  /// What the environment decided, in a sentence; nil when it decided nothing.
  public let remark: String?

  /// The variables that engines set, in the order in which they are asked.
  public static let variables = Engine.all.flatMap(\.variables)

  /// Decides by the wish, then by the environment; the first engine that speaks is believed.
  public init(_ wish: Wish?, environment: [String: String]) throws(Fault) {
    let known: Int?
    switch wish {
    case .shard(let shard):
      self.shard = shard
      remark = nil
      return
    case .all:
      shard = nil
      remark = nil
      return
    case .automatic(let count): known = count
    case nil: known = nil
    }
    let engines = Engine.all.filter { environment[$0.index] != nil }
    guard let engine = engines.first else {
      guard known == nil else {
        let names = Engine.all.map(\.index).joined(separator: ", ")
        throw Fault(message: "nothing here says which shard this is: none of \(names) is set")
      }
      shard = nil
      remark = nil
      return
    }
    let shard = try engine.shard(in: environment, count: known)
    self.shard = shard
    let values = engine.variables.compactMap { name in
      environment[name].map { "\(name)=\(VisibleText.excerpt($0, limit: 40))" }
    }
    let others = engines.dropFirst().map(\.index)
    remark =
      "shard \(shard), by " + values.joined(separator: ", ")
      + (others.isEmpty ? "" : " (\(others.joined(separator: ", ")) is not asked)")
      + "; --shard none runs all tests"
  }
}

/// An engine that starts a program on several machines, and how it tells each which one it is.
private struct Engine: Sendable {
  let index: String
  let count: String
  /// The variable with the first index; nil when all engines of the kind begin with `first`.
  var lowest: String?
  var first = 0
  /// The variable with the distance between two indexes.
  var step: String?

  static let all = [
    // Kubernetes tells an Indexed Job's pod its index from 0; how many there are, the manifest tells.
    Engine(index: "JOB_COMPLETION_INDEX", count: "JOB_COMPLETIONS"),
    // Slurm's arrays begin and step as somebody likes.
    Engine(
      index: "SLURM_ARRAY_TASK_ID", count: "SLURM_ARRAY_TASK_COUNT",
      lowest: "SLURM_ARRAY_TASK_MIN", step: "SLURM_ARRAY_TASK_STEP"),
    // GitLab and others count from 1.
    Engine(index: "CI_NODE_INDEX", count: "CI_NODE_TOTAL", first: 1),
  ]

  var variables: [String] { [index, count] + [lowest, step].compactMap { $0 } }

  func shard(
    in environment: [String: String], count wished: Int?
  ) throws(ShardChoice.Fault) -> Shard {
    let index = try number(self.index, in: environment) ?? 0
    let said = try number(count, in: environment)
    if let said, let wished, said != wished {
      throw .init(message: "\(count) says \(said) shards, and '--shard' says \(wished)")
    }
    guard let count = said ?? wished else {
      throw .init(
        message: "\(self.index) is \(index), but nothing says of how many: set \(self.count), or "
          + "write '--shard auto/N'")
    }
    let lowest = try self.lowest.map { name throws(ShardChoice.Fault) in
      try number(name, in: environment)
    }
    let step = try self.step.map { name throws(ShardChoice.Fault) in
      try number(name, in: environment)
    }
    // Small numbers, so that nothing overflows.
    let distance = index - ((lowest ?? nil) ?? first)
    let width = max(1, (step ?? nil) ?? 1)
    guard distance >= 0, distance % width == 0,
      let shard = Shard(index: distance / width + 1, count: count)
    else {
      let values = variables.compactMap { name in environment[name].map { "\(name)=\($0)" } }
      throw .init(
        message: "no shard follows from \(VisibleText.excerpt(values.joined(separator: ", ")))")
    }
    return shard
  }

  private func number(
    _ name: String, in environment: [String: String]
  ) throws(ShardChoice.Fault) -> Int? {
    guard let text = environment[name], !text.isEmpty else { return nil }
    guard let number = Int(text), (0...1_000_000_000).contains(number) else {
      throw .init(message: "\(name) is '\(VisibleText.excerpt(text))', which is no number")
    }
    return number
  }
}
