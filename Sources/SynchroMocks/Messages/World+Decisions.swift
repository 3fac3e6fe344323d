import SynchroHTTP
import SynchroJSON
import SynchroTiming

/// What people at the server decide about messages.
extension CDSWorld {
  /// Decides about a request of the client, or about what it has submitted, and tells it so: the
  /// request gets the status, and a request_update answers it. The update is returned.
  ///
  /// A `pending` decision only informs. Throws when there is nothing to decide.
  @discardableResult
  mutating func decide(
    _ id: String, as status: Message.Status, reason: String? = nil, at now: Timestamp
  ) throws(CDSProblem) -> Message {
    guard let message = state.messages[id] else {
      throw CDSProblem(.notFound, "there is no message '\(id)'")
    }
    // A submission is decided about by deciding about what it answers.
    if message.kind == .clientSubmission, case .own(let path)? = message.previous {
      let answered = String(path.dropFirst(CDSEndpoint.messages.path.count + 1))
      return try decide(answered, as: status, reason: reason, at: now)
    }
    let possible = Self.decisions(about: message.kind)
    guard possible.contains(status) else {
      let words = possible.map(\.rawValue).joined(separator: ", ")
      throw CDSProblem(
        .conflict,
        possible.isEmpty
          ? "a \(message.kind.rawValue) is not decided about"
          : "a \(message.kind.rawValue) may become \(words)")
    }
    guard message.status != .complete else {
      throw CDSProblem(.conflict, "the message '\(id)' is complete already")
    }
    if let step = step(of: id) {
      let asWell = has(.rejectionsError) && status == .rejected ? .errored : status
      guard let update = conclude(step.id, as: asWell, reason: reason, at: now) else {
        throw CDSProblem(.notFound, "there is no message '\(id)'")
      }
      return update
    }
    let outcome = try outcome(of: message, status, at: now)
    return close(message, status, outcome, reason, at: now)
  }

  /// Decides about what a registration field demands, also about an internal review, which has no
  /// request that could be decided about.
  @discardableResult
  mutating func decide(
    field: String, of registration: String, as status: Message.Status, reason: String? = nil,
    at now: Timestamp
  ) throws(CDSProblem) -> Message {
    let step = state.onboarding.steps.owned(by: registration).first { $0.field == field }
    guard let step else {
      throw CDSProblem(.notFound, "the registration has nothing to do for the field '\(field)'")
    }
    guard step.status != .complete else {
      throw CDSProblem(.conflict, "the field '\(field)' is fulfilled already")
    }
    guard let update = conclude(step.id, as: status, reason: reason, at: now) else {
      throw CDSProblem(.notFound, "the registration has nothing to do for the field '\(field)'")
    }
    return update
  }

  /// Fulfils everything that the registration fields of a registration demand.
  mutating func completeOnboarding(of registration: String, at now: Timestamp) {
    for step in state.onboarding.steps.owned(by: registration) where step.status != .complete {
      conclude(step.id, as: .complete, reason: nil, at: now)
    }
  }

  /// Lets the link of a request expire at once: another message brings a new one.
  mutating func renewLink(of id: String, at now: Timestamp) throws(CDSProblem) -> Message {
    guard let step = step(of: id), step.kind.hasPage else {
      throw CDSProblem(.notFound, "the message '\(id)' has no link to a form")
    }
    guard step.isOpen else {
      throw CDSProblem(.conflict, "nothing is open at the link of the message '\(id)'")
    }
    if has(.silentExpiry), let link = step.links.last, let old = state.messages[id] {
      state.onboarding.stepByLink[link] = nil
      return old
    }
    guard let message = ask(step.id, at: now) else {
      throw CDSProblem(.notFound, "the message '\(id)' has no link to a form")
    }
    return message
  }

  /// Asks a client to submit something, by a server_request. CDS-WG1-02, sections 6.2 and 6.5.
  @discardableResult
  mutating func requestSubmission(
    from registration: String, _ name: String, _ description: String, fields: [JSONValue],
    at now: Timestamp
  ) -> Message {
    tell(
      registration, .serverRequest, .open, name, description,
      related: .init(link: .own("/docs"), type: .documentation), at: now
    ) { $0.updatesRequested = fields }
  }

  // MARK: - Outcomes

