internal import SynchroVerdict

/// The outcome of a run in words, with its denominators.
struct OutcomeWords {
  /// One number of the summary.
  struct Tile {
    let word: String
    let tone: String
    let count: Int
    var isAlwaysShown = false
  }

  private let report: RunReport
  private let summary: RunReport.Summary

  init(_ index: PageIndex) {
    report = index.report
    summary = index.summary
  }

  /// Whether a profile says what is claimed; else everything that was looked at is counted.
  private var hasClaims: Bool { summary.claims > 0 }
  private var counts: RunReport.Counts { hasClaims ? summary.claimed : summary.requirements }
  private var total: Int { hasClaims ? summary.claims : counts.total }

  /// What the numbers are about.
  var scope: String { hasClaims ? "Claimed requirements" : "Requirements that were looked at" }

  /// `8 of 1,391 claimed requirements are broken`.
  var headline: String {
    switch report.exit {
    case .success: return "Everything that was checked is proven"
    case .setupFault: return "The target could not be tested"
    case .harnessFault: return "The test tool or its machine failed"
    case .failed:
      let broken = counts[.failed]
      if broken > 0 { return "\(part(broken)) \(broken == 1 ? "is" : "are") broken" }
      let failed = summary.decisions[.failed]
      return failed > 0
        ? "\(PageWords.count(failed, "check")) failed" : "Something was observed to be wrong"
    case .unproven:
      if !report.interruptions.isEmpty { return "The run was cut short" }
      let unproven = counts.unproven
      if unproven > 0 {
        return "Nothing is broken, but \(part(unproven)) \(unproven == 1 ? "is" : "are") unproven"
      }
      return "Nothing failed, but not everything is proven"
    }
  }

  private func part(_ count: Int) -> String {
    let what = hasClaims ? "claimed requirement" : "requirement"
    return "\(PageWords.count(count)) of \(PageWords.count(total, what))"
  }

  /// What stands below it.
  var explanation: String {
    let tests = summary.tests
    var text =
      "\(PageWords.count(tests.total, "test")) with \(PageWords.count(summary.checks, "check"))"
      + " came to \(PageWords.count(summary.decisions.total, "decision"))"
      + " over \(PageWords.count(report.exchanges.count, "exchange"))."
    text += " Exit code \(report.exit.rawValue): \(report.exit.meaning)."
    return text
  }

  /// Numbers that add up to the total.
  var tiles: [Tile] {
    let faults = counts[.setupFault] + counts[.harnessFault]
    return [
      Tile(
        word: hasClaims ? "claimed" : "looked at", tone: "all", count: total, isAlwaysShown: true),
      Tile(word: "proven", tone: "ok", count: counts[.passed], isAlwaysShown: true),
      Tile(word: "broken", tone: "bad", count: counts[.failed], isAlwaysShown: true),
      Tile(word: "warned", tone: "warn", count: counts[.warned], isAlwaysShown: true),
      Tile(word: "unproven", tone: "open", count: counts.unproven, isAlwaysShown: true),
      Tile(word: "fault in the way", tone: "warn", count: faults),
      Tile(word: "not applicable", tone: "rest", count: counts[.notApplicable]),
      Tile(word: "undecided", tone: "rest", count: hasClaims ? summary.undecided : 0),
    ]
  }

  /// The share of a number in the total: `28 %`; rounded away from 0 and from 100.
  func share(of tile: Tile) -> String {
    guard total > 0, tile.tone != "all" else { return "" }
    let percent = (tile.count * 200 + total) / (2 * total)
    if percent == 0, tile.count > 0 { return "under 1 %" }
    if percent == 100, tile.count < total { return "over 99 %" }
    return "\(percent) %"
  }
}
