/// A payload: what it carries and what is at stake when it is read, changed or lost.
public struct FlowPayload: Sendable, Equatable {
  /// How grave a loss is.
  public enum Risk: String, Sendable, CaseIterable, Comparable {
    case low = "L"
    case medium = "M"
    case high = "H"

    /// The lower risk first.
    public static func < (left: Risk, right: Risk) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// Its name in the payload tables.
  public let name: String
  /// What it is, in a few words of ours.
  public let summary: String
  /// The risk of its being read.
  public let confidentiality: Risk
  /// The risk of its being changed.
  public let integrity: Risk
  /// The risk of its not arriving.
  public let availability: Risk
  /// The logical interface categories of NISTIR 7628 as printed: `13/14, 15/16`.
  public let categoriesRaw: String
  /// Their numbers.
  public let categories: [Int]
  /// The sections that describe it.
  public let sections: [String]
  /// The line of the source that describes it first.
  public let line: Int
}
