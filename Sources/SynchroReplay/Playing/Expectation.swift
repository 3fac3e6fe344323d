import SynchroPXB
import SynchroScript

/// A payload that a round waits for, or that must not come.
struct Expectation {
  /// How it stands.
  enum State: Equatable {
    /// It may still come.
    case open
    /// It came.
    case met
    /// It did not come in its time.
    case missed
    /// It was not due: what it answers never arrived, or another branch was taken.
    case closed
  }

  /// What the suite says.
  let message: MessageStep
  /// The step's number.
  let step: Int
  /// Whether it must not come.
  let isForbidden: Bool
  /// Who has to send it.
  let from: Sender
  /// Whom it has to be for.
  let to: Party
  /// The id of the payload that it has to answer; nil when it comes by itself.
  let correlation: String?
  /// The id that it has to have: it is a payload of ours that the target hands on.
  let forwarded: String?
  /// The place of the sent payload whose arrival starts its time; nil when it has started.
  var stimulus: Int?
  /// When its time started, or where that is not known yet, when what it answers went out.
  var start: PXBTime
  /// How long it is waited for.
  let patience: Duration
  /// How long it should be waited for, whatever time there is.
  let fullPatience: Duration
  /// The alternative that it belongs to: the block and the branch in it.
  let branch: (block: Int, index: Int)?
  /// How it stands.
  var state = State.open
  /// When it came.
  var arrival: PXBTime?
  /// What is wrong with it.
  var failure: TrialFailure?
  /// Whether the run ended while it could still come.
  var isLeftOpen = false
  /// When the run ended while something was looked for that must not come.
  var lookedUntil: PXBTime?

  /// When it is given up, as far as is known.
  var deadline: PXBTime { start + patience }
  /// Whether it was due and did not come in its time.
  var isAbsent: Bool { state == .missed && !isForbidden }

  /// Whether a payload is of the right name, for and from the right party.
  func isMeant(_ payload: PayloadMessage) -> Bool {
    payload.name == message.payload.value && payload.from == from && payload.to == to
      && (forwarded == nil || payload.header.id == forwarded)
  }

  /// Whether a payload answers what it has to answer.
  func answers(_ payload: PayloadMessage) -> Bool {
    correlation == nil || payload.correlation == correlation
  }
}

/// A payload that the harness has sent.
struct SentPayload {
  /// What the suite says.
  let message: MessageStep
  /// The step's number.
  let step: Int
  /// The payload.
  let payload: PayloadMessage
  /// Who has to consume it; empty when the harness plays the receiver too.
  var awaited: [Sender]
  /// What became of it at each.
  var ends: [Sender: End] = [:]
  /// How long it is waited for.
  let patience: Duration
  /// The harness's own fault with it.
  var fault: HarnessFault?
  /// Whether nothing may come of it.
  var isToBeIgnored = false

  /// What became of it at one receiver.
  struct End {
    /// When it was consumed; nil when it was refused.
    var consumed: PXBTime?
    /// What is wrong.
    var failure: TrialFailure?
    /// When it was refused, or somebody answered in its receiver's place; nil when nothing was.
    var refused: PXBTime?
    /// Why it was refused.
    var code: PXBErrorCode?
    /// Whether the run ended while it could still come.
    var isLeftOpen = false

    /// Whether nothing was heard in its time.
    var isSilent: Bool { consumed == nil && refused == nil }
  }

  /// When it is given up.
  var deadline: PXBTime { payload.header.intended + patience }
  /// Whether every receiver has had its word.
  var isOver: Bool { awaited.allSatisfy { ends[$0] != nil } }
  /// Whether a receiver was silent.
  var isLost: Bool { !isToBeIgnored && ends.values.contains { $0.isSilent } }
  /// When the last of the receivers had taken or refused it; nil while one has not.
  var delivered: PXBTime? {
    var latest: PXBTime?
    for receiver in awaited {
      guard let end = ends[receiver], let time = end.consumed ?? end.refused else { return nil }
      latest = max(latest ?? time, time)
    }
    return latest
  }
}

/// An order to the control channel that is not answered yet.
struct PendingOrder {
  /// What the suite says.
  let step: FlowStep
  /// The order's id.
  let id: String
  /// What was asked for, in words.
  let words: String
  /// When it is given up.
  let deadline: PXBTime
  /// Whether the target says that it does such a thing.
  var isDeclared = true
}
