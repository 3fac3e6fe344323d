import SynchroHTTP
import SynchroJSON

extension Quirk {
  // Which messages are shown.
  static let foreignMessages = Quirk("message-foreign")
  static let messageNamesPerRegistration = Quirk("message-ids-per-registration")
  static let unreadIsOutstanding = Quirk("message-list-unread-is-outstanding")
  static let outstandingIsNotUnread = Quirk("message-list-outstanding-not-unread")
  static let unreadHoldsEverything = Quirk("message-list-unread-holds-read")
  static let readLacksOwn = Quirk("message-list-own-missing")
  static let messageFiltersIgnored = Quirk("message-list-ids-ignored")
  static let segmentHoldsOneList = Quirk("message-segment-one-list")
  static let segmentRepeatsLists = Quirk("message-segment-repeats-lists")
  static let segmentLeadsAstray = Quirk("message-segment-other-list")
  // What the server writes.
  static let bornRead = Quirk("message-born-read")
  static let changesReviewedInHindsight = Quirk("message-changes-in-hindsight")
  static let privateMessageRejected = Quirk("message-private-rejected")
  static let notificationStatuses: [(Quirk, Message.Status)] = [
    (Quirk("message-notification-open"), .open), (Quirk("message-notification-pending"), .pending),
    (Quirk("message-notification-errored"), .errored),
  ]
}

extension CDSDefect {
  private static let everywhere: Set<CDSAnswer> = [.messageList, .message]

  /// CDS-WG1-02, sections 6 and 6.8: who sees which messages in which list.
  static let messageListBehaviour: [CDSDefect] = [
    CDSDefect(
      .foreignMessages, "shows a message to every administrator who knows its uri",
      breaks: "WG1-02/6/own-messages-only", in: [.message]),
    CDSDefect(
      .messageNamesPerRegistration, "counts message_id from zero in each registration",
      breaks: "WG1-02/6.1/message-id-unique", in: everywhere),
    CDSDefect(
      .unreadIsOutstanding, "lists every unread message as outstanding",
      breaks: "WG1-02/6.8/outstanding-filter", in: [.messageList]),
    CDSDefect(
      .outstandingIsNotUnread, "leaves outstanding messages out of the unread ones",
      breaks: "WG1-02/6.1/read-appears-unread", "WG1-02/6.8/unread-filter", in: [.messageList]),
    CDSDefect(
      .unreadHoldsEverything, "lists messages that have been read as unread, too",
      breaks: "WG1-02/6.8/unread-filter", in: [.messageList]),
    CDSDefect(
      .readLacksOwn, "leaves the client's own messages out of the lists of read ones",
      breaks: "WG1-02/6.8/read-filter", in: [.messageList]),
    CDSDefect(
      .messageFiltersIgnored, "ignores message_ids", breaks: "WG1-02/6.8/filter-message-ids",
      in: [.messageList]),
    CDSDefect(
      .segmentHoldsOneList, "leaves the other two lists out of a segment",
      breaks: "WG1-02/6.8/segment-format", in: [.messageList]),
    CDSDefect(
      .segmentRepeatsLists, "repeats the other two lists in every segment",
      breaks: "WG1-02/6.8/segment-only-relevant", in: [.messageList]),
    CDSDefect(
      .segmentLeadsAstray, "links from unread_next to the outstanding messages",
      breaks: "WG1-02/6.8/segment-link-target", in: [.messageList]),
    CDSDefect(
      .bornRead, "writes its own messages as if they had been read",
      breaks: "WG1-02/6.1/read-default-false", in: everywhere),
    CDSDefect(
      .changesReviewedInHindsight, "sends field_changes about what it has changed already",
      breaks: "WG1-02/6.2/field-changes-asynchronous", in: everywhere),
    CDSDefect(
      .privateMessageRejected, "writes private messages with the status rejected",
      breaks: "WG1-02/6.3/rejected-types", "WG1-02/6.3/complete-informational", in: everywhere),
    CDSDefect(
      Quirk.notificationStatuses[0].0, "writes notifications with the status open",
      breaks: "WG1-02/6.3/open-awaits-client", "WG1-02/6.3/complete-informational",
      in: everywhere),
    CDSDefect(
      Quirk.notificationStatuses[1].0, "writes notifications with the status pending",
      breaks: "WG1-02/6.3/pending-awaits-server", "WG1-02/6.3/complete-informational",
      in: everywhere),
    CDSDefect(
      Quirk.notificationStatuses[2].0, "writes notifications with the status errored",
      breaks: "WG1-02/6.3/errored-types", "WG1-02/6.3/complete-informational", in: everywhere),
  ]

  /// A change of the replies to GET.
  static func onGet(_ change: @escaping ReplyChange.Change) -> ReplyChange.Change {
    { call, response in
      if call.request.method == .get { change(call, &response) }
    }
  }
}
