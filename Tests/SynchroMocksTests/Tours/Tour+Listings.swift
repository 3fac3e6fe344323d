import SynchroHTTP
import SynchroJSON
import SynchroTiming

@testable import SynchroMocks

extension Tour {
  /// How many objects a listing gets: more than fit into a segment.
  static let listedCount = 104

  /// A walk through one of the listings, of objects that are in the world without having asked.
  func walkListing(_ listing: CDSListing, unlike right: [Stop]? = nil) throws {
    // The first request lets the world know of the defects.
    ask(.get, CDSEndpoint.metadata.path)
    seedClients()
    let ids = fill(listing)
    let path = listing.path
    let (first, second) = (ids[3], ids[57])
    let parameter = listing.rawValue.dropLast() + "_ids"
    let all = "\(parameter)=" + ids.joined(separator: "%20")
    let page = listing == .messages ? "unread_page" : "page"
    let queries = [
      "\(parameter)=nobody", "\(parameter)=\(first)", "\(parameter)=\(first)%20\(second)",
      "\(parameter)=\(first)&\(parameter)=\(second)",
      "\(parameter)=" + ids.prefix(11).joined(separator: "+"),
    ]
    for query in queries + listing.queries(ids) + ["", "\(page)=2", all, all + "&\(page)=2"] {
      get(path + (query.isEmpty ? "" : "?") + query)
      if let right, difference(Array(right.prefix(transcript.count)), transcript) != nil { return }
    }
  }

  /// Puts objects into the world, and an access token that opens their listing into the tour. They
  /// came in one order, changed in another, and are named in a third.
  @discardableResult
  func fill(_ listing: CDSListing, count: Int = listedCount) -> [String] {
    let start = clock.now
    let (ids, token) = service.withWorld { world in
      let moments = (0..<count).map { index in
        (
          created: start.advanced(by: .seconds(index)),
          modified: start.advanced(by: .seconds(index * 37 % count + count))
        )
      }
      let ids = moments.indices.map { "\(listing.rawValue)-\($0 * 53 % 997)" }
      for (index, moment) in moments.enumerated() {
        listing.insert(ids[index], index, moment.created, moment.modified, into: &world)
      }
      return (ids, Self.opener(of: listing, ids, in: &world, at: start))
    }
    self.token = token
    return ids
  }

  private static func opener(
    of listing: CDSListing, _ ids: [String], in world: inout CDSWorld, at now: Timestamp
  ) -> String {
    let name = listing == .files ? machine.id : administrator.id
    guard let client = world.state.clients[name] else { return "" }
    guard listing == .files else {
      return world.issueToken(
        .access, to: client, scopes: ["cds_client_admin"], credential: nil, at: now
      ).id
    }
    return world.issueFileToken(to: client, for: ids, grant: "grant-of-files", at: now)
  }
}

extension CDSWorld {
  /// Shares files by a grant, and gives out a token that opens it.
  mutating func issueFileToken(
    to client: ClientObject, for files: [String], grant id: String, at now: Timestamp
  ) -> String {
    let scope = "cds_server_provided_files_1"
    let details = files.map { ["type": .string(scope), "file_id": .string($0)] as JSONValue }
    state.grants.insert(
      Grant(
        id: id, registration: client.registration, clientID: client.id, created: now,
        modified: now, status: .active, scopes: [scope], details: details,
        enabledScopes: [scope], enabledDetails: details))
    return issueGrantToken(to: client, for: id, at: now)
  }

  /// A token of the grant admin scope, as its token request would give it.
  mutating func issueGrantToken(
    to client: ClientObject, for grant: String, at now: Timestamp
  ) -> String {
    let entry: JSONValue = [
      "type": "cds_grant_admin_1", "client_id": .string(client.id), "grant_id": .string(grant),
    ]
    return issueToken(
      .access, to: client, scopes: ["cds_grant_admin_1"], details: [entry], credential: nil,
      grant: grant, at: now
    ).id
  }
}

extension CDSListing {
  var path: String {
    switch self {
    case .clients: CDSEndpoint.clients.path
    case .messages: CDSEndpoint.messages.path
    case .credentials: CDSEndpoint.credentials.path
    case .grants: CDSEndpoint.grants.path
    case .files: CDSEndpoint.files.path
    }
  }

  /// What is asked of the filters that only some of the listings have.
  func queries(_ ids: [String]) -> [String] {
    // The moment at which the object in the middle came.
    let moment = "2027-01-15T08:00:53Z"
    switch self {
    case .clients: return ["client_ids=\(ids[0])&lakeland_statuses=disabled"]
    case .files: return ["file_ids=\(ids[0])&lakeland_media_types=image/png"]
    case .messages: return ["message_ids=\(ids[0])&lakeland_types=support_request"]
    case .credentials:
      return [
        "client_ids=client-app", "client_ids=client-app%20client-stranger",
        "client_ids=client-app%20client-admin", "after=\(moment)", "before=\(moment)",
        "after=2027-01-15T09:00:53%2B01:00", "after=2027-01-15T09:00:53+01:00",
        "before=yesterday", "credential_ids=\(ids[60])&before=\(moment)",
        "client_ids=client-app&credential_ids=\(ids[0])",
      ]
    case .grants:
      return [
        "parents=\(ids[0])", "parents=nobody", "statuses=closed", "statuses=active%20closed",
        "statuses=expired%20closed", "client_ids=client-app", "scopes=openid",
        "scopes=lakeland_outages", "receipt_confirmations=receipt-7",
        "receipt_confirmations=nothing", "after=\(moment)", "before=\(moment)",
        "grant_ids=\(ids[0])&statuses=closed",
      ]
    }
  }

  /// One object of the first registration of `seedClients`.
  func insert(
    _ id: String, _ index: Int, _ created: Timestamp, _ modified: Timestamp,
    into world: inout CDSWorld
  ) {
    let registration = "registration-a"
    let client = index.isMultiple(of: 2) ? Tour.app.id : Tour.administrator.id
    switch self {
    case .clients:
      world.state.clients.insert(
        ClientObject(
          id: id, registration: registration, created: created, modified: modified,
          scopes: ["lakeland_usage"], authMethod: "client_secret_basic", grantTypes: [],
          responseTypes: [], detailsTypes: [], status: .sandbox, statusOptions: [.sandbox],
          serverMetadata: .own(CDSSeed.wellKnownPath), name: id))
    case .messages:
      var message = Message(
        id: id, registration: registration, kind: .notification, created: created,
        modified: modified, status: index.isMultiple(of: 30) ? .open : .complete, name: id,
        description: "")
      message.isRead = index.isMultiple(of: 52)
      world.state.messages.insert(message)
    case .credentials:
      world.state.credentials.insert(
        Credential(
          id: id, registration: registration, clientID: client, created: created,
          modified: modified, secret: "secret-of-\(id)"))
    case .grants:
      world.state.grants.insert(
        Grant(
          id: id, registration: registration, clientID: client, created: created,
          modified: modified, parent: index == 5 ? "grants-0" : nil,
          status: index.isMultiple(of: 20) ? .closed : .active,
          scopes: index == 9 ? ["lakeland_usage", "openid"] : ["lakeland_usage"],
          details: index == 11 ? [["type": "lakeland_outages"]] : [],
          enabledScopes: index.isMultiple(of: 20) ? [] : ["lakeland_usage"],
          receipts: ["receipt-\(index)"]))
    case .files:
      world.state.files.insert(
        ProvidedFile(
          id: id, registration: registration, created: created, modified: modified,
          mediaType: "text/plain", name: id + ".txt", description: "", content: [0x61]))
    }
  }
}
