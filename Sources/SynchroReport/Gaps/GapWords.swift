internal import SynchroCatalog
internal import SynchroText
internal import SynchroTiming
internal import SynchroVerdict

extension GapList.State {
  /// The word for it in every output.
  package var word: String {
    switch self {
    case .proven: "proven"
    case .broken, .late: "broken"
    case .notOffered: "not offered"
    case .unproven: "unproven"
    case .notApplicable: "not applicable"
    case .excluded: "left out"
    }
  }

  /// The ink of that word.
  var ink: TerminalStyle.Ink {
    switch self {
    case .proven: .green
    case .broken, .late, .notOffered: .red
    case .unproven: .yellow
    case .notApplicable, .excluded: .cyan
    }
  }

  /// Why, in a sentence; nil for what an observation explains.
  var reason: String? {
    switch self {
    case .proven, .broken: nil
    case .late(let reason), .notOffered(let reason), .notApplicable(let reason): reason
    case .unproven(let doubt, let reason): "\(doubt.rawValue): \(reason)"
    case .excluded: "the profile does not claim it"
    }
  }
}

extension GapList.Capability.State {
  var word: String {
    switch self {
    case .offered: "offered"
    case .notOffered: "not offered"
    case .unproven: "unproven"
    }
  }

  var ink: TerminalStyle.Ink {
    switch self {
    case .offered: .green
    case .notOffered: .red
    case .unproven: .yellow
    }
  }

  var reason: String {
    switch self {
    case .offered(let reason), .notOffered(let reason), .unproven(let reason): reason
    }
  }
}

extension GapList.Row {
  /// The level, and the document's own one where the profile raises it: `MUST (raised from SHOULD)`.
  var levelWords: String {
    let level = requirement.level.rawValue
    if written != requirement.level { return "\(level) (raised from \(written.rawValue))" }
    return isRequired && level == "MAY" ? "MAY (required)" : level
  }

  /// What was seen or why nothing was, in one line without control characters.
  var finding: String? {
    if case .broken = state { return evidence?.message }
    return state.reason.map { VisibleText.excerpt($0, limit: 300) }
  }

  /// The check and the exchange that show it.
  var trace: String? {
    guard let evidence else { return nil }
    let exchange = evidence.exchanges.first.map { ", exchange \($0.number)" } ?? ""
    return ReportCase.shown(evidence.id) + exchange
  }
}

extension GapList {
  /// `900 proven, 3 broken, … of 1053 required`
  var sentence: String {
    let total = total
    return "\(total.proven) proven, \(total.broken) broken, \(total.notOffered) not offered, "
      + "\(total.unproven) unproven, \(total.notApplicable) not applicable of "
      + "\(total.rows) required"
  }

  /// The same of the rows that stay advice; nil when there are none.
  var adviceSentence: String? {
    let total = GapTotal("advice", advised)
    guard total.rows > 0 else { return nil }
    return "\(total.proven) followed, \(total.broken) not followed, "
      + "\(total.notOffered + total.unproven) unproven, \(total.notApplicable) not applicable of "
      + "\(total.rows); none is a gap"
  }

  /// What the profile leaves out, by document: `12 of 540 MUST rows of CDS-WG1-02`.
  var omissions: [(document: String, sentence: String, rows: [Row])] {
    var order: [String] = []
    for row in rows where !order.contains(row.requirement.document) {
      order.append(row.requirement.document)
    }
    return order.compactMap { document in
      let own = rows.filter { $0.requirement.document == document }
      let left = own.filter { $0.state == .excluded }
      guard !left.isEmpty else { return nil }
      let all = own.count { $0.written.isObligation }
      return (
        document, "\(left.count) of \(all) MUST rows of \(VisibleText.excerpt(document))", left
      )
    }
  }

  /// The run in a line.
  var runWords: String {
    let header = report.header
    return "\(VisibleText.excerpt(header.run)) against \(VisibleText.excerpt(header.target)), "
      + header.start.description.prefix(10)
  }

  /// What the exit code means here.
  var exitWords: String {
    switch exit {
    case .success: "every demand of the profile is proven"
    case .failed: "a demand of the profile is broken or not offered"
    case .unproven: "nothing is broken, but a demand of the profile is unproven"
    case .setupFault, .harnessFault: exit.meaning
    }
  }
}
