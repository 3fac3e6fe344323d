internal import SynchroCatalog

/// A row whose standing is otherwise than in an earlier run.
public struct RequirementChange: Sendable, Equatable {
  /// The row as the later run has it, or the earlier one when it is gone.
  public let row: RequirementRecord
  /// What the earlier run says of it.
  public let before: RunComparison.Standing
  /// What the later run says of it.
  public let after: RunComparison.Standing
  /// Which way it went.
  public let direction: RunComparison.Direction
  /// The changes of checks that speak about the row.
  public let causes: [CheckChange]
  /// What else explains it, in a sentence each.
  public let remarks: [String]

  static func all(
    from old: [RequirementRecord], to new: [RequirementRecord], because checks: [CheckChange]
  ) -> [RequirementChange] {
    let before = Dictionary(old.map { ($0.id, $0) }) { first, _ in first }
    let after = Dictionary(new.map { ($0.id, $0) }) { first, _ in first }
    let causes = Dictionary(grouping: checks, by: \.requirement)
    return Set(before.keys).union(after.keys).sorted().compactMap { id in
      RequirementChange(before[id], after[id], because: causes[id] ?? [])
    }
  }

  private init?(
    _ old: RequirementRecord?, _ new: RequirementRecord?, because causes: [CheckChange]
  ) {
    let before = RunComparison.Standing(old)
    let after = RunComparison.Standing(new)
    guard let row = new ?? old,
      let direction = RunComparison.Direction(ofRow: before, to: after)
    else { return nil }
    self.row = row
    self.before = before
    self.after = after
    self.direction = direction
    self.causes = causes
    remarks = Self.remarks(old, new, hasCauses: !causes.isEmpty)
  }

  private static func remarks(
    _ old: RequirementRecord?, _ new: RequirementRecord?, hasCauses: Bool
  ) -> [String] {
    guard let old, let new else {
      if hasCauses { return [] }
      let run = old == nil ? "earlier" : "later"
      return ["no check of the \(run) run speaks of it, and no profile claims it there"]
    }
    var remarks: [String] = []
    if old.level != new.level {
      remarks.append("its level was \(old.level.rawValue) and is \(new.level.rawValue)")
    }
    if old.isClaimed != new.isClaimed {
      remarks.append(
        new.isClaimed ? "the profile claims it now" : "no profile claims it any longer")
    }
    if remarks.isEmpty, !hasCauses { remarks.append("no check that speaks of it has changed") }
    return remarks
  }
}

extension RunComparison.Standing {
  init(_ record: RequirementRecord?) {
    self =
      switch record?.standing {
      case .decided(let verdict): .decided(verdict)
      case .undecided(let reason): .undecided(because: reason)
      case nil: .absent
      }
  }
}
