public import SynchroJSON
public import SynchroText

/// An object format that examples can be held against.
public struct ObjectFormat: Sendable {
  /// A way in which a value is not as the format demands.
  public struct Fault: Sendable {
    /// Where, as bytes of the value's document.
    public let range: SourceRange
    /// The same as a JSON Pointer.
    public let pointer: String
    /// The keyword of the schema that decided.
    public let keyword: String
    /// Why, in one sentence without a full stop.
    public let reason: String
    /// Whether a member is missing, so that dots in the example may stand for it.
    public let isMissing: Bool
    /// The requirements that are broken by it.
    public let requirements: [String]

    /// A fault.
    public init(
      range: SourceRange, pointer: String, keyword: String, reason: String, isMissing: Bool,
      requirements: [String]
    ) {
      self.range = range
      self.pointer = pointer
      self.keyword = keyword
      self.reason = reason
      self.isMissing = isMissing
      self.requirements = requirements
    }
  }

  /// What rules call it.
  public let name: String
  /// Everything that a value lacks.
  public let faults: @Sendable (JSONNode) -> [Fault]

  /// A format by its name and its judge.
  public init(_ name: String, faults: @escaping @Sendable (JSONNode) -> [Fault]) {
    self.name = name
    self.faults = faults
  }
}
