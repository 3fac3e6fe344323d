import SynchroDigest
import SynchroHTTP

@testable import SynchroMocks

/// Somebody's browser, which keeps a cookie and fills in forms, on a tour.
final class Browser {
  let tour: Tour
  private(set) var cookie: String
  /// The `request` of the form that was shown last.
  private(set) var form = ""

  init(_ tour: Tour, cookie: String = "") {
    self.tour = tour
    self.cookie = cookie
  }

  @discardableResult
  func open(_ target: String) -> HTTPResponse {
    taking(tour.ask(.get, tour.path(target), fields: fields))
  }

  /// Opens the authorization endpoint.
  @discardableResult
  func authorize(_ parameters: [(String, String)]) -> HTTPResponse {
    let form = HTTPForm(parameters.map { HTTPForm.Field($0.0, $0.1) })
    return open(CDSEndpoint.authorization.path + "?" + form.encoded)
  }

  /// Sends the form that was shown last, or another.
  @discardableResult
  func send(
    _ target: CDSEndpoint, _ parameters: [(String, String)], form: String? = nil
  ) -> HTTPResponse {
    taking(
      tour.submit(target.path, [("request", form ?? self.form)] + parameters, fields: fields))
  }

  /// Signs in, and opens the page that comes next.
  @discardableResult
  func signIn(_ username: String = "ada", _ password: String = "lakeside-1") -> HTTPResponse {
    let response = send(.login, [("username", username), ("password", password)])
    let next = response.head.fields["Location"] ?? ""
    return next.hasPrefix(CDSEndpoint.consent.path) ? open(next) : response
  }

  @discardableResult
  func decide(_ decision: String = "approve") -> HTTPResponse {
    send(.consent, [("decision", decision)])
  }

  /// What a redirect carries back to the client.
  static func returned(_ response: HTTPResponse) -> HTTPForm {
    let location = response.head.fields["Location"] ?? ""
    let query = location.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
    return HTTPForm(decoding: String(query)) ?? HTTPForm()
  }

  private var fields: HTTPFields {
    cookie.isEmpty ? [:] : ["Cookie": "other=1; " + cookie]
  }

  private func taking(_ response: HTTPResponse) -> HTTPResponse {
    if let set = response.head.fields["Set-Cookie"] {
      cookie = String(set.prefix { $0 != ";" })
    }
    let page = String(decoding: response.body, as: UTF8.self)
    if let match = page.firstMatch(of: /name="request" value="([^"]*)"/) {
      form = String(match.1)
    }
    return response
  }
}

extension Tour {
  /// A code verifier, and the challenge that fits it.
  static let verifier = "the-verifier-of-the-tour-is-not-secret-at-all"
  static let challenge = challenge(of: verifier)
  static func challenge(of verifier: String) -> String {
    Base64.encodeURL(SHA256.digest(Array(verifier.utf8)).bytes)
  }

  /// A client that can ask people, with a redirect URI of its own beside the server's, put where
  /// registrations end up.
  func askingClient(_ name: String = "Meter Reader", secret: String = "meter-secret")
    -> ClientObject
  {
    let now = clock.now
    return service.withWorld { world in
      let registration = world.random.identifier("registration")
      let id = world.random.identifier("client")
      let receipt = CDSLink.own(CDSEndpoint.receipt.path + "/" + id)
      let client = ClientObject(
        id: id, registration: registration, created: now, modified: now,
        scopes: ["lakeland_usage"],
        redirectURIs: [receipt, .given("https://client.example/back?from=lakeland")],
        receiptURI: receipt, authMethod: "client_secret_basic",
        grantTypes: ["authorization_code", "refresh_token"], responseTypes: ["code"],
        detailsTypes: ["lakeland_usage"], status: .sandbox, statusOptions: [.sandbox, .disabled],
        defaultScope: "lakeland_usage", defaultRedirectURI: receipt,
        serverMetadata: .own("/client-metadata/" + id), name: name,
        pages: ["client_uri": "https://client.example/"])
      world.state.registrations[registration] = Registration(
        id: registration, created: now, administrator: id, managementToken: world.random.secret(),
        scopes: ["lakeland_usage"], fields: [])
      world.state.clients.insert(client)
      world.state.credentials.insert(
        Credential(
          id: world.random.identifier("credential"), registration: registration, clientID: id,
          created: now, modified: now, secret: secret))
      return client
    }
  }

  /// A good authorization request, with some parameters taken away or changed.
  static func request(
    of client: ClientObject, _ changes: [String: String?] = [:]
  ) -> [(String, String)] {
    var parameters = [
      ("response_type", "code"), ("client_id", client.id), ("scope", "lakeland_usage"),
      ("redirect_uri", "https://client.example/back?from=lakeland"), ("state", "Tide & Time"),
      ("code_challenge", challenge), ("code_challenge_method", "S256"),
    ]
    for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
      parameters.removeAll { $0.0 == name }
      if let value { parameters.append((name, value)) }
    }
    return parameters
  }
}
