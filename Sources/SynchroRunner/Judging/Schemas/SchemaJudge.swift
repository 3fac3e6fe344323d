import SynchroJSON
import SynchroScript
import SynchroText
import SynchroVerdict

/// Holds a value against an object format and says for each id that the format carries what came of
/// it.
struct SchemaJudge: Sendable {
  /// What a value came to.
  struct Verdict: Sendable, Equatable {
    /// Whether it fits as a whole.
    var judgement: Judgement
    /// What came of each id that the format carries, in the order of the schema.
    var requirements: [RequirementJudgement]
    /// Members that the format does not name.
    var notes: [String]
  }

  private let format: SuiteSchemas.Format
  private let name: String

  /// The judge of a format; nil when no file has that name.
  init?(_ name: String, in schemas: SuiteSchemas) {
    guard let format = schemas.format(name) else { return nil }
    self.format = format
    self.name = name
  }

  /// Judges a value.
  func judge(_ found: FoundValue) -> Verdict {
    guard let node = found.node ?? found.value.json.flatMap({ ParsedValue.document(of: $0)?.root })
    else {
      return Verdict(
        judgement: .unmet(
          Mismatch(
            expected: "a JSON value of the format '\(name)'",
            received: ValueText.show(found.value), location: found.location,
            exchange: found.exchange)),
        requirements: unjudged("there is no JSON value"), notes: [])
    }
    let outcome = format.schema.evaluate(node)
    let words = SchemaWords(found: found, hasOwnText: found.node != nil)
    let limit = outcome.findings.first { $0.fault.isUndecided }
    let broken = outcome.findings.filter { !$0.fault.isUndecided && !$0.isOmission }
    let judgement: Judgement
    if !broken.isEmpty {
      judgement = .unmet(
        broken.prefix(Judgement.mismatchLimit).map(words.mismatch),
        count: broken.count + outcome.omitted)
    } else if let limit {
      judgement = .undecided(Judgement.Undecided(limit.reason, cause: .limit))
    } else {
      judgement = .met
    }
    return Verdict(
      judgement: judgement,
      requirements: requirements(outcome, broken: broken, limit: limit, words),
      notes: UnnamedMembers(outline: format.outline).notes(
        in: node, at: found.location ?? ""))
  }

  /// Every id, for a value that could not even be looked at.
  func unjudged(_ reason: String) -> [RequirementJudgement] {
    format.outline.ids.map { RequirementJudgement($0, .undecided(Judgement.Undecided(reason))) }
  }

  // MARK: - Attribution

  private func requirements(
    _ outcome: SchemaOutcome, broken: [SchemaFinding], limit: SchemaFinding?, _ words: SchemaWords
  ) -> [RequirementJudgement] {
    var failures: [String: [SchemaFinding]] = [:]
    for finding in broken {
      for id in Set(ids(of: finding)) { failures[id, default: []].append(finding) }
    }
    var seen: [String: Set<JSONPointer>] = [:]
    var doubtful: Set<String> = []
    for annotation in outcome.annotations
    where annotation.keyword == SchemaRequirements.keyword {
      for id in SchemaRequirements.ids(in: annotation.value) {
        seen[id, default: []].insert(annotation.instance)
        if annotation.verdict != .met { doubtful.insert(id) }
      }
    }
    let absence = SchemaAbsence(outline: format.outline, outcome: outcome)
    return format.outline.ids.map { id in
      let count = seen[id]?.count ?? 0
      if let findings = failures[id] {
        return RequirementJudgement(
          id,
          .failed(
            findings.prefix(Judgement.mismatchLimit).map(words.mismatch), count: findings.count,
            observations: max(count, 1)))
      }
      if let limit {
        return RequirementJudgement(
          id, .undecided(Judgement.Undecided(limit.reason, cause: .limit)))
      }
      if outcome.omitted > 0, doubtful.contains(id) {
        return RequirementJudgement(
          id,
          .undecided(
            Judgement.Undecided(
              "\(outcome.omitted) findings more than are looked at", cause: .limit)))
      }
      return RequirementJudgement(
        id, count > 0 ? .passed(observations: count) : absence.outcome(of: id))
    }
  }

  /// The ids that a finding decides: those of the innermost place of the value on the way to the
  /// finding where any schema carries some.
  func ids(of finding: SchemaFinding) -> [String] {
    if let name = finding.missingName {
      let own = ids(ofMember: name, of: finding)
      if !own.isEmpty { return own }
    }
    var way = finding.way[...]
    while let last = way.last {
      let here = way.suffix(while: { $0.instance == last.instance })
      let ids = here.flatMap { format.outline.places[$0.schema]?.ids ?? [] }
      if !ids.isEmpty { return ids }
      way = way.dropLast(here.count)
    }
    return []
  }

  /// The ids on the schema of a member, for one that is missing. The schema may stand beside the
  /// demand, or in another that speaks of the same object.
  private func ids(ofMember name: String, of finding: SchemaFinding) -> [String] {
    guard let last = finding.way.last else { return [] }
    let here = finding.way.reversed().prefix { $0.instance == last.instance }.map(\.schema)
    var ids: [String] = []
    var queue = here
    var next = 0
    while next < queue.count, ids.isEmpty {
      let place = format.outline.places[queue[next]]
      next += 1
      for child in place?.children ?? [] {
        switch child.way {
        case .member(let member, _) where member == name:
          ids += format.outline.places[child.at]?.ids ?? []
        case .same where !queue.contains(child.at): queue.append(child.at)
        case .member, .name, .element, .same: break
        }
      }
    }
    return ids
  }
}

extension SchemaOutcome {
  /// How many findings were only counted.
  var omitted: Int {
    findings.reduce(0) { sum, finding in
      if case .omitted(let count) = finding.fault { return sum + count }
      return sum
    }
  }
}

extension SchemaFinding {
  var isOmission: Bool {
    if case .omitted = fault { return true }
    return false
  }

  /// The name of the member whose lack was found.
  var missingName: String? {
    switch fault {
    case .missingMember(let name, _), .missingDependent(let name, _): name
    default: nil
    }
  }
}

extension ArraySlice {
  /// The longest end whose elements all fit.
  fileprivate func suffix(while fits: (Element) -> Bool) -> ArraySlice {
    let start = lastIndex { !fits($0) }.map { $0 + 1 } ?? startIndex
    return self[start...]
  }
}
