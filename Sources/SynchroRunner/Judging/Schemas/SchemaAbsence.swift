import SynchroJSON
import SynchroScript

/// Why no value ever met the schemas that carry an id.
struct SchemaAbsence {
  let outline: SchemaOutline
  let outcome: SchemaOutcome

  /// What that means for the id: a part that may be left out and was does not apply; a list without
  /// elements, or an object that should have been there, decides nothing.
  func outcome(of id: String) -> RequirementJudgement.Outcome {
    var undecided: RequirementJudgement.Outcome?
    for location in outline.order where outline.places[location]?.ids.contains(id) == true {
      var visited: Set<SchemaFinding.Location> = []
      guard let outcome = reason(location, &visited) else { continue }
      if case .notApplicable = outcome { return outcome }
      undecided = undecided ?? outcome
    }
    return undecided ?? Self.undecided("no value came that it speaks of")
  }

  private func reason(
    _ location: SchemaFinding.Location, _ visited: inout Set<SchemaFinding.Location>
  ) -> RequirementJudgement.Outcome? {
    guard visited.insert(location).inserted, let place = outline.places[location] else {
      return nil
    }
    if outcome.applied[location] != nil { return alternative }
    var undecided: RequirementJudgement.Outcome?
    for (way, parent) in place.parents {
      let outcome =
        outcome.applied[parent].map { reason(way, below: $0) } ?? reason(parent, &visited)
      if case .notApplicable? = outcome { return outcome }
      undecided = undecided ?? outcome
    }
    return undecided
  }

  private func reason(
    _ way: SchemaOutline.Way, below kinds: Set<JSONKind>
  ) -> RequirementJudgement.Outcome {
    switch way {
    case .member(let name, let isRequired):
      let words = name.map { "no member '\($0)'" } ?? "no such member"
      guard kinds.contains(.object) else {
        return other("no object with a member that it speaks of")
      }
      return isRequired ? Self.undecided("there is \(words)") : .notApplicable(reason: words)
    case .name:
      guard kinds.contains(.object) else {
        return other("no object with names of members that it speaks of")
      }
      return Self.undecided("the object has no members")
    case .element:
      guard kinds.contains(.array) else { return other("no list with elements that it speaks of") }
      return Self.undecided("the list is empty")
    case .same: return alternative
    }
  }

  /// The schema belongs to an alternative that was not taken.
  private var alternative: RequirementJudgement.Outcome {
    let isNone = outcome.findings.contains { finding in
      switch finding.fault {
      case .noBranch, .severalBranches: true
      default: false
      }
    }
    return isNone
      ? Self.undecided("the value fits none of the alternatives")
      : .notApplicable(reason: "another alternative was used")
  }

  /// A value of another kind stands where the object or list would be.
  private func other(_ words: String) -> RequirementJudgement.Outcome {
    outcome.isValid ? .notApplicable(reason: words) : Self.undecided("there is \(words)")
  }

  private static func undecided(_ reason: String) -> RequirementJudgement.Outcome {
    .undecided(Judgement.Undecided(reason))
  }
}
