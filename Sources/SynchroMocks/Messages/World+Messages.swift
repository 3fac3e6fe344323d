import SynchroHTTP
import SynchroJSON
import SynchroTiming

extension CDSWorld {
  /// How many messages a registration may have; more cannot be sent, and old ones make room for new
  /// ones of the server.
  static let messagesPerRegistration = 10_000
  /// How many bytes a registration may have sent in messages.
  static let messageBytesPerRegistration = 64_000_000
  /// How many bytes all of them may have sent.
  static let messageBytes = 512_000_000

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
    spoil(&message)
    forgetOldest(of: registration)
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

  /// Keeps a message of a client, and does what it demands.
  mutating func receive(
    _ submission: MessageSubmission, by token: IssuedToken, _ call: CDSCall
  ) throws(CDSProblem) -> Message {
    try makeRoom(for: submission, of: token.registration)
    let name = name(of: submission, else: random.identifier("message"))
    let created = moment(of: submission, else: call.now)
    var message = Message(
      id: name, registration: token.registration, kind: submission.kind,
      previous: submission.previous, isRead: true, creator: token.clientID, created: created,
      modified: created, status: Self.firstStatus(of: submission.kind), name: submission.name,
      description: submission.description, updatesRequested: submission.updates,
      grantsRequested: submission.grants, attachments: submission.attachments,
      related: submission.related)
    spoil(&message, submission, call)
    state.messages.insert(message)
    if submission.kind == .clientSubmission {
      submit(message, answering: submission.previous, at: call.now)
    }
    return message
  }

  /// CDS-WG1-02, section 6.9.
  private static func firstStatus(of kind: Message.Kind) -> Message.Status {
    switch kind {
    case .productionRequest, .supportRequest, .grantRequest: .pending
    case .notification, .privateMessage, .fieldChanges, .serverRequest, .clientSubmission,
      .paymentRequest, .onlineFormRequest, .pdfFormRequest, .requestUpdate:
      .complete
    }
  }

  private mutating func makeRoom(
    for submission: MessageSubmission, of registration: String
  ) throws(CDSProblem) {
    guard state.messages.count(of: registration) < Self.messagesPerRegistration else {
      throw CDSProblem(
        .tooManyRequests, "you have \(Self.messagesPerRegistration) messages, and no more are kept")
    }
    let bytes = state.onboarding.messageBytes[registration, default: 0]
    guard submission.bytes <= Self.messageBytesPerRegistration - bytes else {
      throw CDSProblem(
        .tooManyRequests,
        "your messages would take more than \(Self.messageBytesPerRegistration) bytes together")
    }
    guard submission.bytes <= Self.messageBytes - state.onboarding.messageBytesOfAll else {
      throw CDSProblem(.serviceUnavailable, "the server has no room for more messages")
    }
    state.onboarding.messageBytes[registration] = bytes + submission.bytes
    state.onboarding.messageBytesOfAll += submission.bytes
  }

  /// A full mailbox loses its oldest message that is settled, else its oldest, for the next one.
  private mutating func forgetOldest(of registration: String) {
    guard state.messages.count(of: registration) >= Self.messagesPerRegistration else { return }
    let settled = state.messages.first(of: registration) { message in
      message.status == .complete || message.status == .rejected
    }
    guard let oldest = settled ?? state.messages.first(of: registration, where: { _ in true })
    else { return }
    state.messages[oldest.id] = nil
    state.onboarding.stepByMessage[oldest.id] = nil
  }

  /// What a client's answer to a request of the server leads to. CDS-WG1-02, sections 3.6 and 6.9.
  private mutating func submit(
    _ submission: Message, answering previous: CDSLink?, at now: Timestamp
  ) {
    guard case .own(let path)? = previous,
      let request = state.messages[String(path.dropFirst(CDSEndpoint.messages.path.count + 1))],
      request.status == .open || request.status == .rejected || request.status == .errored
    else { return }
    if !has(.submissionLeavesOpen) { setStatus(.pending, of: request.id, at: now) }
    updateStep(of: request.id) { $0.status = .pending }
    guard request.kind == .pdfFormRequest, !has(.silentPDF) else { return }
    tell(
      request.registration, .requestUpdate, .pending, "Form received",
      "The form that you have sent is being reviewed.",
      related: .init(link: submission.link, type: .message), answering: request.link, at: now)
  }

  /// Changes the status of a message where it is.
  mutating func setStatus(_ status: Message.Status, of id: String, at now: Timestamp) {
    state.messages.update(id) { message in
      guard message.status != status else { return }
      message.status = status
      message.modified = now
    }
  }
}
