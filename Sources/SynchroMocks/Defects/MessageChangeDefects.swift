import SynchroHTTP

extension CDSDefect {
  private static let one: Set<CDSAnswer> = [.message]
  private static let everywhere: Set<CDSAnswer> = [.messageList, .message]

  private static func onPatch(
    _ id: String, _ words: String, breaks requirement: String,
    _ change: @escaping ReplyChange.Change
  ) -> CDSDefect {
    CDSDefect(
      id, words, breaks: requirement, in: one,
      [
        .reply(one) { call, response in
          if call.request.method == .patch { change(call, &response) }
        }
      ])
  }

  /// CDS-WG1-02, sections 6.10 and 6.11: one message, and marking it as read.
  static let messageChanges: [CDSDefect] = [
    CDSDefect(
      "message-get-405", "answers GET of a message with 405", breaks: "WG1-02/6.10/get-uri",
      in: one,
      [.reply(one, onGet { ReplyChange.always(.methodNotAllowed, "use PATCH")($0, &$1) })]),
    onPatch(
      "message-patch-405", "answers PATCH of a message with 405", breaks: "WG1-02/6.11/patch-uri",
      ReplyChange.always(.methodNotAllowed, "use GET")),
    CDSDefect(
      .patchResetsName, "empties the name when a PATCH does not hold it",
      breaks: "WG1-02/6.11/omitted-unmodified", in: everywhere),
    CDSDefect(
      .patchWithoutEffect, "answers a PATCH with 200 and does nothing",
      breaks: "WG1-02/6.11/read-modifiable", "WG1-02/6.11/sync-200", in: everywhere),
    CDSDefect(
      .patchRefusesReadTwice, "refuses to mark as read what has been read",
      breaks: "WG1-02/6.11/read-accepts-true", in: one),
    CDSDefect(
      .patchRefusesUnread, "refuses to mark a message as unread",
      breaks: "WG1-02/6.11/read-accepts-false", in: everywhere),
    CDSDefect(
      .patchCoercesRead, "takes the string yes for true", breaks: "WG1-02/6.11/invalid-400",
      in: everywhere),
    CDSDefect(
      .patchSetsStatus, "lets clients set status and name",
      breaks: "WG1-02/6.11/ignore-unmodifiable", in: everywhere),
    CDSDefect(
      .patchRefusesMore, "refuses a PATCH that holds members that cannot be changed",
      breaks: "WG1-02/6.11/ignore-unmodifiable", in: one),
    onPatch(
      "message-patch-202", "answers a PATCH with 202", breaks: "WG1-02/6.11/sync-200",
      ReplyChange.status(.accepted)),
    CDSDefect(
      .patchShowsOld, "answers a PATCH with the message as it was before",
      breaks: "WG1-02/6.11/body-updated", in: one),
  ]
}
