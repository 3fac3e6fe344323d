import SynchroHTTP
import SynchroJSON
import SynchroTiming

extension CDSWorld {
  /// Brings an update about, as far as nobody has to look at it first, and tells of it. The client
  /// is returned, and whether something waits.
  mutating func apply(
    _ update: ClientUpdate, _ call: CDSCall
  ) throws(CDSProblem) -> (client: ClientObject, isPending: Bool) {
    let old = update.old
    var new = update.new
    let growth = new.weight - old.weight
    guard growth <= Self.clientBytes - state.clientRecords.bytes else {
      throw CDSProblem(.serviceUnavailable, "the server has no room for more about clients")
    }
    guard state.clientRecords.due.count + update.wishes.count <= Self.reviewLimit else {
      throw CDSProblem(.serviceUnavailable, "too many changes of clients wait; try again later")
    }
    state.clientRecords.bytes += growth
    withdraw(update, from: &new, at: call.now)
    for wish in update.wishes where new.reviews[wish.member]?.value != wish.value {
      if let earlier = new.reviews[wish.member] { reject(earlier, at: call.now) }
      new.reviews[wish.member] = startReview(of: wish, for: new, at: call.now)
    }
    spoil(&new, update, call)
    let changed = changedMembers(old, new, call)
    if !changed.isEmpty, !has(.modifiedStands) { new.modified = call.now }
    if has(.modifiedStored) { storeModified(&new, update, call) }
    state.clients.update(new.id) { $0 = new }
    if !changed.isEmpty, !has(.clientChangesUnlogged) {
      log(
        new.registration, "Client modified",
        "These members of the client '\(new.id)' have been changed: "
          + changed.joined(separator: ", ") + ".",
        .init(link: new.link, type: .client), at: call.now)
    }
    reviewInHindsight(changed, old, new, call)
    // CDS-WG1-02, section 5.2: a disabled client is of no use, nor is what it has got before.
    if new.status == .disabled, old.status != .disabled {
      revokeTokens(of: new.registration) { $0.clientID == new.id }
      endCredentials(of: new, at: call.now)
    }
    return (new, !update.wishes.isEmpty)
  }

  /// The members that look different now.
  private func changedMembers(
    _ old: ClientObject, _ new: ClientObject, _ call: CDSCall
  ) -> [String] {
    guard case .object(let before) = call.shown(old, self),
      case .object(let after) = call.shown(new, self)
    else { return [] }
    let shown = JSONValue.object(before)
    let later = JSONValue.object(after)
    let names = CDSWorld.union([(before + after).map(\.key)])
    return names.filter { $0 != "cds_modified" && shown[$0] != later[$0] }
  }
}
