import SynchroJSON
import SynchroTiming

extension CDSWorld {
  /// Puts a message from the server in a registration's list. Other members may be set by
  /// `complete`, before anybody sees it.
  @discardableResult
  mutating func tell(
    _ registration: String, _ kind: Message.Kind, _ status: Message.Status,
    _ name: String, _ description: String, related: Message.Related? = nil,
    answering previous: CDSLink? = nil, at now: Timestamp,
    complete: (inout Message) -> Void = { _ in }
  ) -> Message {
    var message = Message(
      id: random.identifier("message"), registration: registration, kind: kind, previous: previous,
      created: now, modified: now, status: status, name: name, description: description,
      related: related)
    complete(&message)
    state.messages.insert(message)
    return message
  }

  /// The changelog that CDS-WG1-02, sections 5.3 and 7.3, ask for: something was added, removed or
  /// modified after the registration.
  mutating func log(
    _ registration: String, _ name: String, _ description: String, _ related: Message.Related,
    at now: Timestamp
  ) {
    tell(registration, .notification, .complete, name, description, related: related, at: now)
  }
}
