/// A party of the binding as a value without input or output: whoever owns the time drives it.
///
/// A virtual run calls it from an event loop, a real one from a transport. Traffic and control come
/// in by the same door; a transport may carry them on separate connections.
public protocol Participant {
  /// Takes a message that has arrived.
  mutating func receive(_ message: Message, at now: PXBTime)

  /// Does everything that is due at or before a moment.
  mutating func wake(at now: PXBTime)

  /// When the next thing is due; nil when nothing is.
  var nextWake: PXBTime? { get }

  /// Hands over what it wants to send, in order; each message once.
  mutating func takeOutgoing() -> [Message]

  /// Hands over what it wants to send, what is wrong on purpose included.
  mutating func takeUtterances() -> [Utterance]

  /// Takes notice of something that came in and is no message, to refuse it.
  mutating func receive(_ fault: PXBFault, at now: PXBTime)
}
