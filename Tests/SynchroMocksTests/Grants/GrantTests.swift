import SynchroHTTP
import SynchroJSON
import SynchroTiming
import Testing

@testable import SynchroMocks

@Suite struct GrantTests {
  private func tour() throws -> Tour {
    let tour = try Tour()
    try tour.register(Tour.grantScopes)
    return tour
  }

  @Test func `whoever registers finds the grants of the seed, with files and sub-grants`() throws {
    let tour = try tour()
    let listed = try json(tour.get(CDSEndpoint.grants.path))["grants"].elements
    let statuses = listed.compactMap { $0["status"].text }
    #expect(listed.count == 11)
    #expect(
      Set(statuses) == [
        "active", "expired", "partial", "needs_authorization", "needs_sub_grants", "future",
      ])
    let parent = try #require(tour.grant { $0.status == .needsSubGrants })
    #expect(parent.children.count == 2)
    for child in parent.children {
      #expect(tour.grant { $0.id == child }?.parent == parent.id)
    }
    let former = try #require(tour.grant { $0.status == .expired })
    let current = try #require(tour.grant { $0.replacing == [former.id] })
    #expect(former.replacedBy == [current.id])
    let shown = try json(tour.look(at: former))
    #expect(shown["enabled_scope"] == "")
    #expect(shown["enabled_authorization_details"] == [])
    #expect(shown["replaced_by"] == [.string(origin + "/cds/grants/" + current.id)])
    #expect(shown["created"] != shown["modified"], "it has expired since")
    let now = tour.clock.now
    let grants = tour.service.withWorld { Array($0.state.grants.all) }
    #expect(grants.allSatisfy { $0.created <= $0.modified && $0.modified <= now })
    #expect(grants.contains { $0.created == $0.modified })
    #expect(Set(grants.map(\.modified)).count == grants.count)
  }

  @Test(arguments: [
    ("grants-filter-after-ignored", "grants?after=2027-01-10T00:00:00Z"),
    ("grants-filter-before-ignored", "grants?before=2027-01-10T00:00:00Z"),
    ("grants-filter-scopes-one-place", "grants?scopes=lakeland_outages"),
    ("files-listing-ascending", "files"), ("files-listing-oldest-in-front", "files"),
    ("files-listing-by-id", "files"),
  ])
  func `what the seed gives shows these defects to whoever has registered`(
    id: String, target: String
  ) throws {
    func answer(_ defects: [CDSDefect]) throws -> JSONValue {
      let tour = try Tour(defects)
      try tour.register(Tour.grantScopes)
      guard target == "files" else { return try json(tour.get("/cds/" + target)) }
      let admin = try #require(
        tour.service.withWorld { world in
          world.state.clients.all.first { $0.scopes.contains("cds_grant_admin_1") }
        })
      let secret = tour.service.withWorld { world in
        world.state.credentials.all.first { $0.clientID == admin.id }?.secret ?? ""
      }
      let grant = try #require(
        tour.grant { $0.details.count == 2 && $0.scopes == ["cds_server_provided_files_1"] })
      let details: JSONValue = [
        [
          "type": "cds_grant_admin_1", "client_id": .string(grant.clientID),
          "grant_id": .string(grant.id),
        ]
      ]
      let token = try json(
        tour.submit(
          CDSEndpoint.token.path,
          [
            ("grant_type", "client_credentials"),
            ("authorization_details", JSONPrinter.compact(details)),
          ], client: (admin.id, secret)))
      let access: String = try #require(token["access_token"].text, "\(token)")
      return try json(tour.get("/cds/files", token: access))
    }
    let defect = try #require(CDSDefect.all.first { $0.id == id })
    let right = try answer([])
    #expect(try answer([defect]) != right)
    guard target == "files" else { return }
    let names = right["files"].elements.compactMap { $0["name"].text }
    #expect(names == ["interconnection-guide.txt", "rate-classes.csv"])
  }

  @Test func `filters narrow the listing`() throws {
    let tour = try tour()
    let parent = try #require(tour.grant { $0.status == .needsSubGrants })
    let cases: [(query: String, count: Int)] = [
      ("grant_ids=\(parent.id)", 1), ("parents=\(parent.id)", 2), ("parents=nobody", 0),
      ("statuses=active%20partial", 6), ("statuses=closed", 0),
      ("client_ids=\(parent.clientID)", 5), ("scopes=lakeland_tariffs", 2),
      ("scopes=cds_server_provided_files_1", 3), ("receipt_confirmations=none", 0),
      ("after=2027-01-15T08:00:00Z", 1), ("before=2027-01-15T08:00:00Z", 10),
      ("after=2027-01-01T00:00:00Z", 11), ("before=2027-01-01T00:00:00Z", 0),
      ("scopes=lakeland_usage&statuses=active", 1),
    ]
    for (query, count) in cases {
      let grants = try json(tour.get(CDSEndpoint.grants.path + "?" + query))["grants"].elements
      #expect(grants.count == count, "\(query)")
    }
    #expect(tour.get(CDSEndpoint.grants.path + "?after=yesterday").head.status == .badRequest)
  }

  @Test func `time opens, decides and ends grants`() throws {
    let tour = try tour()
    let future = try #require(tour.grant { $0.status == .future })
    #expect(!future.givesAccess)
    let begin = try #require(future.notBefore)
    let end = try #require(future.notAfter)
    func status(at time: Timestamp) -> Grant? {
      _ = tour.clock.advance(by: tour.clock.now.duration(to: time))
      return tour.grant { $0.id == future.id }
    }
    #expect(status(at: begin.advanced(by: .seconds(-1)))?.status == .future)
    let open = status(at: begin)
    #expect(open?.status == .active)
    #expect(open?.enabledScopes == open?.scopes)
    #expect(open?.modified == begin)
    #expect(status(at: end.advanced(by: .seconds(-1)))?.status == .active)
    let ended = status(at: end)
    #expect(ended?.status == .expired)
    #expect(ended?.enabledScopes == [])
  }

  @Test func `a change is refused, made at once, reviewed or left to the user`() throws {
    let usage: JSONValue = ["type": "lakeland_usage", "lakeland_months": 6]
    let unknownFile: JSONValue = ["type": "cds_server_provided_files_1", "file_id": "none"]
    let cases: [(String, @Sendable (Grant) -> Bool, JSONValue, Int, Grant.Status)] = [
      ("nothing", { $0.status == .partial }, [:], 200, .partial),
      ("a member of the server", { $0.status == .partial }, ["client_id": "x"], 200, .partial),
      ("no status", { $0.status == .active }, ["status": nil], 400, .active),
      ("another status", { $0.status == .active }, ["status": "suspended"], 400, .active),
      ("closing", { $0.status == .active }, ["status": "closed"], 200, .closed),
      ("closing what has expired", { $0.status == .expired }, ["status": "closed"], 200, .closed),
      ("no text", { $0.status == .active }, ["scope": 7], 400, .active),
      ("a foreign scope", { $0.status == .active }, ["scope": "openid"], 400, .active),
      (
        "fewer scopes", { $0.scopes.count == 2 }, ["scope": "lakeland_tariffs"], 200, .active
      ),
      ("no scope", { $0.scopes.count == 2 }, ["scope": ""], 400, .active),
      (
        "what is enabled", { $0.status == .partial },
        ["authorization_details": [["type": "lakeland_outages", "lakeland_feeder": "x"]]], 202,
        .pending
      ),
      (
        "an unknown file", { $0.replacing.count == 1 }, ["authorization_details": [unknownFile]],
        400, .active
      ),
      (
        "other data of a user", { $0.status == .active && $0.scopes == ["lakeland_usage"] },
        ["authorization_details": [usage]], 200, .needsAuthorization
      ),
      (
        "more of what is not open", { $0.status == .future }, ["authorization_details": [usage]],
        400, .future
      ),
      (
        "what has ended", { $0.status == .expired }, ["authorization_details": []], 400, .expired
      ),
    ]
    for (words, isMeant, document, code, status) in cases {
      let tour = try tour()
      let grant = try #require(tour.grant(where: isMeant))
      let response = tour.patch(grant, document)
      #expect(response.head.status.code == code, "\(words): \(response.text)")
      let after = try #require(tour.grant { $0.id == grant.id })
      #expect(after.status == status, "\(words)")
      guard code < 300 else {
        #expect(after.modified == grant.modified, "\(words)")
        continue
      }
      #expect(try json(response) == json(tour.look(at: grant)), "\(words)")
    }
  }

  @Test func `a reviewed change shows what is open until it is decided`() throws {
    let tour = try tour()
    let grant = try #require(tour.grant { $0.status == .active && $0.details.count == 2 })
    let first = [grant.details[0]]
    tour.patch(grant, ["authorization_details": .array(first)])
    let reduced = try #require(tour.grant { $0.id == grant.id })
    #expect(reduced.status == .active)
    #expect(reduced.enabledDetails == first)
    let shown = try json(tour.patch(grant, ["authorization_details": .array(grant.details)]))
    #expect(shown["status"] == "pending")
    #expect(shown["eta"].text != nil)
    #expect(shown["enabled_authorization_details"] == .array(first))
    _ = tour.clock.advance(by: CDSWorld.grantReview)
    let decided = try json(tour.look(at: grant))
    #expect(decided["status"] == "active")
    #expect(decided["eta"] == .null)
    #expect(decided["enabled_authorization_details"] == .array(grant.details))
  }

  @Test func `users' agreement opens grants, and with the last sub-grant its parent`() throws {
    let tour = try tour()
    let parent = try #require(tour.grant { $0.status == .needsSubGrants })
    let child = try #require(
      tour.grant { $0.parent == parent.id && $0.status == .needsAuthorization })
    let now = tour.clock.now
    tour.service.withWorld { world in
      guard let client = world.state.clients[child.clientID] else { return }
      let updated = world.recordGrant(
        to: client, scopes: child.scopes, details: [], user: "ada", receipt: "R-1",
        updating: child.id, at: now)
      #expect(updated.id == child.id)
      #expect(updated.status == .active)
      #expect(updated.receipts == ["R-1"])
    }
    #expect(tour.grant { $0.id == parent.id }?.status == .active)
    let listed = try json(tour.get(CDSEndpoint.grants.path + "?receipt_confirmations=R-1"))
    #expect(listed["grants"].elements.count == 1)
  }

  @Test func `a client has one grant for what it may do by itself, users' are superseded`() throws {
    let tour = try tour()
    let now = tour.clock.now
    tour.service.withWorld { world in
      let clients = Array(world.state.clients.all)
      guard let usage = clients.first(where: { $0.scopes == ["lakeland_usage"] }),
        let outages = clients.first(where: { $0.scopes.contains("lakeland_outages") })
      else {
        Issue.record("a client is missing")
        return
      }
      let first = world.recordGrant(to: outages, scopes: ["lakeland_outages"], details: [], at: now)
      let again = world.recordGrant(to: outages, scopes: ["lakeland_outages"], details: [], at: now)
      #expect(first.id == again.id)
      let old = world.recordGrant(
        to: usage, scopes: ["lakeland_usage"], details: [], user: "carla", at: now)
      let new = world.recordGrant(
        to: usage, scopes: ["lakeland_usage"], details: [], user: "carla", at: now)
      #expect(new.replacing == [old.id])
      #expect(world.state.grants[old.id]?.replacedBy == [new.id])
    }
  }

  @Test func `closing a grant closes its sub-grants and ends its tokens`() throws {
    let tour = try tour()
    let files = try #require(tour.grant { $0.status == .active && $0.details.count == 2 })
    let token = try json(tour.open(files))["access_token"].text ?? ""
    let before = try json(tour.get(CDSEndpoint.files.path, token: token))
    #expect(before["files"].elements.count == 2)
    tour.patch(files, ["status": "closed"])
    #expect(tour.get(CDSEndpoint.files.path, token: token).head.status == .unauthorized)
    #expect(tour.open(files).head.status == .badRequest)
    let parent = try #require(tour.grant { $0.status == .needsSubGrants })
    tour.patch(parent, ["status": "closed"])
    #expect(tour.grants.filter { $0.parent == parent.id }.allSatisfy { $0.status == .closed })
  }

  @Test func `an operator is told what cannot be`() throws {
    let tour = try tour()
    let now = tour.clock.now
    let grant = try #require(tour.grant { $0.scopes == ["lakeland_outages"] })
    let cases: [(Grant.Status, GrantTerms, Bool)] = [
      (.suspended, GrantTerms(), true), (.active, GrantTerms(), true),
      (.partial, GrantTerms(), false), (.partial, GrantTerms(enabledDetails: []), false),
      (.partial, GrantTerms(enabledDetails: Array(grant.details.prefix(1))), true),
      (.active, GrantTerms(enabledScopes: []), false),
      (.active, GrantTerms(enabledScopes: ["openid"]), false),
      (.future, GrantTerms(), false),
      (.future, GrantTerms(notBefore: now.advanced(by: .seconds(60))), true),
      (.needsSubGrants, GrantTerms(), false), (.pending, GrantTerms(), true),
      (.errored, GrantTerms(), true), (.expired, GrantTerms(), true),
    ]
    for (status, terms, isPossible) in cases {
      let result = tour.service.withWorld { world -> Grant? in
        _ = try? world.setGrantStatus(grant.id, to: .active, at: now)
        return try? world.setGrantStatus(grant.id, to: status, terms: terms, at: now)
      }
      #expect((result != nil) == isPossible, "\(status) \(terms)")
      if let result { #expect(result.status == status) }
    }
    let shared = tour.service.withWorld { world in
      try? world.shareFile(
        with: grant.clientID, name: "a.txt", mediaType: "text/plain", content: [65], at: now)
    }
    #expect(shared?.grant.details.first?["file_id"].text == shared?.file.id)
  }

  @Test func `a registration keeps a bounded number of grants`() throws {
    let tour = try tour()
    let now = tour.clock.now
    let count = tour.service.withWorld { world -> Int in
      guard let client = world.state.clients.all.first(where: { $0.scopes == ["lakeland_usage"] })
      else { return 0 }
      for number in 0...CDSWorld.grantsPerRegistration {
        world.insert(
          Grant(
            id: "g-\(number)", registration: client.registration, clientID: client.id, created: now,
            modified: now, status: .closed, scopes: [], enabledScopes: []))
      }
      return world.state.grants.count(of: client.registration)
    }
    #expect(count == CDSWorld.grantsPerRegistration)
  }

  @Test func `a grant that lists all the receipts that it can takes no further one`() throws {
    let tour = try Tour()
    let client = tour.askingClient()
    let now = tour.clock.now
    tour.service.withWorld { world in
      var grant = Grant(
        id: "worn", registration: client.registration, clientID: client.id, created: now,
        modified: now, status: .needsAuthorization, scopes: ["lakeland_usage"], enabledScopes: [])
      grant.receipts = (1..<CDSWorld.receiptsPerGrant).map { "R-\($0)" }
      world.insert(grant)
    }
    let request = Tour.request(of: client, ["cds_grant_id": "worn", "redirect_uri": String?.none])
    func authorize() -> String? {
      let browser = Browser(tour)
      let response = browser.authorize(request)
      guard response.head.status == .ok else { return Browser.returned(response)["error"] }
      browser.signIn()
      let returned = Browser.returned(browser.decide())
      return returned["error"] ?? (returned["code"] == nil ? "no code" : nil)
    }
    func receipts() -> Int {
      tour.service.withWorld { $0.state.grants["worn"]?.receipts.count ?? 0 }
    }
    #expect(authorize() == nil)
    #expect(receipts() == CDSWorld.receiptsPerGrant)
    tour.service.withWorld { world in
      _ = world.changeGrant("worn", at: now) { $0.status = .needsAuthorization }
    }
    #expect(authorize() == "cds_grant_id_invalid_value")
    #expect(receipts() == CDSWorld.receiptsPerGrant)
  }

  @Test func `the earliest of many moments comes first`() {
    var schedule = GrantSchedule()
    var random = CDSRandom(seed: 7)
    let times = (0..<200).map { _ in Int64(random.bytes(2).reduce(0) { $0 * 256 + Int($1) }) }
    for time in times { schedule.add(Timestamp(seconds: time) ?? .unixEpoch, "g\(time)") }
    let end = Timestamp(seconds: 30_000) ?? .unixEpoch
    var taken: [Int64] = []
    while let next = schedule.next(at: end) { taken.append(next.time.seconds) }
    #expect(taken == times.filter { $0 <= 30_000 }.sorted())
  }
}

extension HTTPResponse {
  fileprivate var text: String { String(decoding: body, as: UTF8.self) }
}
