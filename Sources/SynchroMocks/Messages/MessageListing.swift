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
    let token = try call.administrator(in: world)
    query = try call.query()
    let asked = Name.allCases.filter { [query] in !query.values($0.parameter).isEmpty }
    guard asked.count < 2 else {
      throw CDSProblem(
        .badRequest, "ask for a segment of one list, not of \(asked.count) at once")
    }
    segmented = asked.first
    let owned = world.state.messages.owned(by: token.registration)
    messages =
      call.has(.messageFiltersIgnored)
      ? owned : try Self.filter(world).apply(query, to: owned, .messages, call)
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
    let segment = try call.segment(
      of: held, .messages, at: CDSEndpoint.messages.path, query: query, parameter: name.parameter
    ) { MessageDocument($0, call, world).shown }
    var next = segment.next
    if call.has(.segmentLeadsAstray), name == .unread, let text = next.textValue {
      next = .string(text.replacing("unread_page=", with: "outstanding_page="))
    }
    return Self.fields(
      name, shown: .array(segment.shown), next: next, previous: segment.previous)
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
