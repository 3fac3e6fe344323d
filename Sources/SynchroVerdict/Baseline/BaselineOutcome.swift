/// How a run compares with what was expected of it: a judgement of its own beside the certified one,
/// which it never changes.
public struct BaselineOutcome: Sendable, Equatable {
  /// Something that happened and was not expected.
  public struct Surprise: Sendable, Equatable {
    /// The id of the check or the test; `claim` for a row that no check speaks of, `run` for the run as
    /// a whole.
    public var id: String
    /// The row that is spoken of.
    public var requirement: String?
    /// How it came out.
    public var verdict: Verdict
    /// The first difference in words, when there was one.
    public var message: String?
  }

  /// An entry that does not hold.
  public struct Flaw: Sendable, Equatable {
    /// What is wrong with it.
    public enum Kind: String, Sendable, CaseIterable {
      /// What it expects happened no longer.
      case noLonger = "no-longer"
      /// The last day on which it held is over.
      case expired
      /// What it names does not exist.
      case unknown
    }

    /// What is wrong with it.
    public var kind: Kind
    /// What the entry speaks of: `check cds/discovery/metadata#fields:7`.
    public var entry: String
    /// Where the entry stands.
    public var place: String
    /// What is wrong in a sentence.
    public var sentence: String
  }

  /// The file of the baseline.
  public let file: String
  /// The SHA-256 of its bytes, in lower-case hex.
  public let sha256: String
  /// The places of the entries that came true.
  public let asExpected: [String]
  /// What was not expected, in the order of the run.
  public let surprises: [Surprise]
  /// Entries that do not hold, in the order of the file.
  public let flaws: [Flaw]
  /// The places of the entries about what this run did not look at.
  public let notLookedAt: [String]

  /// Whether the run came out as expected.
  public var isAsExpected: Bool { surprises.isEmpty && flaws.isEmpty }
}

extension RunReport {
  /// What a command tells its caller: the exit of the run, or that of its baseline when there is one.
  /// A run that learnt nothing about its target has nothing that could be as expected.
  public var judgedExit: Exit {
    guard let baseline else { return exit }
    switch exit {
    case .setupFault, .harnessFault: return exit
    case .success, .failed, .unproven: return baseline.isAsExpected ? .success : .failed
    }
  }
}
