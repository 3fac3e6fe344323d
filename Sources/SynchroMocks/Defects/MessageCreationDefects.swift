import SynchroHTTP
import SynchroJSON

extension Quirk {
  // What is taken.
  static let smallMessages = Quirk("message-limit-one-megabyte")
  static let postWithoutType = Quirk("message-type-assumed")
  static let postOfAnyType = Quirk("message-type-forged")
  static let postWithoutPrevious = Quirk("message-previous-assumed")
  static let submissionUnlinked = Quirk("message-submission-unlinked")
  static let anyPrevious = Quirk("message-previous-unchecked")
  static let submissionWithoutUpdates = Quirk("message-submission-empty")
  static let grantRequestWithoutList = Quirk("message-grants-absent")
  static let grantRequestOfAnyType = Quirk("message-grants-any-type")
  static let anyProductionTarget = Quirk("message-production-unchecked")
  // What is kept.
  static let nameSpoofed = Quirk("message-id-spoofed")
  static let createdSpoofed = Quirk("message-created-spoofed")
  static let createdUnread = Quirk("message-created-unread")
  static let creatorForgotten = Quirk("message-creator-forgotten")
  static let creatorSpoofed = Quirk("message-creator-spoofed")
  static let modifiedLater = Quirk("message-modified-later")
  static let previousForgotten = Quirk("message-previous-forgotten")
  static let grantsForgotten = Quirk("message-grants-forgotten")
  static let attachmentsForgotten = Quirk("message-attachments-forgotten")
  static let supportLinkReplaced = Quirk("message-support-link-replaced")
  static let granteeReplaced = Quirk("message-grantee-replaced")
  static let submissionLeavesOpen = Quirk("message-submission-leaves-open")
  // What a PATCH does.
  static let patchWithoutEffect = Quirk("message-patch-without-effect")
  static let patchResetsName = Quirk("message-patch-resets-name")
  static let patchSetsStatus = Quirk("message-patch-sets-status")
  static let patchRefusesMore = Quirk("message-patch-refuses-more")
  static let patchRefusesReadTwice = Quirk("message-patch-refuses-read-twice")
  static let patchRefusesUnread = Quirk("message-patch-refuses-unread")
  static let patchCoercesRead = Quirk("message-patch-coerces-read")
  static let patchShowsOld = Quirk("message-patch-shows-old")

  /// Messages of a type are not taken.
  static func refuses(_ kind: Message.Kind) -> Quirk {
    Quirk("message-" + slug(kind.rawValue) + "-refused")
  }

  /// A member that is needed may be left out.
  static func postWithout(_ name: String) -> Quirk { Quirk("message-" + name + "-assumed") }

  /// Messages of a type begin with a wrong status.
  static func firstStatus(of kind: Message.Kind) -> Quirk {
    Quirk("message-" + slug(kind.rawValue) + "-status-wrong")
  }

  static func slug(_ name: String) -> String { name.replacing("_", with: "-") }
}

extension CDSDefect {
  private static let list: Set<CDSAnswer> = [.messageList]
  private static let everywhere: Set<CDSAnswer> = [.messageList, .message]

  /// A change of the replies to POST of a message.
  private static func onPost(
    _ id: String, _ words: String, breaks requirement: String,
    _ change: @escaping ReplyChange.Change
  ) -> CDSDefect {
    CDSDefect(
      id, words, breaks: requirement, in: list,
      [
        .reply(list) { call, response in
          if call.request.method == .post { change(call, &response) }
        }
      ])
  }

  /// Where replies have one status, they get another.
  private static func status(_ right: HTTPStatus, _ wrong: HTTPStatus) -> ReplyChange.Change {
    { _, response in
      if response.head.status == right { response.head.status = wrong }
    }
  }

