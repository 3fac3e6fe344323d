/// Why a defect of the reference server is not found by a check of its requirement.
public struct SurvivorNote: Sendable, Equatable {
  /// The defect.
  public let defect: String
  /// Why no check finds it, in words that end with a full stop.
  public let because: String
  /// Where the note stands: `Suites/cds/survivors.notes:12`.
  public let place: String

  /// A note about a defect.
  public init(defect: String, because: String, place: String) {
    self.defect = defect
    self.because = because
    self.place = place
  }
}
