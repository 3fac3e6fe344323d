import SynchroHTTP
import SynchroTiming
import Testing

@testable import SynchroMocks

@Suite struct AuthorizationTests {
  @Test func `somebody signs in, agrees, and the client gets a code that is good once`() throws {
    let tour = try Tour()
    let client = tour.askingClient()
    let browser = Browser(tour)
    let login = browser.authorize(Tour.request(of: client))
    #expect(login.head.status == .ok)
    #expect(text(login).contains("Meter Reader"))
    let consent = browser.signIn()
    #expect(text(consent).contains("Energy usage") && text(consent).contains("Ada Lindqvist"))
    let response = browser.decide()
    #expect(response.head.status == .seeOther)
    let location = response.head.fields["Location"] ?? ""
    #expect(location.hasPrefix("https://client.example/back?from=lakeland&code="))
    let returned = Browser.returned(response)
    #expect(returned["state"] == "Tide & Time")
    let code = try #require(returned["code"])

    let uri = "https://client.example/back?from=lakeland"
    let redeemed = try tour.redeem(code, client, uri, Tour.verifier).get()
    #expect(redeemed.user == "ada" && redeemed.scopes == ["lakeland_usage"])
    #expect(tour.service.withWorld { $0.state.grants[redeemed.grant] } != nil)
    #expect(throws: CDSProblem.self) { try tour.redeem(code, client, uri, Tour.verifier).get() }
    // The browser is known now, and the page of an answered request is gone.
    #expect(text(browser.authorize(Tour.request(of: client))).contains("Ada Lindqvist"))
    browser.decide("deny")
    #expect(browser.decide().head.status == .badRequest)
  }

  /// What is wrong with a request, and what the browser is told.
  private static let refusals: [(changes: [String: String?], outcome: String)] = [
    (["client_id": nil], "page"), (["client_id": "nobody"], "page"),
    (["redirect_uri": "https://elsewhere.example/"], "page"),
    (["redirect_uri": "https://client.example/back"], "page"),
    (["request_uri": "urn:ietf:params:oauth:request_uri:1"], "page"),
    (["request": "eyJ"], "page"),
    (["response_type": nil], "invalid_request"), (["response_type": ""], "invalid_request"),
    (["response_type": "token"], "unsupported_response_type"),
    (["response_mode": "fragment"], "invalid_request"), (["response_mode": "query"], "login"),
    (["code_challenge": nil], "invalid_request"),
    (["code_challenge": "short"], "invalid_request"),
    (["code_challenge": String(repeating: "+", count: 43)], "invalid_request"),
    (["code_challenge_method": nil], "invalid_request"),
    (["code_challenge_method": "plain"], "invalid_request"),
    (["scope": "lakeland_market"], "invalid_scope"), (["scope": "a\u{7} b\"\n"], "invalid_scope"),
    (["scope": nil], "login"), (["redirect_uri": nil], "login"), (["state": nil], "login"),
    (["prompt": "none"], "login_required"), (["prompt": "none login"], "invalid_request"),
    (["prompt": "login"], "login"), (["zzz": "1"], "login"),
    (["authorization_details": "[]"], "login"),
    (["authorization_details": "{}"], "invalid_authorization_details"),
    (["authorization_details": "[1]"], "invalid_authorization_details"),
    (["authorization_details": "["], "invalid_authorization_details"),
    (["authorization_details": "[{\"type\":\"tide\"}]"], "invalid_authorization_details"),
    (["cds_grant_id": ""], "login"), (["cds_grant_id": "none"], "cds_grant_id_invalid_value"),
    (["cds_grant_id": "none", "response_type": "x"], "unsupported_response_type"),
    (["state": String(repeating: "s", count: 17_000)], "page"),
  ]

  @Test(arguments: refusals.indices)
  func `a wrong request is told to the client, or to the person when nobody knows whose it is`(
    index: Int
  ) throws {
    let tour = try Tour()
    let client = tour.askingClient()
    let (changes, outcome) = Self.refusals[index]
    let parameters = Tour.request(of: client, changes)
    let response = Browser(tour).authorize(parameters)
    let hasLocation = response.head.fields.contains("Location")
    switch outcome {
    case "login": #expect(response.head.status == .ok && !hasLocation)
    case "page": #expect(response.head.status == .badRequest && !hasLocation)
    default:
      #expect(response.head.status == .found)
      let returned = Browser.returned(response)
      #expect(returned["error"] == outcome && returned["code"] == nil)
      #expect(returned["state"] == "Tide & Time")
      let description = returned["error_description"] ?? ""
      #expect(description.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) })
    }
  }

