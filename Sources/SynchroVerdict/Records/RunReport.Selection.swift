extension RunReport {
  /// Which of the suites' tests a partial run was to carry out.
  public struct Selection: Sendable, Equatable {
    /// Patterns of test ids; empty for all.
    public var only: [String]
    /// Tags, of which a test carries one; empty for all.
    public var tags: [String]
    /// The part of a run that several machines share.
    public var shard: Shard?

    /// A selection; nil when nothing was left out.
    public init?(only: [String] = [], tags: [String] = [], shard: Shard? = nil) {
      guard !only.isEmpty || !tags.isEmpty || shard != nil else { return nil }
      self.only = only
      self.tags = tags
      self.shard = shard
    }
  }

  /// A run that became part of a merged one.
  public struct Part: Sendable, Equatable {
    /// Its shard.
    public var shard: Shard
    /// Its run id.
    public var run: String

    /// A part.
    public init(_ shard: Shard, run: String) {
      self.shard = shard
      self.run = run
    }
  }

  /// Whether tests of the suites were left out, so that the run says nothing about a claim as a
  /// whole.
  public var isPartial: Bool { header.selection != nil }
}
