public import SynchroText

/// `actor meter plays "2-Way Meter - Electr" is target`: a party of the suite's flows.
public struct FlowActor: Sendable, Equatable {
  /// Who plays a party when the target declares all parties of a flow.
  public enum Side: String, Sendable, CaseIterable {
    /// Whatever is tested.
    case target
    /// The harness.
    case harness
  }

  /// `plays any`, `plays each`: the suite is about the binding, not about an actor.
  public enum Whichever: String, Sendable, CaseIterable {
    /// The first that the target declares; for the harness, who sends that one something.
    case any
    /// Every one that the target declares.
    case each
  }

  /// The name that the steps use; two names of one actor are two instances of it.
  public var name: Ranged<String>
  /// What it can be, by the names of the catalogue; one at least, unless it is ``whichever``. A flow
  /// is played for each that the target declares; the harness plays the first.
  public var plays: [Ranged<String>]
  /// That it is whatever the target declares.
  public var whichever: Ranged<Whichever>?
  /// The group that its instance is in, as `to group NAME` names it.
  public var group: Ranged<String>?
  /// Who plays it.
  public var side: Ranged<Side>
  /// The whole declaration.
  public var range: SourceRange

  /// A party.
  public init(
    name: Ranged<String>, plays: [Ranged<String>], group: Ranged<String>? = nil,
    side: Ranged<Side>, range: SourceRange
  ) {
    self.name = name
    self.plays = plays
    self.group = group
    self.side = side
    self.range = range
  }
}