  @Test(arguments: ["client_id", "redirect_uri", "scope", "state", "cds_grant_id", "response_type"])
  func `a parameter that stands twice is refused`(name: String) throws {
    let tour = try Tour()
    let client = tour.askingClient()
    let repeated = [(name, "once"), (name, "twice")]
    let response = Browser(tour).authorize(
      Tour.request(of: client, [name: String?.none]) + repeated)
    let isPage = name == "client_id" || name == "redirect_uri"
    #expect(response.head.status == (isPage ? .badRequest : .found))
    if !isPage { #expect(Browser.returned(response)["error"] == "invalid_request") }
  }

  @Test func `forms work in the browser that was shown them and in no other`() throws {
    let tour = try Tour()
    let client = tour.askingClient()
    let ada = Browser(tour)
    let stranger = Browser(tour)
    ada.authorize(Tour.request(of: client))
    stranger.authorize(Tour.request(of: client))
    let login = [("username", "ada"), ("password", "lakeside-1")]
    #expect(stranger.send(.login, login, form: ada.form).head.status == .forbidden)
    let old = ada.cookie
    ada.signIn()
    #expect(ada.cookie != old, "the cookie of a browser changes when somebody signs in")
    let page = ada.form
    #expect(
      stranger.send(.consent, [("decision", "approve")], form: page).head.status == .forbidden)
    #expect(ada.send(.consent, [("decision", "approve")], form: "x").head.status == .badRequest)
    // Nobody has signed in for this one, whatever else the browser is good for.
    #expect(text(stranger.decide()).contains("Password"))
    // A second page that was open before is still good.
    #expect(ada.decide().head.status == .seeOther)
  }

  @Test func `whoever knows the cookie from before somebody signed in can do nothing with it`()
    throws
  {
    let tour = try Tour()
    let client = tour.askingClient()
    let attacker = Browser(tour)
    attacker.authorize(Tour.request(of: client))
    // The victim's browser has been given the attacker's cookie, and follows his link.
    let victim = Browser(tour, cookie: attacker.cookie)
    victim.open(CDSEndpoint.login.path + "?request=" + attacker.form)
    #expect(text(victim.signIn()).contains("Ada Lindqvist"))
    let page = attacker.send(.consent, [], form: victim.form)
    #expect(page.head.status == .forbidden && !text(page).contains("Ada"))
    let stolen = attacker.decide()
    #expect(stolen.head.status == .forbidden && stolen.head.fields["Location"] == nil)
    #expect(attacker.send(.consent, [("decision", "switch")]).head.status == .forbidden)
    #expect(attacker.send(.login, [("decision", "deny")]).head.status == .forbidden)
    #expect(victim.decide().head.status == .seeOther)
    // A value that this server has not given out is not taken up, one that it has given out is.
    let planted = BrowserCookie.name + "=" + String(repeating: "p", count: 43)
    let other = Browser(tour, cookie: planted)
    other.authorize(Tour.request(of: client))
    #expect(other.cookie != planted)
    let given = other.cookie
    other.authorize(Tour.request(of: client))
    #expect(other.cookie == given)
  }

  @Test func `requests of one client that nobody answers push out none of another`() throws {
    let tour = try Tour()
    let ada = Browser(tour)
    ada.authorize(Tour.request(of: tour.askingClient()))
    let flood = Tour.request(of: tour.askingClient("Flood"))
    let stranger = Browser(tour)
    stranger.authorize(flood)
    let first = stranger.form
    for _ in 0..<AuthorizationState.pendingPerClient { Browser(tour).authorize(flood) }
    let count = tour.service.withWorld { $0.state.authorizations.pending.count }
    #expect(count == AuthorizationState.pendingPerClient + 1)
    #expect(stranger.send(.login, [], form: first).head.status == .badRequest)
    #expect(text(ada.signIn()).contains("Ada Lindqvist"))
  }

