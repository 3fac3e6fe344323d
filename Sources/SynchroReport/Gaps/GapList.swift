public import SynchroCatalog
internal import SynchroText
public import SynchroVerdict

/// What a buyer's profile demands and a run has not shown, row by row.
///
/// Only what was observed is proven. A row is required when it binds servers strictly, as the
/// document or the profile has it; a SHOULD that the profile does not raise is shown and counts for
/// nothing.
public struct GapList: Sendable {
  /// Why a row is neither proven nor broken.
  public enum Doubt: String, Sendable, CaseIterable {
    case untestable
    case inconclusive
    case review
    /// No check of the run decides it.
    case unchecked = "no check"
    /// It was seen otherwise, by a reading that is disputed or by a check that only warns.
    case disputed
    /// The target was not set up, or our side failed.
    case fault
    /// It was seen, and the run does not tell how long it took.
    case untimed = "not timed"
  }

  /// How it stands with a row.
  public enum State: Sendable, Equatable {
    case proven
    case broken
    /// It was met, and later than the profile grants.
    case late(String)
    /// It depends on something that the profile requires and the target does not have.
    case notOffered(String)
    case unproven(Doubt, because: String)
    /// It depends on something that may be left out, and that nobody requires.
    case notApplicable(String)
    /// The profile leaves it out of a document that it claims.
    case excluded
  }

  /// A row and how it stands with it.
  public struct Row: Sendable {
    /// The row, at the level that the profile demands.
    public let requirement: Requirement
    /// The level that the document gives it.
    public let written: Requirement.Level
    /// Whether the profile demands it.
    public let isRequired: Bool
    /// How it stands with it.
    public let state: State
    /// The check that shows it, when one does.
    let evidence: ReportCase?
  }

  /// Something that the profile requires to be there.
  public struct Capability: Sendable, Equatable {
    /// How it stands with it.
    public enum State: Sendable, Equatable {
      case offered(String)
      case notOffered(String)
      case unproven(String)
    }

    /// What is required, as the profile writes it.
    public let words: String
    /// How it stands with it.
    public let state: State
  }

  /// The profile.
  public let profile: Profile
  /// The run, held to the profile.
  public let report: RunReport
  /// Every claimed row that binds servers and demands or advises something, and those that the
  /// profile leaves out; in the order of the catalogue.
  public let rows: [Row]
  /// What the profile requires to be there.
  public let capabilities: [Capability]
  /// What a reader must know, in a sentence each.
  public let remarks: [String]

  /// Holds a run to a profile.
  public init(
    _ report: RunReport, profile: Profile, in catalogue: Catalogue, offers: CapabilityOffers
  ) {
    let held = report.held(to: profile, of: catalogue)
    let judge = GapJudge(
      held, profile: profile, in: catalogue, waits: RecordedWaits(held, offers))
    self.profile = profile
    self.report = held
    rows = judge.rows
    let capabilityJudge = CapabilityJudge(held, rows: judge.rows, offers: offers)
    capabilities =
      capabilityJudge.capabilities(of: catalogue.family(of: profile).flatMap(\.needs))
      + capabilityJudge.limits(of: profile, in: catalogue)
    remarks = Self.remarks(of: report, profile: profile, in: catalogue)
  }

  private static func remarks(
    of report: RunReport, profile: Profile, in catalogue: Catalogue
  ) -> [String] {
    var remarks = report.interruptions.map { "the run was cut short: " + VisibleText.excerpt($0) }
    remarks += report.doctor.filter { $0.severity == .fault }.map {
      "nothing was judged: " + VisibleText.excerpt($0.sentence)
    }
    if report.isPartial {
      remarks.append("a part of the suites' tests ran, the others were left out")
    }
    if let edition = report.header.edition, edition != profile.edition {
      remarks.append(
        "the run was judged by the edition \(VisibleText.excerpt(edition)), "
          + "the profile means \(VisibleText.excerpt(profile.edition))")
    }
    let unraised = catalogue.unraised(by: profile)
    if !unraised.isEmpty {
      remarks.append(
        "\(unraised.count) SHOULD \(unraised.count == 1 ? "row stays" : "rows stay") what they are,"
          + " because they rest on a disputed reading: "
          + unraised.map(\.id).joined(separator: ", "))
    }
    return remarks
  }

  // MARK: - Numbers

  /// The rows that the profile demands.
  public var required: [Row] { rows.filter(\.isRequired) }
  /// The rows that it claims and that stay advice.
  public var advised: [Row] { rows.filter { !$0.isRequired && $0.state != .excluded } }
  /// The MUST rows that it leaves out of documents that it claims.
  public var excluded: [Row] { rows.filter { $0.state == .excluded } }

  /// What the list comes to. Something broken or not offered outweighs what is unproven.
  public var exit: RunReport.Exit {
    let total = GapTotal("all", required)
    let isMissing = capabilities.contains {
      if case .notOffered = $0.state { return true }
      return false
    }
    if total.broken + total.notOffered > 0 || isMissing { return .failed }
    let isDoubtful = capabilities.contains {
      if case .unproven = $0.state { return true }
      return false
    }
    // A run that proves nothing is no success, whatever was demanded.
    if total.unproven > 0 || isDoubtful || total.proven == 0 || !report.interruptions.isEmpty {
      return .unproven
    }
    return .success
  }
}

extension GapList.Row {
  /// Whether the profile is not served here.
  public var isGap: Bool {
    switch state {
    case .broken, .late, .notOffered, .unproven: isRequired
    case .proven, .notApplicable, .excluded: false
    }
  }
}
