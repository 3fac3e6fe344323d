public import SynchroTiming

/// What is known to be otherwise than a suite demands: each deviation with the reason why it is put
/// up with.
///
/// It is strict both ways: what happens and is not in it fails, and so does what is in it and no
/// longer happens. It never changes a verdict; see ``BaselineOutcome``.
public struct Baseline: Sendable, Equatable {
  /// What an entry speaks of.
  public enum Subject: Sendable, Hashable {
    /// A check by its id, and one of the rows it decides if it decides several.
    case check(String, requirement: String?)
    /// All that one test leaves unproven.
    case test(String)
    /// A row, whatever check decides it.
    case requirement(String)

    /// `check cds/discovery/metadata#fields:7`
    public var words: String {
      switch self {
      case .check(let id, nil): "check \(id)"
      case .check(let id, let row?): "check \(id) [\(row)]"
      case .test(let id): "test \(id)"
      case .requirement(let id): "requirement \(id)"
      }
    }
  }

  /// One expected deviation.
  public struct Entry: Sendable, Equatable {
    /// What it speaks of.
    public var subject: Subject
    /// How that comes out.
    public var verdict: Verdict.Kind
    /// Why that is put up with.
    public var reason: String
    /// The first instant at which nobody puts up with it any more.
    public var end: Timestamp?
    /// What the reason of the verdict or a difference must hold.
    public var message: String?
    /// Where the entry stands: `known.baseline:12`.
    public var place: String
  }

  /// The verdicts that can be expected. Faults of the set-up or of this program say nothing about a
  /// target, so there is nothing to put up with.
  public static let expectable: [Verdict.Kind] = [
    .failed, .warned, .untestable, .inconclusive, .review,
  ]

  /// The file.
  public let file: String
  /// The SHA-256 of its bytes, in lower-case hex.
  public let sha256: String
  /// The entries in the order of the file.
  public let entries: [Entry]

  init(file: String, sha256: String, entries: [Entry]) {
    self.file = file
    self.sha256 = sha256
    self.entries = entries
  }
}
