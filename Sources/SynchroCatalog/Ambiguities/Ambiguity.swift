/// A place in the documents that careful people read in more than one way, and the way we take.
public struct Ambiguity: Sendable, Equatable {
  /// The number in the register; never given to another one.
  public var id: String
  /// What it is about, in a few words.
  public var title: String
  /// Where it stands: `CDS-WG1-02 3.3.2, 3.8`.
  public var clauses: [String]
  /// Each defensible reading.
  public var readings: [String]
  /// The reading that the rows take.
  public var position: String
  /// Why that one.
  public var because: String
  /// Rows whose failing would rest on the disputed reading: a check on one can only warn.
  public var affects: [String]
  /// Rows that are worded so that the dispute does not touch them: they can fail.
  public var settles: [String]

  /// An entry of the register.
  public init(
    id: String, title: String, clauses: [String], readings: [String], position: String,
    because: String, affects: [String] = [], settles: [String] = []
  ) {
    self.id = id
    self.title = title
    self.clauses = clauses
    self.readings = readings
    self.position = position
    self.because = because
    self.affects = affects
    self.settles = settles
  }
}
