import SynchroHTTP
import SynchroJSON
import SynchroTiming

/// What defects make of messages before they are kept, so that every later answer agrees.
extension CDSWorld {
  /// Of a message that the server writes.
  func spoil(_ message: inout Message) {
    guard !quirks.isEmpty else { return }
    if has(.bornRead) { message.isRead = true }
    switch message.kind {
    case .notification:
      for (quirk, status) in Quirk.notificationStatuses where has(quirk) { message.status = status }
    case .privateMessage:
      if has(.privateMessageRejected) { message.status = .rejected }
    default: break
    }
  }

  /// Sends a review of what has been changed already, as one defect does.
  mutating func reviewInHindsight(
    _ members: [String], _ old: ClientObject, _ new: ClientObject, _ call: CDSCall
  ) {
    guard has(.changesReviewedInHindsight), !members.isEmpty else { return }
    let before = call.shown(old, self)
    let after = call.shown(new, self)
    tell(
      new.registration, .fieldChanges, .pending, "Change of a client",
      "The new values are looked at.", related: .init(link: new.link, type: .client), at: call.now
    ) { message in
      message.updatesRequested = members.map { member in
        [
          "field": .string(member), "previous_value": before[member] ?? .null,
          "new_value": after[member] ?? .null,
        ]
      }
    }
  }

  /// Of a message that a client has sent.
  func spoil(_ message: inout Message, _ submission: MessageSubmission, _ call: CDSCall) {
    guard !quirks.isEmpty else { return }
    if has(.createdUnread) { message.isRead = false }
    let author = message.creator.flatMap { state.clients[$0] }
    if has(.creatorForgotten) { message.creator = nil }
    if has(.creatorSpoofed), let name = submission.sent["creator"]?.textValue {
      message.creator = name
    }
    if has(.modifiedLater) { message.modified = call.now.advanced(by: .seconds(90)) }
    if has(Quirk.firstStatus(of: message.kind)) {
      switch message.kind {
      case .supportRequest: message.status = .complete
      case .productionRequest, .grantRequest: message.status = .open
      default: message.status = .pending
      }
    }
    if has(.previousForgotten) { message.previous = nil }
    if has(.grantsForgotten) { message.grantsRequested = nil }
    if has(.attachmentsForgotten) { message.attachments = nil }
    if has(.supportLinkReplaced), message.kind == .supportRequest {
      message.related = .init(link: .own("/support"), type: .support)
    }
    if has(.granteeReplaced), message.kind == .grantRequest, let author {
      message.related = .init(link: author.link, type: .client)
    }
  }

  /// The name of a client's message: the server's, but for a defect that takes the client's.
  func name(of submission: MessageSubmission, else name: String) -> String {
    guard has(.nameSpoofed), let sent = submission.sent["message_id"]?.textValue,
      !sent.isEmpty, state.messages[sent] == nil
    else { return name }
    return sent
  }

  /// The moment of creation of a client's message: now, but for a defect that takes the client's.
  func moment(of submission: MessageSubmission, else now: Timestamp) -> Timestamp {
    guard has(.createdSpoofed), let sent = submission.sent["created"]?.textValue,
      let moment = try? Timestamp(rfc3339: sent)
    else { return now }
    return moment
  }
}
