public import SynchroTiming

/// A whole run: who ran what against whom, and everything that came of it.
///
/// What follows from other parts (verdicts of tests, rows, the summary, the exit) is computed, so a
/// report cannot contradict itself.
public struct RunReport: Sendable, Equatable {
  /// What is known before the first test.
  public struct Header: Sendable, Equatable {
    /// The version of the tool.
    public var tool: String
    /// The run's id.
    public var run: String
    /// What every random value came from.
    public var seed: UInt64
    /// The profile that was claimed.
    public var profile: String?
    /// The edition that was judged by.
    public var edition: String?
    /// The words of the command line.
    public var arguments: [String]
    /// Whether what is unproven was declared acceptable.
    public var allowsUnproven: Bool
    /// Which tests were asked for; nil for all of the suites.
    public var selection: Selection?
    /// The runs that were merged into this one; empty for one that ran as a whole.
    public var parts: [Part]
    /// The machine the tool ran on; the fact `hostname` is its name in JUnit.
    public var host: [RunFact]
    /// The target's URL or name.
    public var target: String
    /// What else is known of the target.
    public var targetFacts: [RunFact]
    /// The suites, as they were.
    public var suites: [SuiteFile]
    /// The documents whose rows the run may speak about.
    public var documents: [Document]
    /// When the run began.
    public var start: Timestamp

    /// A header.
    public init(
      tool: String, run: String, seed: UInt64, profile: String? = nil, edition: String? = nil,
      arguments: [String] = [], allowsUnproven: Bool = false, selection: Selection? = nil,
      parts: [Part] = [], host: [RunFact] = [], target: String, targetFacts: [RunFact] = [],
      suites: [SuiteFile] = [], documents: [Document] = [], start: Timestamp
    ) {
      self.tool = tool
      self.run = run
      self.seed = seed
      self.profile = profile
      self.edition = edition
      self.arguments = arguments
      self.allowsUnproven = allowsUnproven
      self.selection = selection
      self.parts = parts
      self.host = host
      self.target = target
      self.targetFacts = targetFacts
      self.suites = suites
      self.documents = documents
      self.start = start
    }
  }

  /// A suite file of the run.
  public struct SuiteFile: Sendable, Equatable {
    /// The suite's name.
    public var name: String
    /// The path of its file.
    public var file: String
    /// The SHA-256 of its bytes, in lower-case hex.
    public var sha256: String

    /// A suite file.
    public init(name: String, file: String, sha256: String) {
      self.name = name
      self.file = file
      self.sha256 = sha256
    }
  }

  /// Something the run created on the target and could not remove.
  public struct Residue: Sendable, Equatable {
    /// What it is, in words.
    public var what: String
    /// Where it can be found, if it has a URL.
    public var url: String?
    /// The test that left it.
    public var test: String?
    /// Why it is still there.
    public var because: String

    /// Something left behind.
    public init(_ what: String, url: String? = nil, test: String? = nil, because: String) {
      self.what = what
      self.url = url
      self.test = test
      self.because = because
    }
  }

  /// Who ran what against whom.
  public var header: Header
  /// How long the run took.
  public var duration: Duration
  /// What was found before the tests.
  public var doctor: [DoctorFinding]
  /// The tests, in the order of the plan.
  public var tests: [TestRecord]
  /// Every exchange, without its bytes.
  public var exchanges: [ExchangeSummary]
  /// Every act that the operator was asked for, without what was printed.
  public var hooks: [HookRun]
  /// Every row that a check named or the profile claims, by id.
  public internal(set) var requirements: [RequirementRecord]
  /// What was left behind on the target.
  public var residue: [Residue]
  /// What cut the run short, in a sentence each; empty for a run that came to its end.
  public var interruptions: [String]
  /// How the run compares with what was expected of it, when somebody said what that is.
  public var baseline: BaselineOutcome?

  init(
    header: Header, duration: Duration, doctor: [DoctorFinding], tests: [TestRecord],
    exchanges: [ExchangeSummary], hooks: [HookRun] = [],
    requirements: [RequirementRecord], residue: [Residue], interruptions: [String],
    baseline: BaselineOutcome? = nil
  ) {
    self.header = header
    self.duration = duration
    self.doctor = doctor
    self.tests = tests
    self.exchanges = exchanges
    self.hooks = hooks
    self.requirements = requirements
    self.residue = residue
    self.interruptions = interruptions
    self.baseline = baseline
  }
}