  /// CDS-WG1-02, section 6.3: which statuses a type of message can have after a decision.
  private static func decisions(about kind: Message.Kind) -> [Message.Status] {
    switch kind {
    case .productionRequest, .grantRequest: [.pending, .complete, .rejected]
    case .supportRequest: [.pending, .complete]
    case .serverRequest, .paymentRequest, .onlineFormRequest, .pdfFormRequest, .fieldChanges:
      [.pending, .complete, .rejected, .errored]
    case .notification, .privateMessage, .clientSubmission, .requestUpdate: []
    }
  }

  /// What a decision makes, and where it is found.
  private mutating func outcome(
    of message: Message, _ status: Message.Status, at now: Timestamp
  ) throws(CDSProblem) -> Message.Related? {
    guard status == .complete else { return nil }
    switch message.kind {
    case .productionRequest:
      guard case .own(let path)? = message.related?.link,
        let client = openProduction(
          for: String(path.dropFirst(CDSEndpoint.clients.path.count + 1)), at: now)
      else { throw CDSProblem(.conflict, "the client of the request is none of the sandbox") }
      if has(.productionLinksSandbox) { return message.related }
      return .init(
        link: client.link, type: has(.productionLinksList) ? .clientList : .client)
    case .grantRequest:
      if has(.completeWithoutGrants) { return grantList([]) }
      return grantList(try makeGrants(of: message, at: now).map(\.id))
    case .notification, .privateMessage, .supportRequest, .fieldChanges, .serverRequest,
      .clientSubmission, .paymentRequest, .onlineFormRequest, .pdfFormRequest, .requestUpdate:
      return nil
    }
  }

  private func grantList(_ ids: [String]) -> Message.Related {
    let filter = has(.grantsLinkUnfiltered) ? "" : "?grant_ids=" + ids.joined(separator: "%20")
    return .init(
      link: .own(CDSEndpoint.grants.path + filter),
      type: has(.grantsLinkAsGrant) ? .grant : .grantList)
  }

  private mutating func makeGrants(
    of message: Message, at now: Timestamp
  ) throws(CDSProblem) -> [Grant] {
    var grants: [Grant] = []
    for wanted in message.grantsRequested ?? [] {
      let scopes = (wanted["scope"]?.textValue ?? "").split(separator: " ").map(String.init)
      let named = message.related.flatMap { client(at: $0.link) }
      guard let client = named ?? grantee(of: scopes, in: message.registration) else {
        throw CDSProblem(.conflict, "the client that the grants are for is gone")
      }
      let details = try validDetails(
        wanted["authorization_details"]?.arrayValue ?? [], for: client, at: now)
      grants.append(recordGrant(to: client, scopes: scopes, details: details, at: now))
    }
    return grants
  }

  /// Gives the request its status and tells the client.
  private mutating func close(
    _ message: Message, _ status: Message.Status, _ outcome: Message.Related?, _ reason: String?,
    at now: Timestamp
  ) -> Message {
    setStatus(status, of: message.id, at: now)
    if message.kind == .fieldChanges, status != .pending {
      concludeReview(message, isApproved: status == .complete, at: now)
    }
    if let outcome { state.messages.update(message.id) { $0.related = outcome } }
    if has(.decisionWithoutUpdate) { return message }
    let shown = has(.rejectionsError) && status == .rejected ? .errored : status
    return tell(
      message.registration, .requestUpdate, shown, Self.subject(of: message.kind),
      has(.rejectionWithoutReason) && status == .rejected
        ? "" : reason ?? Self.sentence(for: status), related: outcome,
      answering: message.link, at: now)
  }

  private static func subject(of kind: Message.Kind) -> String {
    switch kind {
    case .productionRequest: "Your request for production"
    case .grantRequest: "Your request for grants"
    case .supportRequest: "Your request for support"
    case .fieldChanges: "Your changes"
    case .notification, .privateMessage, .serverRequest, .clientSubmission, .paymentRequest,
      .onlineFormRequest, .pdfFormRequest, .requestUpdate:
      "Your submission"
    }
  }

  private static func sentence(for status: Message.Status) -> String {
    switch status {
    case .open: "This has still to be done."
    case .pending: "This is being looked at."
    case .complete: "This has been approved."
    case .rejected: "This does not meet the terms of use of the hub."
    case .errored: "Something went wrong on our side; please write a support_request."
    }
  }
}
