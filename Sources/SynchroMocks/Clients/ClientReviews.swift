import SynchroJSON
import SynchroTiming

extension CDSWorld {
  /// How long somebody has to look at a change before it counts as approved.
  static let reviewTime = Duration.seconds(600)
  /// How many changes may wait.
  static let reviewLimit = 50_000

  /// Approves the changes that nobody has looked at in time.
  mutating func settleClients(at now: Timestamp) {
    // The time is always the same, so the earliest change comes first.
    var count = 0
    while count < state.clientRecords.due.count, state.clientRecords.due[count].moment <= now {
      let due = state.clientRecords.due[count]
      count += 1
      guard state.clients[due.client]?.reviews[due.member]?.message == due.message else {
        continue
      }
      do throws(CDSProblem) {
        try decide(due.message, as: .complete, reason: "Nobody has objected.", at: now)
      } catch {
        // The message is gone; the change is not.
        concludeReview(of: due.client, due.member, isApproved: true, at: now)
      }
    }
    if count > 0 { state.clientRecords.due.removeFirst(count) }
  }

  /// What follows for the client when somebody has decided about a `field_changes` message.
  mutating func concludeReview(_ message: Message, isApproved: Bool, at now: Timestamp) {
    guard case .own(let path)? = message.related?.link else { return }
    let id = String(path.dropFirst(CDSEndpoint.clients.path.count + 1))
    guard let client = state.clients[id],
      let member = client.reviews.first(where: { $0.value.message == message.id })?.key
    else { return }
    concludeReview(of: id, member, isApproved: isApproved, at: now)
  }

  private mutating func concludeReview(
    of id: String, _ member: String, isApproved: Bool, at now: Timestamp
  ) {
    guard var client = state.clients[id], let review = client.reviews.removeValue(forKey: member)
    else { return }
    if isApproved, case .string(let text) = review.value {
      if member == "scope" {
        let scopes = text.split(separator: " ").map(String.init)
        client.setScopes(scopes, seed)
        client.firstScopes = Self.union([client.firstScopes, scopes])
      } else {
        client.pages[member] = text
      }
      client.modified = now
      log(
        client.registration, "Client modified",
        "The new value of '\(member)' of the client '\(id)' has been approved.",
        .init(link: client.link, type: .client), at: now)
    }
    state.clients.update(id) { $0 = client }
  }

  /// Asks people at the server to look at a new value, and tells the client so. CDS-WG1-02,
  /// sections 5.5, 6.2 and 6.5.
  mutating func startReview(
    of wish: ClientUpdate.Wish, for client: ClientObject, at now: Timestamp
  ) -> FieldReview {
    guard !has(.pendingSilent) else { return FieldReview(message: "", value: wish.value) }
    let message = tell(
      client.registration, .fieldChanges, .pending, "Change of a client",
      "The new value of '\(wish.member)' is looked at before it counts.",
      related: .init(link: client.link, type: .client), at: now
    ) { message in
      message.updatesRequested = [
        [
          "field": .string(wish.member), "previous_value": wish.previous, "new_value": wish.value,
        ]
      ]
    }
    state.clientRecords.due.append(
      .init(
        client: client.id, member: wish.member, message: message.id,
        moment: now.advanced(by: Self.reviewTime)))
    return FieldReview(message: message.id, value: wish.value)
  }

  /// Lets go of what was waiting where the client has set another value since.
  mutating func withdraw(
    _ update: ClientUpdate, from client: inout ClientObject, at now: Timestamp
  ) {
    for (member, review) in client.reviews.sorted(by: { $0.key < $1.key })
    where !update.wishes.contains(where: { $0.member == member }) {
      let isUntouched =
        member == "scope"
        ? update.old.scopes == client.scopes : update.old.pages[member] == client.pages[member]
      if isUntouched { continue }
      client.reviews[member] = nil
      reject(review, at: now)
    }
  }

  /// Closes the message of a change that nobody wants any more.
  mutating func reject(_ review: FieldReview, at now: Timestamp) {
    state.messages.update(review.message) { message in
      guard message.status == .pending else { return }
      message.status = .rejected
      message.description = "The client has asked for another value since."
      message.modified = now
    }
  }
}
