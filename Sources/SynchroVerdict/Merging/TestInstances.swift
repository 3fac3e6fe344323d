/// What became of one test in each shard that ran it.
struct TestInstances {
  /// The test in one shard.
  struct Instance {
    /// The place of the shard among the parts, from 0.
    let part: Int
    let record: TestRecord
  }

  private let all: [Instance]
  /// The one that stands for all: that of the test's own shard, unless another is worse.
  let kept: Instance

  /// `home` is the part to which the test belongs, when it ran there.
  init(_ all: [Instance], home: Int?) {
    self.all = all
    guard var worst = all.first(where: { $0.part == home }) ?? all.first else {
      preconditionFailure("a test that is merged ran somewhere")
    }
    for instance in all where instance.rank < worst.rank { worst = instance }
    kept = worst
  }

  /// Whether the shards do not agree about the test or a check of it.
  var differ: Bool { all.contains { $0.outcome != kept.outcome } }

  /// The record that is kept, with a note when the shards do not agree.
  func record(of count: Int) -> TestRecord {
    guard differ else { return kept.record }
    var record = kept.record
    let words = all.map { "\($0.record.verdict.kind.table.word) in shard \($0.part + 1)/\(count)" }
    record.notes.append(
      "the test ran in several shards, which do not agree: \(words.joined(separator: ", ")); "
        + "what counts is shard \(kept.part + 1)/\(count)")
    return record
  }
}

extension TestInstances.Instance {
  fileprivate var rank: Int { RollUp.rank(of: record.verdict.kind) }

  /// How the test and each of its checks came out.
  fileprivate var outcome: [String: [Verdict.Kind]] {
    var outcome = ["": [record.verdict.kind]]
    for check in record.checks { outcome[check.id] = check.decisions.map(\.verdict.kind) }
    return outcome
  }
}
