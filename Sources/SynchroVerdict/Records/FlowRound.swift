/// One round of a flow as it went over the line, kept to be looked at.
public struct FlowRound: Sendable, Equatable {
  /// One message, or bytes that are none.
  public struct Line: Sendable, Equatable {
    /// When it was sent or arrived, counted from the start of the round.
    public var time: Duration
    /// Who sent it.
    public var from: String
    /// Whom it was for.
    public var to: String
    /// What it was, in a few words: the payload's name, a receipt.
    public var text: String
    /// What is wrong with it; nil when nothing is.
    public var fault: String?

    /// A line.
    public init(time: Duration, from: String, to: String, text: String, fault: String? = nil) {
      self.time = time
      self.from = from
      self.to = to
      self.text = text
      self.fault = fault
    }
  }

  /// Its number in the flow, from 1.
  public var number: Int
  /// What was on the line, in order.
  public var lines: [Line]
  /// What did not come, or is wrong with the round as a whole; nil when it went well.
  public var fault: String?
  /// The file with all of it, as seen from the run's folder.
  public var transcript: String?

  /// A round.
  public init(number: Int, lines: [Line], fault: String? = nil, transcript: String? = nil) {
    self.number = number
    self.lines = lines
    self.fault = fault
    self.transcript = transcript
  }

  /// Whether anything is wrong with it.
  public var isFaulty: Bool { fault != nil || lines.contains { $0.fault != nil } }
}
