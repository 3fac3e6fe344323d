/// What is otherwise in one run than in another: what was run, rows, checks, tests and totals.
///
/// Runs are laid side by side by the ids of tests and rows and by the text of checks, because the
/// numbers of checks move when a suite grows.
public struct RunComparison: Sendable, Equatable {
  /// One of the two runs.
  public struct Side: Sendable, Equatable {
    /// The run's id.
    public let run: String
    /// Its numbers.
    public let summary: RunReport.Summary
    /// What it told its caller.
    public let exit: RunReport.Exit

    init(_ report: RunReport) {
      run = report.header.run
      summary = report.summary
      exit = report.exit
    }
  }

  /// The earlier run.
  public let old: Side
  /// The later run.
  public let new: Side
  /// What was run otherwise: read first, since it may explain the rest.
  public let settings: [SettingChange]
  /// Rows whose standing changed, by id.
  public let requirements: [RequirementChange]
  /// Decisions of checks that changed, in the order of the later run, those that are gone last.
  public let checks: [CheckChange]
  /// Tests whose verdict changed although no check of theirs did.
  public let tests: [TestChange]

  /// Compares two runs.
  public init(from old: RunReport, to new: RunReport) {
    self.old = Side(old)
    self.new = Side(new)
    settings = SettingChange.all(from: old, to: new)
    let checks = CheckChange.all(from: old.tests, to: new.tests)
    self.checks = checks
    requirements = RequirementChange.all(
      from: old.requirements, to: new.requirements, because: checks)
    tests = TestChange.all(from: old.tests, to: new.tests, apartFrom: checks)
  }

  /// Whether anything got worse: a verdict, or a row that was proven and is looked at no more.
  public var hasWorsened: Bool {
    requirements.contains { $0.direction == .worse } || checks.contains { $0.direction == .worse }
      || tests.contains { $0.direction == .worse }
  }

  /// Whether every row, check and test came out as before.
  public var isUnchanged: Bool { requirements.isEmpty && checks.isEmpty && tests.isEmpty }
}

/// Something about the run itself that is otherwise.
public struct SettingChange: Sendable, Equatable {
  /// What it is, in a word or two: `tool`, `target`, `suite cds/discovery/metadata`.
  public let name: String
  /// What it was; nil when there was none.
  public let before: String?
  /// What it is; nil when there is none.
  public let after: String?

  static func all(from old: RunReport, to new: RunReport) -> [SettingChange] {
    let (a, b) = (old.header, new.header)
    var pairs: [(String, String?, String?)] = [
      ("target", a.target, b.target), ("tool", a.tool, b.tool), ("profile", a.profile, b.profile),
      ("edition", a.edition, b.edition),
      ("tests asked for", a.selection?.words ?? "all", b.selection?.words ?? "all"),
    ]
    let suites = (digests(a), digests(b))
    for name in Set(suites.0.keys).union(suites.1.keys).sorted() {
      pairs.append(("suite \(name)", suites.0[name], suites.1[name]))
    }
    pairs.append(("cut short", words(old.interruptions), words(new.interruptions)))
    return pairs.filter { $0.1 != $0.2 }.map {
      SettingChange(name: $0.0, before: $0.1, after: $0.2)
    }
  }

  private static func digests(_ header: RunReport.Header) -> [String: String] {
    Dictionary(header.suites.map { ($0.name, "SHA-256 " + $0.sha256.prefix(12) + "…") }) {
      first, _ in
      first
    }
  }

  private static func words(_ interruptions: [String]) -> String? {
    interruptions.isEmpty ? nil : interruptions.joined(separator: "; ")
  }
}

extension RunReport.Selection {
  /// The selection as the options that made it.
  public var words: String {
    let parts =
      only.map { "--only \($0)" } + tags.map { "--tag \($0)" }
      + [shard.map { "--shard \($0)" }].compactMap { $0 }
    return parts.joined(separator: " ")
  }
}
