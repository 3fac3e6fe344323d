public import SynchroText

/// One place in the suites that decides one requirement.
public struct RequirementUse: Sendable, Equatable {
  /// What sort of statement decides it.
  public enum Place: Sendable, Equatable {
    /// `=> 200 [ID]`
    case gate
    /// `CHECK [ID]`
    case check
    /// `should CHECK [ID]`
    case should
    /// `permits CHECK [ID]`
    case permission
    /// `page through … [ID]`
    case pages
    /// `review "…" [ID]`
    case review
    /// `a -> b PAYLOAD [ROW]`: one trial of a row.
    case trial
    /// `VALUE is FORMAT`: the id stands in a schema.
    case schema(ObjectFormats.Carried)
  }

  /// The id.
  public var id: String
  /// The suite.
  public var suite: String
  /// The test or flow that runs the check.
  public var test: String
  /// The fragment that the check stands in, when it is not the test itself.
  public var fragment: String?
  /// What sort of statement decides it.
  public var place: Place
  /// Where the id is written: in brackets or in a table's cell; for a schema's ids, the claim.
  public var range: SourceRange
  /// The table whose row names the id.
  public var table: String?

  /// A use.
  public init(
    id: String, suite: String, test: String, fragment: String? = nil, place: Place,
    range: SourceRange, table: String? = nil
  ) {
    self.id = id
    self.suite = suite
    self.test = test
    self.fragment = fragment
    self.place = place
    self.range = range
    self.table = table
  }
}
