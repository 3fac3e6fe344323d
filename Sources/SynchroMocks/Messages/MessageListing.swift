import SynchroHTTP
import SynchroJSON

/// The three lists of messages, each cut into segments of its own. CDS-WG1-02, section 6.8.
struct MessageListing {
  /// One of the lists.
  private enum Name: String, CaseIterable {
    case outstanding, unread, read

    /// The query parameter that its links carry.
    var parameter: String { rawValue + "_page" }

    func holds(_ message: Message, _ call: CDSCall) -> Bool {
      let isOutstanding = message.status == .open || message.status == .pending
      switch self {
      case .outstanding:
        return isOutstanding || (call.has(.unreadIsOutstanding) && !message.isRead)
      case .unread:
        if call.has(.outstandingIsNotUnread), isOutstanding { return false }
        return !message.isRead || call.has(.unreadHoldsEverything)
      case .read:
        if call.has(.readLacksOwn), message.creator != nil { return false }
        return message.isRead
      }
    }
  }

  private let call: CDSCall
  private let world: CDSWorld
  private let query: HTTPForm
  private let messages: [Message]
  /// The list whose segment is asked for; the others are empty then.
  private let segmented: Name?

  init(_ call: CDSCall, _ world: CDSWorld) throws(CDSProblem) {
    self.call = call
    self.world = world
    let mailbox = try Mailbox(
      of: call, world, withoutToken: .anonymousListing, withAnyScope: .anyScopeLists)
    query = try call.query()
    let asked = Name.allCases.filter { [query] in !query.values($0.parameter).isEmpty }
    guard asked.count < 2 else {
      throw CDSProblem(
        .badRequest, "ask for a segment of one list, not of \(asked.count) at once")
    }
    segmented = asked.first
    let owned = world.state.messages.owned(by: mailbox.registration)
    if call.has(.messageFiltersIgnored) {
      messages = owned
    } else if call.has(.messageFiltersUnited), !query.values("message_ids").isEmpty,
      !query.values("lakeland_types").isEmpty
    {
      var kept: Set<String> = []
      for (parameter, _) in Self.filter(world).tests {
        let alone = HTTPForm(query.fields.filter { $0.name == parameter })
        kept.formUnion(
          try Self.filter(world).apply(alone, to: owned, .messages, call).map(\.id))
      }
      messages = owned.filter { kept.contains($0.id) }
    } else {
      messages = try Self.filter(world).apply(query, to: owned, .messages, call)
    }
  }

  /// `lakeland_types` is this server's own: the messages of some types.
  private static func filter(_ world: CDSWorld) -> ListingFilter<Message> {
    ListingFilter<Message>(tests: [
      ("message_ids", .words { [world.shownName(of: $0)] }),
      ("lakeland_types", .words { [$0.kind.rawValue] }),
    ])
  }

  /// The document of the whole listing, or of the segment that is asked for.
  var document: JSONValue {
    get throws(CDSProblem) {
      var fields: [JSONField] = []
      for name in Name.allCases {
        if let segmented, segmented != name, !call.has(.segmentRepeatsLists) {
          if call.has(.segmentHoldsOneList) { continue }
          fields += Self.fields(name, shown: .array([]), next: .null, previous: .null)
        } else {
          fields += try self.fields(name)
        }
      }
      return .object(fields)
    }
  }

  private func fields(_ name: Name) throws(CDSProblem) -> [JSONField] {
    let held = messages.filter { name.holds($0, call) }
    // Only what the segment shows is made: a mailbox may hold thousands of messages.
    let listed = held.map {
      ListedObject(id: $0.id, modified: $0.modified, shown: .string($0.id))
    }
    let segment = try call.segment(
      of: listed, .messages, at: CDSEndpoint.messages.path, query: query,
      parameter: name.parameter)
    let shown = segment.shown.compactMap { id in
      id.textValue.flatMap { world.state.messages[$0] }.map {
        MessageDocument($0, call, world).shown
      }
    }
    var next = segment.next
    if call.has(.segmentLeadsAstray), name == .unread, let text = next.textValue {
      next = .string(text.replacing("unread_page=", with: "outstanding_page="))
    }
    return Self.fields(name, shown: .array(shown), next: next, previous: segment.previous)
  }

  private static func fields(
    _ name: Name, shown: JSONValue, next: JSONValue, previous: JSONValue
  ) -> [JSONField] {
    [
      JSONField(name.rawValue, shown), JSONField(name.rawValue + "_next", next),
      JSONField(name.rawValue + "_previous", previous),
    ]
  }
}
