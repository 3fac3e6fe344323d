internal import SynchroCatalog
internal import SynchroText
internal import SynchroVerdict

/// Says of what a profile requires whether the run has seen it.
struct CapabilityJudge {
  private let report: RunReport
  private let rows: [GapList.Row]
  private let offers: CapabilityOffers

  init(_ report: RunReport, rows: [GapList.Row], offers: CapabilityOffers) {
    self.report = report
    self.rows = rows
    self.offers = offers
  }

  func capabilities(of needs: [Profile.Need]) -> [GapList.Capability] {
    needs.map { need in
      let state: GapList.Capability.State =
        switch need {
        case .rows(let claim): state(of: claim)
        case .feature(let name): state(ofFeature: name)
        case .hook(let name): state(ofHook: name)
        case .scope(let name): state(of: name, in: "scopes_supported")
        case .capability(let name): state(of: name, in: "capabilities")
        }
      return GapList.Capability(words: VisibleText.excerpt(need.words), state: state)
    }
  }

  /// The rows say it themselves; here they are counted.
  private func state(of claim: Profile.Claim) -> GapList.Capability.State {
    let rows = rows.filter { $0.state != .excluded && claim.matches($0.requirement) }
    var missing: [String] = []
    var seen = 0
    for row in rows {
      switch row.state {
      case .notOffered(let feature): missing.append(feature)
      case .proven, .broken, .late: seen += 1
      case .unproven, .notApplicable, .excluded: break
      }
    }
    if let first = missing.first {
      return .notOffered(
        "\(missing.count) of \(rows.count) rows: \(VisibleText.excerpt(first, limit: 100))")
    }
    return seen > 0
      ? .offered("\(seen) of \(rows.count) rows were looked at")
      : .unproven("none of \(rows.count) rows could be looked at")
  }

  /// The limits that a profile tightens: the rows that name one say how it was kept.
  func limits(of profile: Profile, in catalogue: Catalogue) -> [GapList.Capability] {
    ProfileLimit.allCases.compactMap { limit in
      let granted = catalogue.limit(limit, in: profile)
      guard granted < limit.usual else { return nil }
      return GapList.Capability(
        words: "limit \(limit.rawValue) to \(granted.secondsText) s", state: state(of: limit))
    }
  }

  private func state(of limit: ProfileLimit) -> GapList.Capability.State {
    let rows = rows.filter { $0.requirement.limit == limit && $0.isRequired }
    let late = rows.count { row in
      if case .late = row.state { return true }
      return false
    }
    let kept = rows.count { $0.state == .proven }
    if late > 0 { return .notOffered("\(late) of \(rows.count) rows came later") }
    if kept > 0 { return .offered("\(kept) of \(rows.count) rows came in time") }
    return .unproven("no claimed row tells whether it is kept")
  }

  private func state(ofFeature name: String) -> GapList.Capability.State {
    let decisions = report.tests.lazy.flatMap(\.checks).flatMap(\.decisions)
    if let missed = decisions.first(where: { $0.verdict == .notApplicable(feature: name) }) {
      let row = missed.requirement.map { ", for one in \(VisibleText.excerpt($0))" } ?? ""
      return .notOffered("checks did not apply for want of it\(row)")
    }
    let guards = offers.guards.filter { $0.feature == name }
    if !guards.isEmpty, guards.allSatisfy({ offers.changedSuites.contains($0.suite) }) {
      return .unproven("the suites that know it have changed since the run")
    }
    guard let check = check(behind: guards) else {
      return .unproven("no check of the run came to where it is looked for")
    }
    return .offered("seen by \(VisibleText.excerpt(check))")
  }

  /// A check that was decided on lines that are judged only when the target has the feature.
  private func check(behind guards: [CapabilityOffers.Guard]) -> String? {
    let guards = Dictionary(
      grouping: guards.filter { !offers.changedSuites.contains($0.suite) }, by: \.suite)
    for test in report.tests {
      guard let near = guards[String(test.id.prefix { $0 != "#" })] else { continue }
      for check in test.checks where near.contains(where: { $0.lines.contains(check.place.line) }) {
        let isDecided = check.decisions.contains {
          [.passed, .failed, .warned].contains($0.verdict.kind)
        }
        if isDecided { return check.id }
      }
    }
    return nil
  }

  private func state(ofHook name: String) -> GapList.Capability.State {
    if let act = report.hooks.first(where: { $0.hook == name && $0.fault == nil }) {
      return .offered("carried out in \(VisibleText.excerpt(act.test))")
    }
    if let test = report.tests.first(where: { $0.lackedHook == name }) {
      return .notOffered("\(VisibleText.excerpt(test.id)) could not ask for it")
    }
    if let act = report.hooks.first(where: { $0.hook == name }) {
      return .unproven(
        "it failed in \(VisibleText.excerpt(act.test)): "
          + VisibleText.excerpt(act.fault ?? "no reason is known"))
    }
    return .unproven("no test of the run asked for it")
  }

  /// What the target names in a list of its own metadata.
  private func state(of name: String, in member: String) -> GapList.Capability.State {
    guard let document = offers.documents.first(where: { $0.lists[member] != nil }) else {
      return .unproven(
        offers.documents.isEmpty
          ? "the target's metadata is not at hand; give the folder of the run, with its evidence"
          : "no metadata of the run lists \(member)")
    }
    let isNamed = document.lists[member]?.contains(name) ?? false
    let place = "named in \(member), exchange \(document.exchange)"
    return isNamed ? .offered(place) : .notOffered("not " + place)
  }
}