  @Test func `a login with a wrong password says so, and an account rests after many`() throws {
    let tour = try Tour()
    let browser = Browser(tour)
    browser.authorize(Tour.request(of: tour.askingClient()))
    let wrong = browser.signIn("ada\"><b>", "lakeside-1")
    #expect(wrong.head.status == .unprocessableContent)
    #expect(
      text(wrong).contains("role=\"alert\"") && text(wrong).contains("ada&quot;&gt;&lt;b&gt;"))
    for _ in 0..<AuthorizationState.loginAttempts { browser.signIn("ada", "guess") }
    #expect(browser.signIn().head.status == .tooManyRequests)
    #expect(text(browser.signIn("bert", "lakeside-2")).contains("Bert Okafor"))
    _ = tour.clock.advance(by: AuthorizationState.loginRest)
    browser.authorize(Tour.request(of: tour.askingClient(), ["prompt": "login"]))
    #expect(text(browser.signIn()).contains("Ada Lindqvist"))
  }

  @Test func `declining, cancelling and another account are answers as well`() throws {
    let tour = try Tour()
    let client = tour.askingClient()
    let browser = Browser(tour)
    browser.authorize(Tour.request(of: client))
    let cancelled = browser.send(.login, [("decision", "deny")])
    #expect(Browser.returned(cancelled)["error"] == "access_denied")
    browser.authorize(Tour.request(of: client))
    browser.signIn()
    #expect(text(browser.decide("switch")).contains("Password"))
    browser.signIn("bert", "lakeside-2")
    let declined = Browser.returned(browser.decide("deny"))
    #expect(declined["error"] == "access_denied" && declined["state"] == "Tide & Time")
    let forced = browser.authorize(Tour.request(of: client, ["prompt": "login"]))
    #expect(text(forced).contains("Password"))
    #expect(tour.service.withWorld { $0.state.grants.count } == 0)
  }

  @Test func `the server's own redirect URI shows a receipt that the grant knows, or an error`()
    throws
  {
    let tour = try Tour()
    let client = tour.askingClient()
    let browser = Browser(tour)
    browser.authorize(Tour.request(of: client, ["redirect_uri": String?.none]))
    browser.signIn()
    let location = browser.decide().head.fields["Location"] ?? ""
    #expect(location.hasPrefix(origin + CDSEndpoint.receipt.path + "/" + client.id + "?code="))
    let receipt = text(browser.open(location))
    let code = try #require(receipt.firstMatch(of: /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)?.output)
    #expect(receipt.contains("Ada Lindqvist") && receipt.contains("Energy usage"))
    #expect(!text(Browser(tour).open(location)).contains("Ada"), "strangers learn no name")
    _ = code
    browser.authorize(Tour.request(of: client, ["redirect_uri": String?.none]))
    let declined = browser.decide("deny").head.fields["Location"] ?? ""
    #expect(text(browser.open(declined)).contains("No access was given"))
    for target in ["", "?code=x", "?%zz", "/" + client.id] {
      let status = browser.open(CDSEndpoint.receipt.path + target).head.status
      #expect(status.category == .clientError)
    }
  }

  /// How a code may be redeemed, and whether that is right.
  struct Redemption: Sendable {
    var seconds = 0
    var uri: String? = "https://client.example/back?from=lakeland"
    var verifier: String? = Tour.verifier
    var isGood = false
  }

  private static let redemptions: [Redemption] = [
    Redemption(isGood: true), Redemption(seconds: 299, isGood: true), Redemption(seconds: 301),
    Redemption(seconds: 9_000), Redemption(uri: "https://client.example/back"),
    Redemption(uri: nil), Redemption(verifier: nil), Redemption(verifier: "short"),
    Redemption(verifier: "the-verifier-of-somebody-else-entirely-here-"),
  ]

  @Test(arguments: redemptions)
  func `a code is redeemed soon, for the same redirect URI and with its verifier`(
    redemption: Redemption
  ) throws {
    let tour = try Tour()
    let client = tour.askingClient()
    let browser = Browser(tour)
    browser.authorize(Tour.request(of: client))
    browser.signIn()
    let code = try #require(Browser.returned(browser.decide())["code"])
    _ = tour.clock.advance(by: .seconds(redemption.seconds))
    let other = tour.askingClient("Another")
    func redeem(by client: ClientObject) -> String? {
      try? tour.redeem(code, client, redemption.uri, redemption.verifier).get().user
    }
    #expect(redeem(by: other) == nil)
    #expect(redeem(by: client) == (redemption.isGood ? "ada" : nil))
  }

  @Test(arguments: [43, 64, 128])
  func `verifiers of 43 to 128 characters are good`(length: Int) throws {
    let tour = try Tour()
    let client = tour.askingClient()
    let browser = Browser(tour)
    let verifier = String(repeating: "~", count: length)
    let challenge = Tour.challenge(of: verifier)
    browser.authorize(Tour.request(of: client, ["code_challenge": challenge]))
    browser.signIn()
    let code = try #require(Browser.returned(browser.decide())["code"])
    let uri = "https://client.example/back?from=lakeland"
    #expect(try tour.redeem(code, client, uri, verifier).get().user == "ada")
  }

  @Test func `pages forbid scripts and frames, and lead back to the client alone`() throws {
    let tour = try Tour()
    let response = Browser(tour).authorize(Tour.request(of: tour.askingClient("<i>&Co")))
    let fields = response.head.fields
    let policy = fields["Content-Security-Policy"] ?? ""
    #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
    #expect(policy.hasSuffix("form-action 'self' https://client.example"))
    #expect(fields["X-Frame-Options"] == "DENY" && fields["Cache-Control"] == "no-store")
    #expect(fields["Referrer-Policy"] == "no-referrer")
    let cookie = fields["Set-Cookie"] ?? ""
    #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure"))
    #expect(text(response).contains("&lt;i&gt;&amp;Co") && !text(response).contains("<script"))
  }

  private func text(_ response: HTTPResponse) -> String {
    String(decoding: response.body, as: UTF8.self)
  }
}

extension Tour {
  /// What the token endpoint learns of a code.
  func redeem(
    _ code: String, _ client: ClientObject, _ uri: String?, _ verifier: String?
  ) -> Result<RedeemedCode, CDSProblem> {
    let call = CDSCall(
      request: CDSRequest(.post, CDSEndpoint.token.path, origin: origin), answer: .token,
      rules: CDSRules(), edits: [], objectEdits: [:], quirks: [], now: clock.now, number: 1)
    return service.withWorld { world in
      Result { () throws(CDSProblem) in
        try world.redeem(
          code: code, by: client, redirectURI: uri, verifier: verifier, call)
      }
    }
  }
}
