/// What every message carries.
public struct Header: Sendable, Hashable {
  /// The run, as the harness named it.
  public var run: String
  /// Names the message: unique in the run among all that its side sends; the key of deduplication.
  public var id: String
  /// Counts the messages of its sender in this run from 1, without gaps; see ``Message/counter``.
  public var sequence: Int
  /// The clock that ``issued`` was read from, by the name that the capability statement gives it.
  public var clock: String
  /// When the message was planned to go out. Latency runs from here, so that a late sender cannot
  /// hide its lateness.
  public var intended: PXBTime
  /// When it went out.
  public var issued: PXBTime

  /// A header by its parts.
  public init(
    run: String, id: String, sequence: Int, clock: String, intended: PXBTime, issued: PXBTime
  ) {
    self.run = run
    self.id = id
    self.sequence = sequence
    self.clock = clock
    self.intended = intended
    self.issued = issued
  }

  /// A header of a message that goes out when it was planned.
  public init(run: String, id: String, sequence: Int, clock: String, at time: PXBTime) {
    self.init(
      run: run, id: id, sequence: sequence, clock: clock, intended: time, issued: time)
  }
}