  /// CDS-WG1-02, section 6.9: what is taken and what is refused.
  static let messageCreation: [CDSDefect] = [
    onPost(
      "message-post-405", "answers POST of a message with 405", breaks: "WG1-02/6.9/post-create",
      ReplyChange.always(.methodNotAllowed, "use GET")),
    CDSDefect(
      .submissionUnlinked, "takes a client_submission that answers nothing",
      breaks: "WG1-02/6.9/previous-uri-submission-validated", in: everywhere),
    CDSDefect(
      .previousForgotten, "forgets which message a client has answered",
      breaks: "WG1-02/6.9/previous-uri-stored", in: everywhere),
    CDSDefect(
      .anyPrevious, "takes any URL as previous_uri",
      breaks: "WG1-02/6.9/previous-uri-foreign-rejected", in: everywhere),
    CDSDefect(
      .postWithoutPrevious, "takes messages without previous_uri",
      breaks: "WG1-02/6.9/required-previous-uri-400", in: everywhere
    ).warnedOf(),
    CDSDefect(
      .postWithoutType, "takes a message without type for a private_message",
      breaks: "WG1-02/6.9/required-type-400", in: everywhere),
    CDSDefect(
      .postWithout("name"), "takes messages without a name",
      breaks: "WG1-02/6.9/required-name-400", in: everywhere),
    CDSDefect(
      .postWithout("description"), "takes messages without a description",
      breaks: "WG1-02/6.9/required-description-400", in: everywhere),
    CDSDefect(
      .postOfAnyType, "lets clients create messages of every type",
      breaks: "WG1-02/6.9/type-others-rejected", in: everywhere),
    CDSDefect(
      .grantRequestWithoutList, "takes a grant_request that asks for no grants",
      breaks: "WG1-02/6.9/grants-request-required", in: everywhere),
    CDSDefect(
      .grantRequestOfAnyType, "takes a grant_request with details of a type the client lacks",
      breaks: "WG1-02/6.6/ad-type-validated", in: everywhere),
    CDSDefect(
      .anyProductionTarget, "takes a production_request for whatever it links to",
      breaks: "WG1-02/6.9/related-production-validated", in: everywhere),
    CDSDefect(
      .submissionWithoutUpdates, "takes a client_submission that submits nothing",
      breaks: "WG1-02/6.9/updates-submission-required", in: everywhere),
    onPost(
      "message-invalid-422", "refuses invalid messages with 422", breaks: "WG1-02/6.9/reject-400",
      status(.badRequest, .unprocessableContent)),
    onPost(
      "message-oversized-500", "answers messages that are too long with 500",
      breaks: "WG1-02/6.9/reject-413", status(.contentTooLarge, .internalServerError)),
    CDSDefect(
      .smallMessages, "takes messages of up to one megabyte alone",
      breaks: "WG1-02/6.9/limit-10mb", in: everywhere),
    onPost(
      "message-created-200", "answers the creation of a message with 200",
      breaks: "WG1-02/6.9/created-201", status(.created, .ok)),
    onPost(
      "message-created-link-only", "answers the creation of a message with its uri alone",
      breaks: "WG1-02/6.9/created-body"
    ) { _, response in
      guard response.head.status == .created else { return }
      let body: JSONValue = ["uri": .string(response.head.fields["Location"] ?? "")]
      response.body = Array((JSONPrinter.pretty(body) + "\n").utf8)
    },
    CDSDefect(
      "message-created-without-uri", "leaves uri out of the answer that creates a message",
      breaks: "WG1-02/6.9/populate-uri", in: list,
      [
        .edits(
          list, [DocumentEdit("", .when({ $0["message_id"] != nil }, "/uri", .remove))])
      ]),
  ]

  /// CDS-WG1-02, section 6.9: which types clients may create.
  static let messageKinds: [CDSDefect] = [
    Message.Kind.privateMessage, .supportRequest, .productionRequest, .grantRequest,
    .clientSubmission,
  ].map { kind in
    CDSDefect(
      Quirk.refuses(kind), "refuses messages of the type \(kind.rawValue)",
      breaks: "WG1-02/6.9/type-allowed-\(Quirk.slug(kind.rawValue))", in: everywhere)
  }

  /// CDS-WG1-02, sections 6.1 and 6.9: what the server keeps of a message and adds to it.
  static let messageKeeping: [CDSDefect] = [
    CDSDefect(
      .nameSpoofed, "takes message_id from the client", breaks: "WG1-02/6.9/populate-message-id",
      in: everywhere),
    CDSDefect(
      .createdUnread, "keeps a client's message as unread", breaks: "WG1-02/6.9/populate-read",
      in: everywhere),
    CDSDefect(
      .creatorForgotten, "forgets who has written a message",
      breaks: "WG1-02/6.1/creator-client-id", "WG1-02/6.9/populate-creator", in: everywhere),
    CDSDefect(
      .creatorSpoofed, "takes creator from the client", breaks: "WG1-02/6.9/populate-creator",
      in: everywhere),
    CDSDefect(
      .createdSpoofed, "takes created from the client", breaks: "WG1-02/6.9/populate-created",
      in: everywhere),
    CDSDefect(
      .modifiedLater, "puts modified of a new message behind created",
      breaks: "WG1-02/6.9/populate-modified", in: everywhere),
    CDSDefect(
      .grantsForgotten, "forgets the list of a grant_request",
      breaks: "WG1-02/6.1/grants-required-grant-request", in: everywhere),
    CDSDefect(
      .attachmentsForgotten, "forgets attachments", breaks: "WG1-02/6.1/attachments-roundtrip",
      in: everywhere),
    CDSDefect(
      .supportLinkReplaced, "puts its own page in related_uri of a support_request",
      breaks: "WG1-02/6.1/related-support-request", in: everywhere),
    CDSDefect(
      .granteeReplaced, "puts the requesting client in related_uri of a grant_request",
      breaks: "WG1-02/6.1/related-grant-request", in: everywhere),
    CDSDefect(
      .firstStatus(of: .privateMessage), "keeps a private_message as pending",
      breaks: "WG1-02/6.9/status-complete-private", "WG1-02/6.3/complete-informational",
      in: everywhere),
    CDSDefect(
      .firstStatus(of: .clientSubmission), "keeps a client_submission as pending",
      breaks: "WG1-02/6.9/status-complete-submission", "WG1-02/6.3/complete-informational",
      in: everywhere),
    CDSDefect(
      .firstStatus(of: .productionRequest), "keeps a production_request as open",
      breaks: "WG1-02/6.9/status-pending-production", in: everywhere),
    CDSDefect(
      .firstStatus(of: .supportRequest), "keeps a support_request as complete",
      breaks: "WG1-02/6.9/status-pending-support", in: everywhere),
    CDSDefect(
      .firstStatus(of: .grantRequest), "keeps a grant_request as open",
      breaks: "WG1-02/6.9/status-pending-grant", in: everywhere),
    CDSDefect(
      .submissionLeavesOpen, "leaves a request open that a client has answered",
      breaks: "WG1-02/6.9/submission-sets-pending", in: everywhere),
  ]
}
