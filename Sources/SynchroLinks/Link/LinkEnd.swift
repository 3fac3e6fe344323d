public import SynchroSystem
public import SynchroWire

/// How a link, or the conversation with one peer, ended.
public struct LinkEnd: Sendable, Equatable {
  /// What happened.
  public let reason: Reason
  /// The last lines that the peer wrote to its standard error, where that is ours to read.
  public let said: [String]

  /// An end by its parts.
  public init(_ reason: Reason, said: [String] = []) {
    self.reason = reason
    self.said = said
  }

  /// What happened.
  public enum Reason: Sendable, Equatable {
    /// We closed, and the peer followed.
    case finished
    /// The peer closed between two messages, and nobody had asked it to.
    case closedByPeer
    /// The peer closed in the middle of a line, after so many octets of it.
    case cutOff(octets: Int)
    /// The connection broke.
    case reset(SystemError)
    /// TLS refused something or was refused; nil when it was cut off.
    case tls(TLSFault?)
    /// The peer did not end its handshake in time.
    case handshakeTimeout
    /// The peer took none of our octets for too long, while so many waited.
    case stalled(octets: Int)
    /// The peer asked too seldom for its messages, of which so many octets waited: the oldest were dropped.
    case behind(octets: Int)
    /// The peer sent more than so many lines in a second for too long.
    case flooded(linesPerSecond: Int)
    /// A line did not end; so many octets of it had come.
    case endlessLine(octets: Int)
    /// There are too many peers already.
    case turnedAway
    /// The peer had not asked for its messages for long, and another one needed its place.
    case forgotten
    /// Nobody could be reached, for the reason given.
    case unreachable(String)
    /// The peer's HTTP side answered by this status.
    case rejected(status: Int)
    /// The peer's HTTP side did not answer, for the reason given.
    case unanswered(String)
    /// The program could not be started.
    case notStarted(SystemError)
    /// The program ended by itself.
    case exited(status: Int)
    /// The program was ended by a signal that we did not send.
    case crashed(signal: Int)
    /// The program is over, and the system did not tell how.
    case untold(SystemError)
    /// The program went on after its input had ended, and obeyed TERM.
    case outlastedInput
    /// The program went on after TERM, and had to be killed.
    case ignoredTerm
  }
}

/// Whose doing an end is.
public enum LinkBlame: String, Sendable, Hashable {
  /// It ended as it should.
  case nobody
  /// The other side misbehaved.
  case peer
  /// The way between broke, or nobody was there.
  case network
  /// Our own side failed.
  case harness
}

extension LinkEnd {
  /// Whose doing it is.
  public var blame: LinkBlame {
    switch reason {
    case .finished: .nobody
    case .closedByPeer, .cutOff, .tls, .handshakeTimeout, .stalled, .behind, .flooded, .endlessLine,
      .rejected, .exited, .crashed, .outlastedInput, .ignoredTerm:
      .peer
    case .reset, .unreachable, .unanswered: .network
    case .turnedAway, .forgotten, .notStarted, .untold: .harness
    }
  }
}

extension LinkEnd: CustomStringConvertible {
  /// What happened in one sentence without a full stop, and what the program said last.
  public var description: String {
    guard !said.isEmpty else { return reason.description }
    return "\(reason); it said: " + said.joined(separator: " | ")
  }
}

extension LinkEnd.Reason: CustomStringConvertible {
  /// What happened, in words.
  public var description: String {
    switch self {
    case .finished: "closed in order"
    case .closedByPeer: "the peer closed without being asked to"
    case .cutOff(let octets):
      "the peer closed in the middle of a line, after \(octets) octets of it"
    case .reset(let error): "the connection broke: \(error)"
    case .tls(let fault?): "TLS failed: \(fault)"
    case .tls(nil): "the TLS connection was cut off without close_notify"
    case .handshakeTimeout: "the peer did not end its TLS handshake in time"
    case .stalled(let octets): "the peer reads no more, and \(octets) octets wait for it"
    case .behind(let octets):
      "the peer asks for its messages too seldom, and \(octets) octets waited for it"
    case .flooded(let rate): "the peer kept sending more than \(rate) lines a second"
    case .endlessLine(let octets): "a line did not end within \(octets) octets"
    case .turnedAway: "there are too many connections already"
    case .forgotten: "the peer asked for no messages for long, and others needed its place"
    case .unreachable(let words): "nobody could be reached: \(words)"
    case .rejected(let status): "the peer answered \(status)"
    case .unanswered(let words): "the peer did not answer: \(words)"
    case .notStarted(let error): "the program could not be started: \(error)"
    case .exited(let status): "the program ended by itself with status \(status)"
    case .crashed(let signal): "the program was ended by signal \(signal)"
    case .untold(let error): "how the program ended is not known: \(error)"
    case .outlastedInput: "the program went on after its input had ended, until TERM"
    case .ignoredTerm: "the program ignored TERM and was killed"
    }
  }
}
